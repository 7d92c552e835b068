import type { TenantView } from '@vplus/contracts';
import { listed } from '#lib/listed.ts';
import { tenantShown } from '#lib/states.ts';
import { Card } from '#ui/card.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Status } from '#ui/status.tsx';
import { Moment, Time } from '#ui/time.tsx';
import { StandingAccess } from './standing-access.tsx';

export function Overview({ tenant }: { tenant: TenantView }) {
  const { connection } = tenant;
  const { tone, word } = tenantShown(tenant);
  return (
    <Card title="Summary" aside={<Status tone={tone}>{word}</Status>}>
      <Facts>
        <FactRow label="Tenant ID">
          <CopyableId value={tenant.id} what="tenant ID" />
        </FactRow>
        {tenant.state === 'connected' && tenant.limits.length > 0 ? (
          <FactRow label="Backed up with limits">{listed(tenant.limits)}</FactRow>
        ) : null}
        {tenant.vplusServerName ? <FactRow label="vPlus server">{tenant.vplusServerName}</FactRow> : null}
        {tenant.checkedAt ? (
          <FactRow label="Last seen at Microsoft">
            <Time at={tenant.checkedAt} />
          </FactRow>
        ) : null}
        {connection ? (
          <>
            <Connection tenant={tenant} connection={connection} />
            <StandingAccess tenant={tenant} />
          </>
        ) : (
          <FactRow label="Connection">None yet</FactRow>
        )}
      </Facts>
    </Card>
  );
}

function Connection({ tenant, connection }: { tenant: TenantView; connection: NonNullable<TenantView['connection']> }) {
  const { choices, clientId, organizationGuid, connectedAt, disconnectedAt } = connection;
  return (
    <>
      {connectedAt ? (
        <FactRow label="Connected">
          <Time at={connectedAt} />
        </FactRow>
      ) : disconnectedAt ? (
        <FactRow label={tenant.state === 'disconnected' ? 'Disconnected' : 'Last disconnected'}>
          <Moment at={disconnectedAt} />
        </FactRow>
      ) : (
        <FactRow label="Connected">Not yet</FactRow>
      )}
      {clientId ? (
        <>
          <FactRow label="Application">{choices?.applicationName ?? '–'}</FactRow>
          <FactRow label="Application (client) ID">
            <CopyableId value={clientId} what="application (client) ID" />
          </FactRow>
        </>
      ) : null}
      {organizationGuid ? (
        <FactRow label="Organization on vPlus">
          <CopyableId value={organizationGuid} what="organization ID" />
        </FactRow>
      ) : null}
    </>
  );
}
