import { isDone, type StepView, type VendorStep } from '@vplus/contracts';
import { Card } from '#ui/card.tsx';
import { CopyableId, CopyableText } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Status } from '#ui/status.tsx';
import { CalendarDay } from '#ui/time.tsx';
import { stepStates } from './states.ts';

const kinds = {
  assistant: { tone: 'new', word: 'Will be done for you' },
  choice: { tone: 'idle', word: 'Your choice' },
  retired: { tone: 'retired', word: 'Retired' },
} as const;
const ended = { tone: 'ok', word: 'Replaced by this setup' } as const;
const inScript = { tone: 'needs-you', word: 'You, with the script' } as const;

interface VendorStepsProps {
  steps: VendorStep[];
  /** Of a run: what became of each. Without one they belong to a plan. */
  run?: StepView[];
  /** A person runs the script of the plan. */
  byHand?: boolean;
}

/** The seventeen steps of the vendor's page, as a plan or a run stands to them. */
export function VendorSteps({ steps, run, byHand = false }: VendorStepsProps) {
  return (
    <Card title="The vendor’s page, step by step">
      <p className="mb-4 text-muted">
        The manual procedure has {steps.length} steps. {countWords(steps, run, byHand)} What Microsoft has retired is
        not done, only explained.
      </p>
      <Disclosure summary={`Show all ${steps.length} steps`}>
        <ol className="flex flex-col divide-y divide-line">
          {steps.map((step) => (
            <li key={step.number} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
              <span className="flex flex-wrap items-center justify-between gap-x-4">
                <span className="font-medium">
                  {step.number}. {step.title}
                </span>
                <StepStatus step={step} byHand={byHand} {...(run ? { run } : {})} />
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

const ofRun = (step: VendorStep, run: StepView[]) => run.filter(({ id }) => step.stepIds.includes(id));

function countWords(steps: VendorStep[], run: StepView[] | undefined, byHand: boolean): string {
  const ours = steps.filter(({ how }) => how === 'assistant');
  if (!run)
    return byHand
      ? 'The script of this plan does most of them, and you run it.'
      : `With this plan ${ours.length} of them are done for you.`;
  const done = ours.filter((step) => {
    const its = ofRun(step, run);
    return its.length > 0 && its.every(({ state }) => isDone(state));
  }).length;
  return done === 1 ? '1 of them is done.' : `${done} of them are done.`;
}

/** Of a run the first of its steps that is not simply done says most. */
function StepStatus({ step, run, byHand }: { step: VendorStep; run?: StepView[]; byHand: boolean }) {
  const its = run ? ofRun(step, run) : [];
  const telling = its.find(({ state }) => state !== 'done') ?? its[0];
  const ours = run ? ended : byHand ? inScript : kinds.assistant;
  const planned = step.how === 'assistant' ? ours : kinds[step.how];
  const { tone, word } = telling ? stepStates[telling.state] : planned;
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
