import type { RecordFacts, RecordView } from '@vplus/contracts';
import { retentionWords } from '#lib/record.ts';
import { stepStates } from '#lib/states.ts';
import { Card } from '#ui/card.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Table } from '#ui/table.tsx';
import { ExactTime } from '#ui/time.tsx';
import { backupsOf } from './words.ts';

export function Summary({ record: { facts, hash } }: { record: RecordView }) {
  const { run, tenant, vplusServer, startedBy, product, disconnectPlan, sealed } = facts;
  return (
    <Card title="Summary">
      <Facts>
        <FactRow label="Tenant">
          {tenant.name} ({tenant.primaryDomain})<Line>{tenant.id}</Line>
        </FactRow>
        <FactRow label="vPlus server">{vplusServer.name}</FactRow>
        <FactRow label="Approved by">
          {startedBy.name}, <ExactTime at={run.startedAt} />
          <Line>{startedBy.objectId}</Line>
        </FactRow>
        <FactRow label="Removed">{run.finishedAt ? <ExactTime at={run.finishedAt} /> : '–'}</FactRow>
        <FactRow label="Backups on vPlus">{backupsOf(facts)}</FactRow>
        <FactRow label="Kept here">{retentionWords(sealed)}</FactRow>
        {disconnectPlan ? (
          <FactRow label="Approved plan">
            <Line>{`SHA-256 ${disconnectPlan.hash}`}</Line>
          </FactRow>
        ) : null}
        <FactRow label="Record of this run">
          <Line>{`SHA-256 ${hash}`}</Line>
          <span className="block text-muted">
            The same as in the tenant’s history, where it was written when the run ended. The record says how to verify
            it.
          </span>
        </FactRow>
        <FactRow label="Product">
          {product.name} {product.version}
        </FactRow>
      </Facts>
    </Card>
  );
}

interface StepsProps {
  title: string;
  /** Where there is no step to list. */
  none: string;
  steps: RecordFacts['steps'];
  /** How the outcomes are to be read. */
  note?: string;
}

export function Steps({ title, none, steps, note }: StepsProps) {
  return (
    <Card title={title}>
      {steps.length === 0 ? <p>{none}</p> : null}
      {steps.length > 0 && note ? <p className="mb-2 text-small text-muted">{note}</p> : null}
      {steps.length > 0 ? (
        <Table
          stacks
          caption={title}
          heads={['Step', 'Outcome', 'When']}
          rows={steps.map(({ id, title: step, state, detail, finishedAt }) => ({
            key: id,
            cells: [
              <span key="step">
                {step}
                {detail ? <span className="block text-muted">{detail}</span> : null}
              </span>,
              stepStates[state].word,
              finishedAt ? <ExactTime key="when" at={finishedAt} /> : '–',
            ],
          }))}
        />
      ) : null}
    </Card>
  );
}

/** An id or a hash on a line of its own. */
const Line = ({ children }: { children: string }) => (
  <code className="block font-mono text-small break-all">{children}</code>
);
