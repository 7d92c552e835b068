import { useMutation } from '@tanstack/react-query';
import { startRun } from '@vplus/contracts';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { api } from '#lib/api.ts';
import { ApproveBar } from '#lib/approve-bar.tsx';
import { PermissionList } from '#lib/permission-list.tsx';
import { PlannedSteps } from '#lib/planned-steps.tsx';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { mayHere, useSession } from '#lib/session.tsx';
import { VendorSteps } from '#lib/vendor-steps.tsx';
import { Card } from '#ui/card.tsx';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { Checks } from './checks.tsx';
import { ChoicesCard } from './choices.tsx';
import { Exports } from './exports.tsx';
import { rememberTenant } from './last-tenant.ts';
import { Replacing } from './replacing.tsx';
import { Summary } from './summary.tsx';
import { usePlan } from './use-plan.ts';
import { useWrongFields, WrongFieldsProvider } from './wrong-fields.ts';

/** Exactly what will change, before anything does. Whoever may not plan here learns where they can. */
export function PlanPage() {
  const session = useSession();
  const { search } = useLocation();
  return mayHere(session, 'plan', session.tenantId) ? <Plan /> : <Navigate to={`/connect${search}`} replace />;
}

function Plan() {
  const { tenantId, vplusServers } = useSession();
  const { plan, settled, choices, choose, chooseServer, checked, request, vplusServerId } = usePlan();
  const { wrong, tell } = useWrongFields();
  const navigate = useNavigate();
  const connect = useMutation({
    mutationFn: (planHash: string) =>
      api(startRun, {
        params: { tenantId },
        body: { ...(vplusServerId ? { vplusServerId } : {}), verb: 'connect', planHash },
      }),
    onSuccess: (run) => {
      rememberTenant(localStorage, { id: run.tenantId, name: run.tenantName });
      navigate(`/runs/${run.id}`);
    },
  });
  const blocking = plan.data?.checks.filter((check) => check.state === 'blocked') ?? [];

  return (
    <Page title="The plan" lead="Nothing is changed before you approve. This is everything that will be changed then.">
      {plan.isPending ? <Loading what="Looking at the tenant and the vPlus server. Nothing is changed…" /> : null}
      {plan.isError ? <ProblemNotice error={plan.error} onRetry={plan.refetch} retriesItself /> : null}
      {plan.data && choices ? (
        <>
          <a
            href="#approve"
            className="sr-only focus:not-sr-only focus:self-start focus:rounded-control focus:bg-surface focus:p-3"
          >
            Skip to “Approve and connect”
          </a>
          {plan.data.unchanged ? (
            <Notice kind="good" title="Everything is in place already">
              <p>Connecting again would look at everything and change nothing.</p>
            </Notice>
          ) : null}
          {choices.replaceCredentials ? <Replacing choices={choices} /> : null}
          <Summary plan={plan.data} />
          <Checks
            checks={plan.data.checks}
            request={request}
            onChecked={checked}
            checking={plan.isFetching}
            onCheckAll={plan.refetch}
          />
          <div className="print:hidden">
            <WrongFieldsProvider value={tell}>
              <ChoicesCard
                choices={choices}
                plan={plan.data}
                choose={choose}
                settled={settled}
                servers={vplusServers}
                chooseServer={chooseServer}
              />
            </WrongFieldsProvider>
          </div>
          <PlannedSteps title="What will be done" steps={plan.data.steps} />
          <Card title="Permissions of the application">
            <PermissionList permissions={plan.data.permissions} />
          </Card>
          <div className="print:hidden">
            <VendorSteps steps={plan.data.vendorSteps} byHand={choices.writes === 'by-hand'} />
          </div>
          <Exports plan={plan.data} />
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
          <ApproveBar
            action="Approve and connect"
            blocking={blocking}
            wrong={wrong}
            busy={!settled ? 'Updating the plan…' : (connect.isPending || connect.isSuccess) && 'Starting…'}
            onApprove={() => connect.mutate(plan.data.hash)}
          />
        </>
      ) : null}
    </Page>
  );
}
