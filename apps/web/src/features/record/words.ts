import type { RecordFacts, RunState, RunVerb } from '@vplus/contracts';

const verbs: Record<RunVerb, string> = { connect: 'Connecting', verify: 'Checking', disconnect: 'Disconnecting' };

const outcomes: Record<RunState, string> = {
  queued: 'It has not begun yet',
  working: 'It is still going on',
  waiting: 'It is still going on',
  'needs-you': 'It waits for a person',
  done: 'Done',
  'done-with-attention': 'Done, with something left for a person',
  failed: 'It failed: what had been done stays',
  cancelled: 'It was cancelled: what had been done stays',
};

export const titleOf = ({ run, tenant }: RecordFacts): string => `Record: ${verbs[run.verb]} ${tenant.name}`;

export function outcomeOf({ run }: RecordFacts): string {
  if (run.verb === 'verify' && run.state === 'failed') return 'Something was not as it should be; nothing was changed';
  if (run.verb === 'connect' && run.connected && run.state === 'failed')
    return 'Connected and proved; the first synchronization failed';
  if (run.unchanged) return 'Done: everything was in place already, nothing was changed';
  return outcomes[run.state];
}
