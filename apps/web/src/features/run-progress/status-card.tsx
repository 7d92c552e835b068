import { isLive, type RunView } from '@vplus/contracts';
import { type ReactNode, type Ref, useId } from 'react';
import { runStates, tenantStates } from '#lib/states.ts';
import { Status } from '#ui/status.tsx';
import { Elapsed, Time } from '#ui/time.tsx';
import { progressOf } from './progress.ts';
import { StepRow } from './step-row.tsx';
import { isConnected } from './words.ts';

interface StatusCardProps {
  run: RunView;
  /** null: this person may not. */
  onResume: (() => void) | null;
  resuming: boolean;
  /** Takes the focus when the focused element is removed. */
  ref: Ref<HTMLElement>;
  /** What can be done about the run as a whole. */
  children: ReactNode;
}

/** The current state of a run: its progress, the current steps with what they need, and the actions on the run. */
export function StatusCard({ run, onResume, resuming, ref, children }: StatusCardProps) {
  const id = useId();
  const { done, total, at, now } = progressOf(run);
  const { tone, word } = shownState(run);
  const failed = now.find(({ state }) => state === 'failed');
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-labelledby={id}
      className="rounded-card border border-line bg-surface focus:outline-none"
    >
      <div className="flex flex-col gap-3 p-4 sm:px-6">
        <h2 id={id} className="flex flex-wrap items-center gap-x-3 text-title font-semibold">
          <Status tone={tone}>{word}</Status>
          <span className="font-normal text-muted">
            {isLive(run) && done < total ? `Step ${at} of ${total}` : `${done} of ${total} steps done`}
          </span>
        </h2>
        {isLive(run) ? <progress aria-label="Steps done" max={total} value={done} className={bar} /> : null}
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-small text-muted">
          <Elapsed from={run.startedAt} to={run.finishedAt} />
          <span>
            Started <Time at={run.startedAt} /> by {run.startedBy}
          </span>
          <span>on {run.vplusServer.name}</span>
        </p>
        {run.state === 'failed' ? (
          <p className="font-semibold text-bad">{failed ? `It stopped at “${failed.title}”` : 'It stopped'}</p>
        ) : null}
      </div>
      {now.length > 0 ? (
        <ol aria-label="Now" className="flex flex-col border-t border-line">
          {now.map((step) => (
            <StepRow key={step.id} step={step} run={run} onResume={onResume} resuming={resuming} />
          ))}
        </ol>
      ) : null}
      <div className="flex flex-wrap items-center gap-3 border-t border-line p-4 empty:hidden sm:px-6">{children}</div>
    </section>
  );
}

/** The browser's own element, in our colours; its border shows where colours are forced. */
const bar =
  'h-2 w-full appearance-none overflow-hidden rounded-control border border-transparent bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent';

/** A connected tenant is shown as connected, also while vPlus still synchronizes. */
const shownState = (run: RunView) =>
  isConnected(run) && (isLive(run) || run.state === 'done') ? tenantStates.connected : runStates[run.state];
