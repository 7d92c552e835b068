import { useMutation } from '@tanstack/react-query';
import { type RunVerb, type StartRunBody, startRun, type TenantView } from '@vplus/contracts';
import { Link, useNavigate } from 'react-router';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { runningName, runningRun } from '#lib/running-run.ts';
import { mayHere, useSession } from '#lib/session.tsx';
import { Button } from '#ui/button.tsx';
import { AskCustomer } from './ask-customer.tsx';
import { planLinkName } from './plan-link.ts';

/** What this person may do with this tenant now; nothing that would be refused. */
export function Actions({ tenant }: { tenant: TenantView }) {
  const session = useSession();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: (body: StartRunBody) => api(startRun, { params: { tenantId: tenant.id }, body }),
    onSuccess: (run) => navigate(`/runs/${run.id}`),
  });
  const may = (verb: 'connect' | 'verify' | 'disconnect') => mayHere(session, verb, tenant.id);
  const starting = (verb: RunVerb) => start.isPending && start.variables.verb === verb && 'Starting…';
  const liveRun = runningRun(tenant);
  const connected = Boolean(tenant.connection?.connectedAt) && tenant.state !== 'disconnected';
  const unfinished = tenant.state === 'unfinished';
  const verifiable = connected && !unfinished;

  if (!liveRun && session.operator && !may('connect')) return <AskCustomer tenant={tenant} />;
  return (
    <div className="flex flex-col gap-4 empty:hidden">
      {start.isError ? <ProblemNotice error={start.error} onRetry={() => start.mutate(start.variables)} /> : null}
      <div className="flex flex-wrap gap-3 empty:hidden">
        {liveRun ? (
          <Button asChild look="primary">
            <Link to={`/runs/${liveRun.id}`}>Open the running {runningName(liveRun, tenant)}</Link>
          </Button>
        ) : (
          <>
            {verifiable && may('verify') ? (
              <Button look="primary" busy={starting('verify')} onClick={() => start.mutate({ verb: 'verify' })}>
                Check now
              </Button>
            ) : null}
            {may('connect') ? (
              <Button asChild look={verifiable ? 'secondary' : 'primary'}>
                <Link to="/connect/plan">{planLinkName(tenant)}</Link>
              </Button>
            ) : null}
            {(connected || unfinished) && may('disconnect') ? (
              <Button asChild look="danger">
                <Link to={`/tenants/${tenant.id}/disconnect`}>
                  {unfinished ? 'Remove what was made' : 'Disconnect'}
                </Link>
              </Button>
            ) : null}
          </>
        )}
      </div>
    </div>
  );
}
