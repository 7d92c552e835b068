import type { RunVerb, RunView } from '@vplus/contracts';
import { stepStates } from '#lib/states.ts';

const verbs: Record<RunVerb, { going: string; done: string; ended: string }> = {
  connect: { going: 'Connecting', done: 'is connected', ended: 'was not connected' },
  verify: { going: 'Checking', done: 'was checked', ended: 'was not checked' },
  disconnect: { going: 'Disconnecting', done: 'is disconnected', ended: 'was not disconnected' },
};

const isDone = (run: RunView) => run.state === 'done' || run.state === 'done-with-attention';
const hasStopped = (run: RunView) => run.state === 'failed' || run.state === 'cancelled';
/** Registered and proved, whatever became of the synchronization that goes on behind it. */
export const isConnected = (run: RunView) => run.verb === 'connect' && run.connected;

export function titleOf(run: RunView): string {
  const words = verbs[run.verb];
  if (isDone(run) || isConnected(run)) return `${run.tenantName} ${words.done}`;
  // A check that found something wrong was a check all the same.
  if (run.verb === 'verify' && run.state === 'failed') return `${run.tenantName} ${words.done}`;
  return hasStopped(run) ? `${run.tenantName} ${words.ended}` : `${words.going} ${run.tenantName}`;
}

/** It stopped before its first write, since the tenant had moved: the same plan will not do any more. */
export const needsNewPlan = (run: RunView): boolean =>
  run.state === 'failed' && run.steps.some(({ problem }) => problem?.code === 'plan-changed');

export function leadOf(run: RunView): string {
  if (isConnected(run)) return leadOfConnected(run);
  if (needsNewPlan(run)) return 'Nothing was written: the tenant is not as it was when the plan was approved.';
  switch (run.state) {
    case 'needs-you':
      return 'One step needs a person. Everything else waits for it, and nothing is lost.';
    case 'failed':
      return run.verb === 'verify'
        ? 'Something is not as it should be. Nothing was changed; Repair on the tenant’s page puts it right.'
        : 'What was done so far stays, and can be gone on with.';
    case 'cancelled':
      return 'It was stopped. What was made so far stays; a later connect finds it and goes on from there.';
    case 'done':
      return run.verb === 'disconnect' ? 'vPlus can no longer read this tenant.' : 'Everything is as it should be.';
    case 'done-with-attention':
      return 'It is done, with something left that deserves a look.';
    default:
      return 'You may close this window: it goes on by itself, and any browser shows how far it is.';
  }
}

function leadOfConnected(run: RunView): string {
  if (run.unchanged && isDone(run)) return 'Everything was in place already. Nothing was changed.';
  if (isDone(run)) return 'vPlus can back it up now. Below stands the proof.';
  if (run.state === 'failed') return 'It is registered and proved, but its first synchronization failed: see below.';
  if (run.state === 'cancelled')
    return 'It is registered and proved. The run was stopped before its first synchronization ended.';
  return 'vPlus can back it up now. Its first synchronization is still running; you need not wait for it.';
}

/** What a screen reader hears as it goes: the step that moved last, and its state. */
export function newsOf(run: RunView): string {
  const acting = run.steps.filter((step) => step.state !== 'pending' && !step.state.startsWith('done'));
  const done = run.steps.filter((step) => step.state.startsWith('done')).length;
  const now = acting.map((step) => `${step.title}: ${stepStates[step.state].word}`).join('. ');
  return `${done} of ${run.steps.length} steps done. ${now}`;
}
