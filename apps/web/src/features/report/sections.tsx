import type { FindingView, LookView, TenantCredential, TenantView } from '@vplus/contracts';
import { credentialNames, renewFrom } from '#lib/credential-life.ts';
import { HealthStatus } from '#lib/health-status.tsx';
import { PermissionDifference } from '#lib/permission-difference.tsx';
import { runningName, runningRun } from '#lib/running-run.ts';
import { severityWords } from '#lib/severity-words.ts';
import { Card } from '#ui/card.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Table } from '#ui/table.tsx';
import { ExactTime } from '#ui/time.tsx';

const checksShown = 10;

interface SummaryProps {
  tenant: TenantView;
  at: string;
  build: string;
}

export function Summary({ tenant, at, build }: SummaryProps) {
  const { id, name, primaryDomain, vplusServerName, health, connection, checkedAt, limits } = tenant;
  const run = runningRun(tenant);
  return (
    <Card title="Health">
      <Facts>
        <FactRow label="Health">
          {health ? (
            <>
              <HealthStatus health={health} />
              <span className="block">{health.why}</span>
              {run ? (
                <span className="block">
                  A {runningName(run, tenant)} has begun and has not ended. This is how the tenant stood before it.
                </span>
              ) : null}
            </>
          ) : (
            'Not connected'
          )}
        </FactRow>
        <FactRow label="Tenant">
          {name} ({primaryDomain})<Code>{id}</Code>
        </FactRow>
        <FactRow label="vPlus server">{vplusServerName ?? 'None'}</FactRow>
        {connection?.connectedAt ? (
          <FactRow label="Connected">
            <ExactTime at={connection.connectedAt} />
          </FactRow>
        ) : null}
        {connection?.clientId ? (
          <FactRow label="Application (client) ID">
            <Code>{connection.clientId}</Code>
          </FactRow>
        ) : null}
        {limits.length > 0 ? <FactRow label="Backed up with limits">{limits.join(', ')}</FactRow> : null}
        <FactRow label="Last seen at Microsoft">{checkedAt ? <ExactTime at={checkedAt} /> : 'Not yet'}</FactRow>
        <FactRow label="This report">
          <ExactTime at={at} />, {build}
        </FactRow>
      </Facts>
    </Card>
  );
}

export function Findings({ tenant: { findings, vplusServerName: newest } }: { tenant: TenantView }) {
  const open = findings.filter(({ state }) => state !== 'resolved');
  return (
    <Card title="Findings">
      {open.length === 0 ? <p>None is open.</p> : null}
      {open.length > 0 ? (
        <Table
          stacks
          caption="What is not as a connect left it, the worst first"
          heads={['Finding', 'How bad', 'First seen']}
          rows={open.map(
            ({ id, title, what, severity, acceptance, acknowledgement, firstSeenAt, vplusServerName }) => ({
              key: id,
              cells: [
                <span key="finding">
                  {title}
                  {what === title ? null : <span className="block text-muted">{what}</span>}
                  {vplusServerName === newest ? null : (
                    <span className="block text-muted">Connection to “{vplusServerName}”</span>
                  )}
                </span>,
                `${severityWords[severity]}${acceptance ? ', accepted' : acknowledgement ? `, acknowledged by ${acknowledgement.by}` : ''}`,
                <ExactTime key="seen" at={firstSeenAt} />,
              ],
            }),
          )}
        />
      ) : null}
    </Card>
  );
}

export function Acceptances({ findings }: { findings: FindingView[] }) {
  const accepted = findings.flatMap(({ id, title, acceptance }) => (acceptance ? [{ id, title, ...acceptance }] : []));
  if (accepted.length === 0) return null;
  return (
    <Card title="Who accepted what">
      <Table
        stacks
        caption="Findings that somebody accepted"
        heads={['Finding', 'By whom and why', 'When']}
        rows={accepted.map(({ id, title, by, why, at, until }) => ({
          key: id,
          cells: [
            title,
            `${by}: ${why}`,
            <span key="when">
              <ExactTime at={at} />
              {until ? (
                <span className="block">
                  until <ExactTime at={until} />
                </span>
              ) : null}
            </span>,
          ],
        }))}
      />
    </Card>
  );
}

export function Credentials({ credentials }: { credentials: TenantCredential[] }) {
  if (credentials.length === 0) return null;
  return (
    <Card title="Credentials">
      <Table
        stacks
        caption="What the application signs in with"
        heads={['Credential', 'Added', 'Replace from', 'Expires']}
        rows={credentials.map((one) => ({
          key: one.keyId,
          cells: [
            <span key="name">
              {credentialNames[one.kind]}
              <Code>{one.keyId}</Code>
            </span>,
            one.addedAt ? <ExactTime key="added" at={one.addedAt} /> : 'Before this assistant came',
            <ExactTime key="renew" at={new Date(renewFrom(one)).toISOString()} />,
            <ExactTime key="expires" at={one.expiresAt} />,
          ],
        }))}
      />
    </Card>
  );
}

export function Permissions({ tenant }: { tenant: TenantView }) {
  if ((tenant.connection?.permissions ?? []).length === 0) return null;
  return (
    <Card title="Permissions">
      <PermissionDifference tenant={tenant} />
    </Card>
  );
}

export function Checks({ checks }: { checks: LookView[] }) {
  return (
    <Card title="Last checks">
      {checks.length === 0 ? <p>None yet.</p> : null}
      {checks.length > 0 ? (
        <Table
          stacks
          caption="The last checks, the newest first"
          heads={['When', 'By whom', 'What came of it']}
          rows={checks.slice(0, checksShown).map(({ at, by, runId, findings, unseen }) => ({
            key: at,
            cells: [
              <ExactTime key="at" at={at} />,
              `${by ?? 'Automatic'}${runId ? ', full' : ''}`,
              `${findings === 1 ? '1 finding' : `${findings} findings`}${unseen.length > 0 ? '; not everything was seen' : ''}`,
            ],
          }))}
        />
      ) : null}
    </Card>
  );
}

/** An id on a line of its own. */
const Code = ({ children }: { children: string }) => (
  <code className="block font-mono text-small break-all">{children}</code>
);
