import { useMutation } from '@tanstack/react-query';
import { startRun } from '@vplus/contracts';
import { useNavigate } from 'react-router';
import { api } from '#lib/api.ts';
import { PermissionList } from '#lib/permission-list.tsx';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useSession } from '#lib/session.tsx';
import { VendorSteps } from '#lib/vendor-steps.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { Checks } from './checks.tsx';
import { ChoicesCard } from './choices.tsx';
import { keepTenant } from './last-tenant.ts';
import { PlannedSteps } from './planned-steps.tsx';
import { Summary } from './summary.tsx';
import { usePlan } from './use-plan.ts';

/** Exactly what will change, before anything does. */
export function PlanPage() {
  const { tenantId, vplusServers } = useSession();
  const { plan, settled, choices, choose, chooseServer, checked, request, vplusServerId } = usePlan();
  const navigate = useNavigate();
  const connect = useMutation({
    mutationFn: (planHash: string) =>
      api(startRun, {
        params: { tenantId },
        body: { ...(vplusServerId ? { vplusServerId } : {}), verb: 'connect', planHash },
      }),
    onSuccess: (run) => {
      keepTenant(localStorage, { id: run.tenantId, name: run.tenantName });
      navigate(`/runs/${run.id}`);
    },
  });
  const blocking = plan.data?.checks.filter((check) => check.state === 'blocked') ?? [];

  return (
    <Page title="The plan" lead="Nothing has been changed yet. This is everything that will be, once you approve it.">
      {plan.isPending ? <Loading what="Looking at the tenant and the vPlus server. Nothing is changed…" /> : null}
      {plan.isError ? <ProblemNotice error={plan.error} onRetry={plan.refetch} retriesItself /> : null}
      {plan.data && choices ? (
        <>
          {plan.data.unchanged ? (
            <Notice kind="good" title="Everything is in place already">
              <p>Connecting again would look at everything and change nothing.</p>
            </Notice>
          ) : null}
          <Checks
            checks={plan.data.checks}
            request={request}
            onChecked={checked}
            checking={plan.isFetching}
            onCheckAll={plan.refetch}
          />
          <ChoicesCard
            choices={choices}
            plan={plan.data}
            choose={choose}
            settled={settled}
            servers={vplusServers}
            chooseServer={chooseServer}
          />
          <Summary plan={plan.data} />
          <PlannedSteps steps={plan.data.steps} />
          <Card title="Permissions of the new application">
            <PermissionList permissions={plan.data.permissions} />
          </Card>
          <VendorSteps steps={plan.data.vendorSteps} />
          {connect.isError ? (
            <ProblemNotice
              error={connect.error}
              retryLabel="Show the plan as it is now"
              onRetry={() => {
                connect.reset();
                plan.refetch();
              }}
            />
          ) : null}
          {blocking.length > 0 ? (
            <Notice kind="attention" title="Something above blocks the connection">
              <p>{blocking.map(({ title }) => title).join(', ')}. Solve it first, then check again.</p>
            </Notice>
          ) : null}
          <div className="sticky bottom-0 -mx-4 border-t border-line bg-canvas px-4 py-3 print:hidden">
            <Button
              look="primary"
              disabled={blocking.length > 0}
              busy={!settled ? 'Making the plan anew…' : (connect.isPending || connect.isSuccess) && 'Starting…'}
              onClick={() => connect.mutate(plan.data.hash)}
            >
              Approve and connect
            </Button>
          </div>
        </>
      ) : null}
    </Page>
  );
}
