import type { RunView, StepView } from '@vplus/contracts';
import { ApiProblem } from '#lib/api-problem.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { stepStates } from '#lib/states.ts';
import { TechnicalDetails } from '#lib/technical-details.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Facts } from '#ui/facts.tsx';
import { Status } from '#ui/status.tsx';
import { Elapsed } from '#ui/time.tsx';
import { AskPanel } from './ask-panel.tsx';
import { FactValue } from './fact-value.tsx';
import { StepRows } from './step-rows.tsx';
import { WaitWords } from './wait-words.tsx';

interface StepRowProps {
  step: StepView;
  run: RunView;
  /** null: this person may not. */
  onResume: (() => void) | null;
  resuming: boolean;
}

export function StepRow({ step, run, onResume, resuming }: StepRowProps) {
  const { tone, word } = stepStates[step.state];
  return (
    <li className="flex flex-col gap-2 border-b border-line p-4 last:border-b-0 sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <span className={step.state === 'pending' ? 'text-muted' : 'font-medium'}>{step.title}</span>
        <span className="flex flex-wrap items-center gap-x-3">
          {step.startedAt ? (
            <span className="text-small text-muted">
              <Elapsed from={step.startedAt} to={step.finishedAt} />
            </span>
          ) : null}
          <Status tone={tone}>{word}</Status>
        </span>
      </div>
      {step.detail && !step.problem && !step.ask ? <p className="text-muted">{step.detail}</p> : null}
      {step.state === 'waiting' && step.wait ? <WaitWords wait={step.wait} problem={step.problem} /> : null}
      {(step.state === 'waiting' || step.state === 'needs-you') && step.problem ? (
        <TechnicalDetails problem={step.problem} runId={run.id} />
      ) : null}
      {step.ask && (step.state === 'needs-you' || step.ask.kind === 'task') ? (
        <AskPanel ask={step.ask} step={step} run={run} onResume={onResume} resuming={resuming} />
      ) : null}
      {step.state === 'failed' && step.problem ? (
        <ProblemNotice
          error={new ApiProblem(step.problem)}
          runId={run.id}
          way={{ returnTo: `/runs/${run.id}`, resumeRunId: run.id }}
        />
      ) : null}
      {step.rows.length > 0 ? <StepRows rows={step.rows} /> : null}
      {step.facts.length > 0 ? (
        <Disclosure summary="Details">
          <Facts>
            {step.facts.map((fact) => (
              <FactValue key={fact.key} fact={fact} />
            ))}
          </Facts>
        </Disclosure>
      ) : null}
    </li>
  );
}
