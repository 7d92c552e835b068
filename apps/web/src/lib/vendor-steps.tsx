import type { StepView, VendorStep } from '@vplus/contracts';
import { Card } from '#ui/card.tsx';
import { CopyableId, CopyableText } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Status } from '#ui/status.tsx';
import { CalendarDay } from '#ui/time.tsx';
import { stepStates } from './states.ts';

const kinds = {
  assistant: { tone: 'ok', word: 'Replaced by this setup' },
  choice: { tone: 'idle', word: 'Your choice' },
  retired: { tone: 'retired', word: 'Retired' },
} as const;

/** The seventeen steps of the vendor's page; with the steps of a run, what became of each. */
export function VendorSteps({ steps, run }: { steps: VendorStep[]; run?: StepView[] }) {
  const ours = steps.filter(({ how }) => how === 'assistant');
  const done = run ? ours.filter(({ stepIds }) => isDone(stepIds, run)).length : ours.length;
  return (
    <Card title="The vendor’s page, step by step">
      <p className="mb-4 text-muted">
        The manual procedure has {steps.length} steps.{' '}
        {run
          ? `This setup replaces ${ours.length} of them, of which ${done} are done.`
          : `This setup replaces ${ours.length} of them.`}{' '}
        What Microsoft has retired is not done, and nothing pretends that it was.
      </p>
      <Disclosure summary={`Show all ${steps.length} steps`}>
        <ol className="flex flex-col divide-y divide-line">
          {steps.map((step) => (
            <li key={step.number} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
              <span className="flex flex-wrap items-center justify-between gap-x-4">
                <span className="font-medium">
                  {step.number}. {step.title}
                </span>
                <Standing step={step} {...(run ? { run } : {})} />
              </span>
              <span>{step.what}</span>
              {step.retired ? (
                <span className="text-muted">
                  Retired <CalendarDay day={step.retired.since} />: {step.retired.why} Instead: {step.retired.instead}
                </span>
              ) : null}
              {step.oldWay ? <OldWay step={step} oldWay={step.oldWay} /> : null}
            </li>
          ))}
        </ol>
      </Disclosure>
    </Card>
  );
}

const isDone = (stepIds: string[], run: StepView[]): boolean => {
  const theirs = run.filter(({ id }) => stepIds.includes(id));
  return theirs.length > 0 && theirs.every(({ state }) => state.startsWith('done'));
};

/** Of a run the first of its steps that is not simply done says most. */
function Standing({ step, run }: { step: VendorStep; run?: StepView[] }) {
  const ours = run?.filter(({ id }) => step.stepIds.includes(id)) ?? [];
  const telling = ours.find(({ state }) => state !== 'done') ?? ours[0];
  const { tone, word } = telling ? stepStates[telling.state] : kinds[step.how];
  return <Status tone={tone}>{word}</Status>;
}

function OldWay({ step, oldWay }: { step: VendorStep; oldWay: NonNullable<VendorStep['oldWay']> }) {
  return (
    <Disclosure summary="Show the old step">
      <div className="flex flex-col gap-3">
        <p className="text-muted">{oldWay.text}</p>
        <Facts>
          {oldWay.facts.map(({ label, value, kind }) => (
            <FactRow key={label} label={label}>
              {kind === 'id' ? <CopyableId what={label} value={value} /> : <CopyableText what={label} value={value} />}
            </FactRow>
          ))}
        </Facts>
        {oldWay.script ? <CopyableText what={`text of step ${step.number}`} value={oldWay.script} /> : null}
      </div>
    </Disclosure>
  );
}
