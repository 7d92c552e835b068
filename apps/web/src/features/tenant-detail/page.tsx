import { useQuery } from '@tanstack/react-query';
import type { TenantView } from '@vplus/contracts';
import { useParams } from 'react-router';
import { CalendarCard } from '#lib/calendar-card.tsx';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { mayHere, useSession } from '#lib/session.tsx';
import { tenantQuery } from '#lib/tenant-query.ts';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Actions } from './actions.tsx';
import { Credentials } from './credentials.tsx';
import { Health } from './health.tsx';
import { Overview } from './overview.tsx';
import { Papers } from './papers.tsx';
import { Permissions } from './permissions.tsx';
import { StateReasons } from './state-reasons.tsx';
import { TimeLine } from './time-line.tsx';

/** Everything about one tenant, and what can be done with it. */
export function TenantDetailPage() {
  const { tenantId = '' } = useParams();
  const session = useSession();
  const tenant = useQuery({
    ...tenantQuery(tenantId),
    refetchInterval: ({ state }) => (state.data && isLooking(state.data) ? 5_000 : false),
  });

  if (tenant.isPending)
    return (
      <Page title="Tenant">
        <Loading what="Loading the tenant…" />
      </Page>
    );
  if (!tenant.data)
    return (
      <Page title="This tenant cannot be shown">
        <ProblemNotice error={tenant.error} onRetry={tenant.refetch} />
        <TextLink to="/tenants">Back to all tenants</TextLink>
      </Page>
    );
  return (
    <Page title={tenant.data.name} lead={tenant.data.primaryDomain}>
      {tenant.isError ? <ProblemNotice error={tenant.error} onRetry={tenant.refetch} /> : null}
      {speaksByFindings(tenant.data) ? null : <StateReasons tenant={tenant.data} />}
      <Actions tenant={tenant.data} />
      <Papers tenant={tenant.data} />
      <Health tenant={tenant.data} />
      <Overview tenant={tenant.data} />
      <Credentials tenant={tenant.data} />
      <Permissions tenant={tenant.data} />
      {mayHere(session, 'calendar', tenantId) ? (
        <CalendarCard tenantId={tenantId} connected={tenant.data.health !== null} />
      ) : null}
      <TimeLine
        tenant={tenant.data}
        {...(mayHere(session, 'audit', tenantId) ? { log: `/tenants/${tenantId}/audit` } : {})}
      />
    </Page>
  );
}

/** A run is at work, or a look is due. */
const isLooking = ({ state, nextCheckAt }: TenantView): boolean =>
  state === 'working' || (nextCheckAt !== null && Date.parse(nextCheckAt) <= Date.now());

/** Of a tenant that was looked at since it was connected the findings say all that is wrong, and say it once. */
const speaksByFindings = ({ state, checks }: TenantView): boolean =>
  checks.length > 0 && (state === 'attention' || state === 'failing');
