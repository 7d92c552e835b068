import type { RecordedApi, RecordFacts } from '@vplus/contracts';
import { rowShown, stepStates } from '#lib/states.ts';
import { Card } from '#ui/card.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Status } from '#ui/status.tsx';
import { Table } from '#ui/table.tsx';
import { ExactTime } from '#ui/time.tsx';

/** The roles of each API, and one harmless read per workload. */
export function Proof({ facts: { apis, reads } }: { facts: RecordFacts }) {
  if (apis.length === 0) return null;
  return (
    <>
      <Card title="Permissions">
        <div className="flex flex-col gap-6">
          <Table
            caption="Permissions by API"
            heads={['API', 'Granted', 'In a fresh token']}
            rows={apis.map((api) => ({
              key: api.api,
              cells: [api.api, `${api.granted.length} of ${api.wanted.length}`, <InToken key="token" api={api} />],
            }))}
          />
          {apis.map((api) => (
            <Names key={api.api} api={api} />
          ))}
        </div>
      </Card>
      {reads.length > 0 ? <Reads reads={reads} /> : null}
    </>
  );
}

function InToken({ api: { token, wanted } }: { api: RecordedApi }) {
  if (!token) return 'Not noted by this run';
  const seen = token.roles.filter((role) => wanted.includes(role)).length;
  return (
    <>
      {seen} of {wanted.length}, <ExactTime at={token.at} />
      {token.missing.length > 0 ? <span className="block">Missing: {token.missing.join(', ')}</span> : null}
    </>
  );
}

function Names({ api: { api, granted, wanted, notOffered } }: { api: RecordedApi }) {
  const missing = wanted.filter((value) => !granted.includes(value));
  return (
    <div className="flex flex-col gap-1">
      <h3 className="font-medium">{api}</h3>
      <p className="text-small">{granted.join(', ') || 'None.'}</p>
      {missing.length > 0 ? <p className="text-small">Not granted: {missing.join(', ')}</p> : null}
      {notOffered.length > 0 ? <p className="text-small">Not offered in this tenant: {notOffered.join(', ')}</p> : null}
    </div>
  );
}

function Reads({ reads }: Pick<RecordFacts, 'reads'>) {
  const answered = reads.filter(({ outcome, state }) => outcome === 'answered' || state === 'done').length;
  return (
    <Card title={`Test reads: ${answered} of ${reads.length} answered`}>
      <Table
        caption="One harmless read per workload, without any content"
        heads={['Workload', 'Request', 'Answer']}
        rows={reads.map(({ key, label, group, state, outcome, request, status, note }) => ({
          key,
          cells: [
            <span key="label">
              {label}
              {group ? <span className="block text-muted">{group}</span> : null}
            </span>,
            request ? <code className="font-mono">{request}</code> : '–',
            <span key="answer">
              <Answer read={{ state, outcome, status }} />
              {note && state !== 'done' ? <span className="block text-muted">{note}</span> : null}
            </span>,
          ],
        }))}
      />
    </Card>
  );
}

/** A record of an earlier build has no outcome: its state and status say it. */
function Answer({ read }: { read: Pick<RecordFacts['reads'][number], 'state' | 'outcome' | 'status'> }) {
  const { tone, word } = rowShown(read);
  const { outcome, state, status } = read;
  const plain = state === 'done' ? 'Answered' : word;
  return <Status tone={tone}>{outcome || status === null ? plain : `${plain} (${status})`}</Status>;
}

export function Credentials({ facts: { application, credentials } }: { facts: RecordFacts }) {
  if (!application) return null;
  const ids = [
    ['Application (client) ID', application.clientId],
    ['Object ID', application.objectId],
    ['Service principal ID', application.servicePrincipalId],
  ] as const;
  return (
    <Card title="Application and credential">
      <Facts>
        {ids.map(([label, value]) =>
          value ? (
            <FactRow key={label} label={label}>
              <code className="font-mono text-small break-all">{value}</code>
            </FactRow>
          ) : null,
        )}
        {credentials.map(({ kind, keyId, addedAt, expiresAt }) => (
          <FactRow key={keyId} label={kind === 'secret' ? 'Client secret' : 'Certificate'}>
            Key id <code className="font-mono text-small break-all">{keyId}</code>,{' '}
            {addedAt ? (
              <>
                added <ExactTime at={addedAt} />
              </>
            ) : (
              'there before'
            )}
            , expires <ExactTime at={expiresAt} />. Its value is in no record.
          </FactRow>
        ))}
      </Facts>
    </Card>
  );
}

export function Vplus({ facts: { vplus, vplusServer } }: { facts: RecordFacts }) {
  if (!vplus) return null;
  const { organizationGuid, handedOverAt, synchronization } = vplus;
  return (
    <Card title="On vPlus">
      <Facts>
        <FactRow label="Server">{vplusServer.name}</FactRow>
        <FactRow label="Organization">
          {organizationGuid ? (
            <code className="font-mono text-small break-all">{organizationGuid}</code>
          ) : (
            'Registered by a person; the server does not let us look'
          )}
        </FactRow>
        <FactRow label="Credential handed over">
          {handedOverAt ? <ExactTime at={handedOverAt} /> : 'Not by this connection'}
        </FactRow>
        {synchronization ? (
          <FactRow label="First synchronization">
            <Status tone={stepStates[synchronization.state].tone}>{stepStates[synchronization.state].word}</Status>{' '}
            {synchronization.detail}
          </FactRow>
        ) : null}
      </Facts>
    </Card>
  );
}
