import { useQuery } from '@tanstack/react-query';
import { getHealth, type TenantView } from '@vplus/contracts';
import { useParams } from 'react-router';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useConfig } from '#lib/queries.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { tenantQuery } from '#lib/tenant-query.ts';
import { Button } from '#ui/button.tsx';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';
import { Paper } from '#ui/paper.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Acceptances, Checks, Credentials, Findings, Permissions, Summary } from './sections.tsx';

/** How a tenant stands, on paper: for whoever has no account here. */
export function ReportPage() {
  const { tenantId = '' } = useParams();
  const tenant = useQuery(tenantQuery(tenantId));

  if (tenant.isPending)
    return (
      <Page title="The report">
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
  return <Report tenant={tenant.data} at={new Date(tenant.dataUpdatedAt).toISOString()} />;
}

/** `at`: when this was read. */
function Report({ tenant, at }: { tenant: TenantView; at: string }) {
  const practice = Boolean(useConfig().data?.practice);
  const product = useQuery({ queryKey: queryKeys.product, queryFn: ({ signal }) => api(getHealth, { signal }) });
  const build = product.data ? `Build ${product.data.version}` : 'Build not known';
  return (
    <Page
      title={`Report: ${tenant.name}`}
      lead={`How ${tenant.primaryDomain} stands, as far as this assistant has seen.`}
    >
      <Paper foot={[`${tenant.name}, ${tenant.id}`, `As of ${at}. ${build}`]}>
        <div className="flex flex-wrap items-center gap-3 print:hidden">
          <Button look="primary" onClick={() => window.print()}>
            Print or save as PDF
          </Button>
          <TextLink to={`/tenants/${tenant.id}`}>Back to the tenant</TextLink>
        </div>
        {practice ? (
          <p className="font-medium">Practice: Microsoft 365 and vPlus are imitations; nothing real was touched.</p>
        ) : null}
        <Summary tenant={tenant} at={at} build={build} />
        {tenant.health ? (
          <>
            <Findings tenant={tenant} />
            <Acceptances findings={tenant.findings} />
            <Credentials credentials={tenant.credentials} />
            <Permissions tenant={tenant} />
            <Checks checks={tenant.checks} />
          </>
        ) : null}
      </Paper>
    </Page>
  );
}
