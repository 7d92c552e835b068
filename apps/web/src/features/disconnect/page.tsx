import { useMutation, useQuery } from '@tanstack/react-query';
import { startRun, type TenantView } from '@vplus/contracts';
import { Navigate, useNavigate, useParams } from 'react-router';
import { api } from '#lib/api.ts';
import { ApproveBar } from '#lib/approve-bar.tsx';
import { PlannedSteps } from '#lib/planned-steps.tsx';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { mayHere, useSession } from '#lib/session.tsx';
import { tenantQuery } from '#lib/tenant-query.ts';
import { Button } from '#ui/button.tsx';
import { downloadJson } from '#ui/download.ts';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { ChoicesCard } from './choices.tsx';
import { Summary } from './summary.tsx';
import { useDisconnectPlan } from './use-disconnect-plan.ts';

/** Exactly what will be removed and what stays, before anything is. Whoever may not disconnect sees the tenant's page. */
export function DisconnectPage() {
  const session = useSession();
  const { tenantId = '' } = useParams();
  const tenant = useQuery(tenantQuery(tenantId));

  if (!mayHere(session, 'disconnect', tenantId)) return <Navigate to={`/tenants/${tenantId}`} replace />;
  if (tenant.isPending)
    return (
      <Page title="The plan of the disconnect">
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
  return <Plan tenant={tenant.data} mayDelete={mayHere(session, 'delete-organization', tenantId)} />;
}

function Plan({ tenant, mayDelete }: { tenant: TenantView; mayDelete: boolean }) {
  const { id: tenantId, name, connection, state } = tenant;
  const navigate = useNavigate();
  const { plan, settled, chosen, choose } = useDisconnectPlan(tenantId);
  const disconnect = useMutation({
    mutationFn: (planHash: string) =>
      api(startRun, {
        params: { tenantId },
        body: {
          verb: 'disconnect',
          planHash,
          ...(plan.data ? { vplusServerId: plan.data.vplusServer.id } : {}),
        },
      }),
    onSuccess: (run) => navigate(`/runs/${run.id}`),
  });
  const unfinished = state === 'unfinished' || !connection?.connectedAt;
  const choices = connection?.choices;
  const mayPurge = (choices?.adoptApplication ?? null) === null && choices?.writes !== 'by-hand';
  const status = settled ? (plan.data ? 'Plan up to date' : '') : 'Updating the plan…';
  return (
    <Page
      title={unfinished ? `Remove what was made in ${name}` : `Disconnect ${name}`}
      lead="Nothing is changed before you approve. This is everything that will be removed then, and what stays. Afterwards vPlus cannot read the tenant."
    >
      {plan.isPending ? <Loading what="Looking at the tenant and the vPlus server. Nothing is changed…" /> : null}
      {plan.data ? <Summary plan={plan.data} /> : null}
      {mayPurge || mayDelete ? (
        <div className="print:hidden">
          <ChoicesCard chosen={chosen} choose={choose} mayPurge={mayPurge} mayDelete={mayDelete} status={status} />
        </div>
      ) : null}
      {plan.isError ? <ProblemNotice error={plan.error} onRetry={plan.refetch} retriesItself /> : null}
      {plan.data ? (
        <>
          <PlannedSteps title="What will be removed, and what stays" steps={plan.data.steps} />
          <div className="flex flex-wrap items-center gap-3 print:hidden">
            <Button onClick={() => downloadJson(`disconnect-plan-${plan.data.tenant.primaryDomain}.json`, plan.data)}>
              Download as JSON
            </Button>
            <Button onClick={() => window.print()}>Print</Button>
            <TextLink to={`/tenants/${tenantId}`}>Keep it as it is</TextLink>
          </div>
          {disconnect.isError ? (
            <ProblemNotice
              error={disconnect.error}
              retryLabel="Show the plan as it is now"
              onRetry={() => {
                disconnect.reset();
                plan.refetch();
              }}
            />
          ) : null}
          <ApproveBar
            action={actionOf({ unfinished, deletes: plan.data.choices.deleteOrganization !== undefined })}
            look="danger"
            busy={!settled ? 'Updating the plan…' : (disconnect.isPending || disconnect.isSuccess) && 'Starting…'}
            onApprove={() => disconnect.mutate(plan.data.hash)}
          />
        </>
      ) : null}
    </Page>
  );
}

function actionOf({ unfinished, deletes }: { unfinished: boolean; deletes: boolean }): string {
  const remove = unfinished ? 'remove what was made' : 'disconnect';
  return deletes ? `Approve, ${remove} and delete the backups` : `Approve and ${remove}`;
}
