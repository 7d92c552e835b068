import type { Arrival } from '@vplus/contracts';
import { runStates } from '#lib/states.ts';
import { FactRow } from '#ui/facts.tsx';
import { Status } from '#ui/status.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Time } from '#ui/time.tsx';

/** What an earlier visit left: a connection, a run that still works, a run that ended. */
export function Existing({ arrival: { connectedAt, liveRunId, lastRun } }: { arrival: Arrival }) {
  return (
    <FactRow label="Existing connection">
      {connectedAt ? (
        <p>
          Connected <Time at={connectedAt} />. Connecting again repairs what is missing and leaves the rest as it is.
        </p>
      ) : null}
      {liveRunId ? (
        <p>A setup is running now.</p>
      ) : lastRun ? (
        <p className="flex flex-wrap gap-x-2">
          <span>
            Last run <Time at={lastRun.startedAt} /> by {lastRun.startedBy}:
          </span>
          <Status tone={runStates[lastRun.state].tone}>{runStates[lastRun.state].word}</Status>
          <TextLink to={`/runs/${lastRun.id}`}>Open it</TextLink>
        </p>
      ) : null}
      {connectedAt || liveRunId || lastRun ? null : 'None'}
    </FactRow>
  );
}
