import { isLive, type RowView, type RunView, type StepView } from '@vplus/contracts';
import type { ReactNode } from 'react';
import { mayHere, useSession } from '#lib/session.tsx';
import { countOf, rowShown, stepStates } from '#lib/states.ts';
import { Card } from '#ui/card.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Notice } from '#ui/notice.tsx';
import { Status } from '#ui/status.tsx';
import { FactValue } from './fact-value.tsx';
import { proofFacts } from './proof-facts.ts';
import { Proved } from './proved.tsx';
import { RecordActions } from './record-actions.tsx';
import { RemoveAssistant } from './remove-assistant.tsx';
import { doneOf } from './step-rows.tsx';
import { limitsIn } from './words.ts';

/** What a security officer may want to see: permissions granted, test reads, values kept and values deleted. */
export function Proof({ run }: { run: RunView }) {
  const session = useSession();
  const step = (id: string): StepView | undefined => run.steps.find((one) => one.id === id);
  const grants = step('grant-permissions');
  const reads = step('verify-access');
  const synchronization = step('synchronize-inventory');

  return (
    <Card title="The proof">
      <div className="flex flex-col gap-6">
        {limitsIn(run).length > 0 ? (
          <Notice kind="attention" title={`Connected, with limits: ${countOf(reads?.rows ?? [])}`}>
            <ul className="flex flex-col gap-1">
              {limitsIn(run).map(({ key, label, note }) => (
                <li key={key}>
                  {label}: {note}
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {run.unchanged ? (
          <Notice kind="good" title="This run changed nothing: everything was in place already" />
        ) : null}
        <Facts>
          {grants ? (
            <FactRow label="Permissions">
              <StepOutcome step={grants}>
                <strong>
                  {doneOf(grants.rows)} of {grants.rows.length}
                </strong>{' '}
                granted and seen in a fresh token
              </StepOutcome>
            </FactRow>
          ) : null}
          {reads ? <Reads step={reads} told={limitsIn(run)} /> : null}
          {proofFacts(run).map((fact) => (
            <FactValue key={fact.key} fact={fact} />
          ))}
          {synchronization ? (
            <FactRow label="First synchronization">
              <StepOutcome step={synchronization}>{synchronization.detail ?? ''}</StepOutcome>
            </FactRow>
          ) : null}
          <Proved run={run} />
        </Facts>
        <div className="flex flex-wrap gap-3">
          <RecordActions run={run} />
        </div>
        {mayHere(session, 'remove-assistant', run.tenantId) ? (
          <RemoveAssistant tenantId={run.tenantId} runIsLive={isLive(run)} />
        ) : null}
      </div>
    </Card>
  );
}

function StepOutcome({ step, children }: { step: StepView; children: ReactNode }) {
  const { tone, word } = stepStates[step.state];
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <Status tone={tone}>{word}</Status>
      <span>{children}</span>
    </span>
  );
}

/** One harmless read per workload with its result; the notes of `told` are above it already and are not repeated. */
function Reads({ step, told }: { step: StepView; told: RowView[] }) {
  return (
    <FactRow label={`Test reads: ${countOf(step.rows)}`}>
      <ul className="flex flex-col gap-1">
        {step.rows.map((row) => (
          <li key={row.key}>
            <span className="flex flex-wrap justify-between gap-x-4">
              {row.label}
              <Status tone={rowShown(row).tone}>{rowShown(row).word}</Status>
            </span>
            {row.note && row.state !== 'done' && !told.includes(row) ? (
              <p className="text-small text-muted">{row.note}</p>
            ) : null}
          </li>
        ))}
      </ul>
    </FactRow>
  );
}
