import { useMutation, useQueryClient } from '@tanstack/react-query';
import { checkTenant, type FindingView, type TenantView } from '@vplus/contracts';
import { api } from '#lib/api.ts';
import { HealthStatus } from '#lib/health-status.tsx';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { queryKeys } from '#lib/query-keys.ts';
import { runningName, runningRun } from '#lib/running-run.ts';
import { mayHere, useSession } from '#lib/session.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Time, useNow } from '#ui/time.tsx';
import { useAskedFinding, useAskedFor } from './asked-for.ts';
import { Finding } from './finding.tsx';

/** How a connected tenant stands, and what checks have found. */
export function Health({ tenant }: { tenant: TenantView }) {
  const { health, findings, checks } = tenant;
  const asked = useAskedFinding();
  if (!health) return null;
  const live = findings.filter(({ state }) => state !== 'resolved');
  const resolved = findings.filter(({ state }) => state === 'resolved');
  return (
    <Card title="Health" aside={<HealthStatus health={health} />}>
      <div className="flex flex-col gap-4">
        <p>{health.why}</p>
        <Running tenant={tenant} />
        {live.length > 0 ? (
          <ul aria-label="Findings" className="flex flex-col divide-y divide-line border-y border-line">
            {live.map((finding) => (
              <Finding key={finding.id} finding={finding} tenant={tenant} />
            ))}
          </ul>
        ) : null}
        {resolved.length > 0 ? (
          <details open={resolved.some(({ id }) => id === asked)}>
            <summary className="min-h-6 text-accent hover:underline">Resolved ({resolved.length})</summary>
            <ul className="mt-2 flex flex-col gap-1">
              {resolved.map((finding) => (
                <Resolved key={finding.id} finding={finding} />
              ))}
            </ul>
          </details>
        ) : null}
        <LastCheck tenant={tenant} key={checks[0]?.at ?? ''} />
      </div>
    </Card>
  );
}

/** What is told here is from before the run that is at work. */
function Running({ tenant }: { tenant: TenantView }) {
  const run = runningRun(tenant);
  return run ? (
    <p role="status" className="text-muted">
      A {runningName(run, tenant)} has begun and has not ended. This is how the tenant stood before it.
    </p>
  ) : null;
}

const Resolved = ({ finding: { id, title, resolvedAt } }: { finding: FindingView }) => (
  <li {...useAskedFor(id)}>
    {title} <span className="text-small text-muted">{resolvedAt ? <Time at={resolvedAt} /> : null}</span>
  </li>
);

/** When the tenant was last checked, how far that could see, and when the next check is. */
function LastCheck({ tenant }: { tenant: TenantView }) {
  const { checks, nextCheckAt } = tenant;
  const now = useNow();
  const [last] = checks;
  const reasons = [...new Set(last?.unseen.map(({ why }) => asSentence(why)))];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p className="min-w-0 text-small text-muted">
        {last ? (
          <>
            {last.runId ? 'Last full check' : 'Last check'} <Time at={last.at} />
            {last.by ? `, asked for by ${last.by}` : ', automatic'}.{' '}
            {reasons.length > 0 ? `Not everything was seen. ${reasons.join(' ')} ` : null}
          </>
        ) : (
          'No check since the tenant was connected. '
        )}
        {nextCheckAt && Date.parse(nextCheckAt) > now ? (
          <>
            The next automatic check is <Time at={nextCheckAt} />.
          </>
        ) : nextCheckAt ? (
          'A check is due now.'
        ) : null}
      </p>
      <CheckVplusNow tenant={tenant} />
    </div>
  );
}

/** Some reasons are the titles of problems. */
const asSentence = (why: string): string => (/[.!?]$/.test(why) ? why : `${why}.`);

/** For whoever may not have all of it checked. The page is shown anew while the check is on its way. */
function CheckVplusNow({ tenant }: { tenant: TenantView }) {
  const session = useSession();
  const queries = useQueryClient();
  const check = useMutation({
    mutationFn: () => api(checkTenant, { params: { tenantId: tenant.id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.tenant(tenant.id) }),
  });
  if (!mayHere(session, 'check', tenant.id) || mayHere(session, 'verify', tenant.id)) return null;
  return (
    <>
      {check.isError ? <ProblemNotice error={check.error} onRetry={() => check.mutate()} /> : null}
      <Button busy={(check.isPending || check.isSuccess) && 'Checking…'} onClick={() => check.mutate()}>
        {tenant.connection?.choices?.standingAccess === 'look' ? 'Check now' : 'Check vPlus now'}
      </Button>
    </>
  );
}
