import type { ApprovalView, BackupWorkload } from '@vplus/contracts';
import { PermissionList } from '#lib/permission-list.tsx';
import { Card } from '#ui/card.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Moment, Time } from '#ui/time.tsx';

const workloads: Record<BackupWorkload, string> = {
  exchange: 'Exchange',
  onedrive: 'OneDrive',
  sharepoint: 'SharePoint',
  teams: 'Teams',
};

/** Who asks, for which tenant, and exactly what. */
export function Asked({ approval }: { approval: ApprovalView }) {
  const { tenant, run, plan, clientId, asks, next, permissions, madeBy, expiresAt } = approval;
  return (
    <>
      <Card title="Summary">
        <Facts>
          <FactRow label="Tenant">
            {tenant.name} <span className="text-muted">({tenant.primaryDomain})</span>
          </FactRow>
          <FactRow label="Requested by">{madeBy}</FactRow>
          <FactRow label="Started">
            <Time at={run.startedAt} /> by {run.startedBy}
          </FactRow>
          <FactRow label="vPlus server">{plan.vplusServer.name}</FactRow>
          <FactRow label="Application">
            {plan.applicationName}
            {clientId ? (
              <>
                {' '}
                <CopyableId value={clientId} what="application (client) ID" />
              </>
            ) : (
              ', not registered yet'
            )}
          </FactRow>
          <FactRow label="Backed up">{plan.workloads.map((workload) => workloads[workload]).join(', ')}</FactRow>
          <FactRow label="Fingerprint of the plan">
            <CopyableId value={plan.hash} what="fingerprint of the plan" />
          </FactRow>
          <FactRow label="Link expires">
            <Moment at={expiresAt} />
          </FactRow>
        </Facts>
      </Card>
      <Card title="What needs your approval">
        <ul className="flex flex-col gap-3">
          {asks.map((ask) => (
            <li key={ask.id} className="flex flex-col">
              <span className="font-medium">{ask.title}</span>
              <span className="text-muted">{ask.text}</span>
            </li>
          ))}
        </ul>
        {next.length > 0 ? (
          <p className="mt-4 text-muted">After that the setup continues automatically: {next.join('; ')}.</p>
        ) : null}
      </Card>
      {permissions.length > 0 ? (
        <Card title={`Permissions to grant (${permissions.length})`}>
          <PermissionList permissions={permissions} />
        </Card>
      ) : null}
    </>
  );
}
