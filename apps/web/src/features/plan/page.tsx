import { useMutation, useQuery } from '@tanstack/react-query';
import { makePlan, startRun } from '@vplus/contracts';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useSession } from '#lib/session.tsx';
import { Button } from '#ui/button.tsx';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PlanSections } from './plan-sections.tsx';
import { ServerChoice } from './server-choice.tsx';

/** Exactly what will change, before anything does. */
export function PlanPage() {
  const { tenantId, vplusServers } = useSession();
  const [search] = useSearchParams();
  const vplusServerId = search.get('server') ?? vplusServers[0]?.id;
  const body = vplusServerId ? { vplusServerId } : {};
  const plan = useQuery({
    queryKey: ['plan', tenantId, vplusServerId],
    queryFn: ({ signal }) => api(makePlan, { params: { tenantId }, body, signal }),
    // A plan is approved as it was shown: it must not change under the reader's eyes.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const navigate = useNavigate();
  const connect = useMutation({
    mutationFn: (planHash: string) =>
      api(startRun, { params: { tenantId }, body: { ...body, verb: 'connect', planHash } }),
    onSuccess: (run) => navigate(`/runs/${run.id}`),
  });
  const blocked = plan.data?.checks.some((check) => check.state === 'blocked') ?? false;

  return (
    <Page title="The plan" lead="Nothing has been changed yet. This is everything that will be, once you approve it.">
      {vplusServers.length > 1 ? <ServerChoice servers={vplusServers} chosen={vplusServerId} /> : null}
      {plan.isPending ? <Loading what="Looking at the tenant and the vPlus server. Nothing is changed…" /> : null}
      {plan.isError ? <ProblemNotice error={plan.error} onRetry={plan.refetch} retriesItself /> : null}
      {plan.data ? <PlanSections plan={plan.data} /> : null}
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
      {plan.data ? (
        <div className="flex flex-col gap-4">
          {blocked ? (
            <Notice kind="attention" title="Something above blocks the connection">
              <p>Solve it first, then check again.</p>
            </Notice>
          ) : null}
          <div className="flex flex-wrap gap-3">
            <Button
              look="primary"
              disabled={blocked}
              busy={(connect.isPending || connect.isSuccess) && 'Starting…'}
              onClick={() => connect.mutate(plan.data.hash)}
            >
              Approve and connect
            </Button>
            <Button busy={plan.isFetching && 'Checking…'} onClick={() => plan.refetch()}>
              Check again
            </Button>
          </div>
        </div>
      ) : null}
    </Page>
  );
}
