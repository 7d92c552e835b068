import type { TenantView } from '@vplus/contracts';
import { tenantStates } from '#lib/states.ts';
import { Card } from '#ui/card.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Status } from '#ui/status.tsx';
import { Moment, Time } from '#ui/time.tsx';

export function Overview({ tenant }: { tenant: TenantView }) {
  const { connection } = tenant;
  const { tone, word } = tenantStates[tenant.state];
  return (
    <Card title="Overview" aside={<Status tone={tone}>{word}</Status>}>
      <Facts>
        <FactRow label="Tenant id">
          <CopyableId value={tenant.id} what="tenant id" />
        </FactRow>
        {tenant.vplusServerName ? <FactRow label="vPlus server">{tenant.vplusServerName}</FactRow> : null}
        {tenant.checkedAt ? (
          <FactRow label="Last check">
            <Time at={tenant.checkedAt} />
          </FactRow>
        ) : null}
        {connection ? <Connection connection={connection} /> : <FactRow label="Connection">None yet</FactRow>}
      </Facts>
    </Card>
  );
}

function Connection({ connection }: { connection: NonNullable<TenantView['connection']> }) {
  const { choices, clientId, organizationGuid, connectedAt, credential } = connection;
  return (
    <>
      <FactRow label="Connected">{connectedAt ? <Time at={connectedAt} /> : 'Not yet'}</FactRow>
      <FactRow label="Application">{choices?.applicationName ?? '–'}</FactRow>
      {clientId ? (
        <FactRow label="Client id">
          <CopyableId value={clientId} what="client id" />
        </FactRow>
      ) : null}
      {organizationGuid ? (
        <FactRow label="Organization on vPlus">
          <CopyableId value={organizationGuid} what="organization id" />
        </FactRow>
      ) : null}
      {credential ? (
        <>
          <FactRow label="Secret ends">
            <Moment at={credential.expiresAt} /> (<Time at={credential.expiresAt} />)
          </FactRow>
          <FactRow label="Id of the secret">
            <CopyableId value={credential.keyId} what="id of the secret" />
          </FactRow>
        </>
      ) : null}
    </>
  );
}
