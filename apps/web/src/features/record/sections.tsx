import type { DisconnectChoices, RecordFacts, RecordView } from '@vplus/contracts';
import { type Integrity, retentionWords, sealedThing } from '#lib/record.ts';
import { stepStates } from '#lib/states.ts';
import { workloadNames } from '#lib/workloads.ts';
import { Card } from '#ui/card.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Status } from '#ui/status.tsx';
import { Table } from '#ui/table.tsx';
import { ExactTime } from '#ui/time.tsx';

export function Summary({ record: { facts, hash } }: { record: RecordView }) {
  const { run, tenant, vplusServer, startedBy, product, plan, disconnectPlan } = facts;
  return (
    <Card title="Summary">
      <Facts>
        <FactRow label="Tenant">
          {tenant.name} ({tenant.primaryDomain})<Line>{tenant.id}</Line>
        </FactRow>
        <FactRow label="vPlus server">{vplusServer.name}</FactRow>
        <FactRow label="Started">
          <ExactTime at={run.startedAt} /> by {startedBy.name}
          <Line>{startedBy.objectId}</Line>
        </FactRow>
        <FactRow label="Ended">{run.finishedAt ? <ExactTime at={run.finishedAt} /> : 'Not yet'}</FactRow>
        <FactRow label="Run">
          <Code>{run.id}</Code>
        </FactRow>
        {plan ? (
          <>
            <FactRow label="Approved plan">
              Made <ExactTime at={plan.madeAt} />
              <Line>{`SHA-256 ${plan.hash}`}</Line>
            </FactRow>
            <FactRow label="As approved">
              “{plan.applicationName}”; {plan.workloads.map((one) => workloadNames[one]).join(', ')};{' '}
              {plan.permissionList === 'vendor' ? 'the vendor’s whole list' : 'the reduced list'};{' '}
              {plan.credential.kind === 'both' ? 'secret and certificate' : plan.credential.kind} for{' '}
              {plan.credential.days} days;{' '}
              {plan.writes === 'by-hand' ? 'made by hand, nothing written by the assistant' : 'made by the assistant'}
            </FactRow>
          </>
        ) : null}
        {disconnectPlan ? (
          <FactRow label="Approved plan">
            Made <ExactTime at={disconnectPlan.madeAt} />
            <Line>{`SHA-256 ${disconnectPlan.hash}`}</Line>
          </FactRow>
        ) : null}
        {disconnectPlan && disconnectWords(disconnectPlan.choices) ? (
          <FactRow label="As approved">{disconnectWords(disconnectPlan.choices)}</FactRow>
        ) : null}
        <FactRow label="Product">
          {product.name} {product.version}
        </FactRow>
        <FactRow label="This record">
          <Line>{`SHA-256 ${hash}`}</Line>
        </FactRow>
      </Facts>
    </Card>
  );
}

/** What went beyond the usual. */
const disconnectWords = ({ purge, deleteOrganization }: DisconnectChoices): string =>
  [
    ...(purge ? ['the application is deleted permanently'] : []),
    ...(deleteOrganization ? [`the organization “${deleteOrganization}” is deleted on vPlus with its backups`] : []),
  ].join('; ');

export function Sealings({ facts: { sealed } }: { facts: RecordFacts }) {
  return (
    <Card title="Kept and deleted">
      <div className="flex flex-col gap-4">
        <p>Kept here: {retentionWords(sealed)}</p>
        {sealed.length > 0 ? (
          <Table
            caption="What was encrypted, and when it was deleted"
            heads={['What', 'Encrypted', 'Deleted']}
            rows={sealed.map((sealing) => ({
              key: sealing.purpose + sealing.sealedAt,
              cells: [
                sealedThing(sealing),
                <ExactTime key="sealed" at={sealing.sealedAt} />,
                sealing.wipedAt ? (
                  <ExactTime key="wiped" at={sealing.wipedAt} />
                ) : (
                  <span key="wiped">
                    Not deleted yet
                    {sealing.wipedBy ? (
                      <>
                        : at the latest <ExactTime at={sealing.wipedBy} />
                      </>
                    ) : null}
                  </span>
                ),
              ],
            }))}
          />
        ) : null}
      </div>
    </Card>
  );
}

export function Steps({ facts: { run, steps } }: { facts: RecordFacts }) {
  return (
    <Card
      title={
        run.verb === 'disconnect' ? 'What was removed' : run.verb === 'verify' ? 'What was checked' : 'What was done'
      }
    >
      <Table
        caption="The steps of this run"
        heads={['Step', 'Outcome', 'Ended']}
        rows={steps.map(({ id, title, state, changed, detail, problem, finishedAt }) => ({
          key: id,
          cells: [
            <span key="title">
              {title}
              {detail ? <span className="block text-muted">{detail}</span> : null}
              {problem ? <Code>{problem}</Code> : null}
            </span>,
            <span key="state">
              <Status tone={stepStates[state].tone}>{stepStates[state].word}</Status>
              {changed === null ? null : (
                <span className="block text-muted">{changed ? 'Changed something' : 'Changed nothing'}</span>
              )}
            </span>,
            finishedAt ? <ExactTime key="ended" at={finishedAt} /> : '–',
          ],
        }))}
      />
    </Card>
  );
}

export function Deeds({ facts: { deeds } }: { facts: RecordFacts }) {
  return (
    <Card title="Who did what">
      <Table
        caption="Who started, approved, took up or cancelled this run"
        heads={['What', 'Who', 'When']}
        rows={deeds.map(({ at, who, what }) => ({
          key: at + what,
          cells: [what, who, <ExactTime key="at" at={at} />],
        }))}
      />
    </Card>
  );
}

const integrityWords: Record<Integrity, string> = {
  'as-recorded': 'The same as in the tenant’s history, where it was written when the run ended.',
  'not-final': 'This is the hash of the record as it is now. The run has not ended.',
  altered: 'This is not the hash in the tenant’s history.',
};

export function Verifying({ record, integrity }: { record: RecordView; integrity: Integrity }) {
  return (
    <Card title="How to verify this record">
      <div className="flex flex-col gap-4">
        <Facts>
          <FactRow label="SHA-256 of the facts">
            <Code>{record.hash}</Code>
            <span className="block text-muted">{integrityWords[integrity]}</span>
          </FactRow>
        </Facts>
        {record.version === 2 ? (
          <p>
            Download the record as JSON. The hash is made from its member “hashed”: the same facts with codes instead of
            sentences, so that it is the same in every language. This command computes it:
          </p>
        ) : (
          <p>
            Download the record as JSON. The hash is made from its facts, with the members of every object in
            alphabetical order and without white space. This command computes it:
          </p>
        )}
        <CopyableText
          what="command"
          value={`jq ${record.version === 2 ? '-j .hashed' : '-jcS .facts'} record-${record.facts.run.id}.json | sha256sum`}
        />
      </div>
    </Card>
  );
}

/** An id or a hash on a line of its own. */
function Line({ children }: { children: string }) {
  return <code className="block font-mono text-small break-all">{children}</code>;
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-small break-all">{children}</code>;
}
