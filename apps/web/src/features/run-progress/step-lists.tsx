import { isLive, type RunView, type StepView } from '@vplus/contracts';
import { Disclosure } from '#ui/disclosure.tsx';
import { progressOf } from './progress.ts';
import { StepRow } from './step-row.tsx';

interface StepListsProps {
  run: RunView;
  onResume: (() => void) | null;
  resuming: boolean;
}

/** The steps that the status card does not show: those with a note open, the rest folded. */
export function StepLists({ run, ...resume }: StepListsProps) {
  const { notes, finished, undone } = progressOf(run);
  const left = isLive(run) ? 'to come' : 'not done';
  const list = (label: string, steps: StepView[]) => (
    <ol aria-label={label} className="flex flex-col rounded-card border border-line bg-surface">
      {steps.map((step) => (
        <StepRow key={step.id} step={step} run={run} {...resume} />
      ))}
    </ol>
  );
  return (
    <>
      {notes.length > 0 ? (
        <section aria-label="Done, with a note" className="flex flex-col gap-3">
          {list('Steps with a note', notes)}
        </section>
      ) : null}
      {finished.length > 0 ? (
        // A check or a disconnect has nothing else to show; a connect has its proof.
        <Disclosure summary={`${countOf(finished.length)} finished`} open={!isLive(run) && run.verb !== 'connect'}>
          {list('Finished steps', finished)}
        </Disclosure>
      ) : null}
      {undone.length > 0 ? (
        <Disclosure summary={`${countOf(undone.length)} ${left}`}>{list(`Steps ${left}`, undone)}</Disclosure>
      ) : null}
    </>
  );
}

const countOf = (steps: number) => (steps === 1 ? '1 step' : `${steps} steps`);
