import type { RunVerb, TenantView } from '@vplus/contracts';
import { runStates } from '#lib/states.ts';
import { Card } from '#ui/card.tsx';
import { Status } from '#ui/status.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Elapsed, Time } from '#ui/time.tsx';

const verbs: Record<RunVerb, string> = { connect: 'Connect', verify: 'Check', disconnect: 'Disconnect' };

export function Runs({ runs }: { runs: TenantView['runs'] }) {
  return (
    <Card title="Runs">
      {runs.length === 0 ? <p className="text-muted">None yet.</p> : null}
      <ul className="flex flex-col divide-y divide-line">
        {runs.map((run) => (
          <li key={run.id} className="flex flex-wrap items-center justify-between gap-x-4 py-3 first:pt-0 last:pb-0">
            <span>
              <TextLink to={`/runs/${run.id}`} className="font-medium">
                {verbs[run.verb]}, <Time at={run.startedAt} />
              </TextLink>
              <span className="block text-small text-muted">
                by {run.startedBy}, {run.stepsDone} of {run.stepsTotal} steps,{' '}
                <Elapsed from={run.startedAt} to={run.finishedAt} />
              </span>
            </span>
            <Status tone={runStates[run.state].tone}>{runStates[run.state].word}</Status>
          </li>
        ))}
      </ul>
    </Card>
  );
}
