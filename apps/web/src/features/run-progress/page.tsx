import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isLive, type RunView, resumeRun } from '@vplus/contracts';
import { useRef } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '#lib/api.ts';
import { problemOf } from '#lib/api-problem.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { mayHere, useSession } from '#lib/session.tsx';
import { SupportButton } from '#lib/support-button.tsx';
import { Button } from '#ui/button.tsx';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { AfterStop } from './after-stop.tsx';
import { Announcements } from './announcements.tsx';
import { Cancel } from './cancel.tsx';
import { FreshnessNotice } from './freshness-notice.tsx';
import type { Freshness } from './live-view.ts';
import { Proof } from './proof.tsx';
import { RecordActions } from './record-actions.tsx';
import { StatusCard } from './status-card.tsx';
import { StepLists } from './step-lists.tsx';
import { useFocusFallback } from './use-focus-fallback.ts';
import { cacheRun, useRun } from './use-run.ts';
import { VendorStepsOfRun } from './vendor-steps-of-run.tsx';
import { hasStopped, isConnected, leadOf, needsNewPlan, titleOf } from './words.ts';

/** Connecting, live; then the proof. The progress is the server's: close the window and it goes on. */
export function RunProgressPage() {
  const { runId = '' } = useParams();
  const { run, freshness } = useRun(runId);

  if (run.isPending)
    return (
      <Page title="The setup">
        <Loading what="Looking how far it is…" />
      </Page>
    );
  if (!run.data && problemOf(run.error).code === 'input-invalid')
    return (
      <Page title="There is no such setup" lead="The address may be mistyped or cut off.">
        <TextLink to="/tenants">Go to your tenants</TextLink>
      </Page>
    );
  if (!run.data)
    return (
      <Page title="This setup cannot be shown">
        <ProblemNotice error={run.error} onRetry={run.refetch} />
        <TextLink to="/tenants">Go to your tenants</TextLink>
      </Page>
    );
  return (
    <Page title={titleOf(run.data)} lead={leadOf(run.data)}>
      {run.isError ? <ProblemNotice error={run.error} onRetry={run.refetch} /> : null}
      <Run run={run.data} freshness={freshness} />
    </Page>
  );
}

const newPlanOf = ({ verb, tenantId, vplusServer }: RunView): string =>
  `${verb === 'disconnect' ? `/tenants/${tenantId}/disconnect` : '/connect/plan'}?server=${vplusServer.id}`;

function Run({ run, freshness }: { run: RunView; freshness: Freshness }) {
  const session = useSession();
  const client = useQueryClient();
  const card = useRef<HTMLElement>(null);
  useFocusFallback(card, run.version);
  const resume = useMutation({
    mutationFn: () => api(resumeRun, { params: { runId: run.id } }),
    onSuccess: (view: RunView) => cacheRun(client, view),
  });
  const mayResume = mayHere(session, 'resume', run.tenantId);
  const steps = { run, onResume: mayResume ? () => resume.mutate() : null, resuming: resume.isPending };

  return (
    <>
      <Announcements run={run} />
      {isLive(run) ? <FreshnessNotice freshness={freshness} /> : null}
      <StatusCard {...steps} ref={card}>
        {run.state === 'failed' && mayResume ? (
          needsNewPlan(run) ? (
            <Button asChild look="primary">
              <Link to={newPlanOf(run)}>Look at the new plan</Link>
            </Button>
          ) : (
            <Button look="primary" busy={resume.isPending && 'Going on…'} onClick={() => resume.mutate()}>
              Try again
            </Button>
          )
        ) : null}
        {run.verb === 'connect' && hasStopped(run) && !run.connected && !needsNewPlan(run) ? (
          <AfterStop run={run} />
        ) : null}
        {isLive(run) && mayHere(session, 'cancel', run.tenantId) ? <Cancel run={run} /> : null}
        {run.state === 'failed' || run.state === 'needs-you' ? (
          <SupportButton reported={{ runId: run.id }} look="secondary" />
        ) : null}
      </StatusCard>
      {resume.isError ? (
        <ProblemNotice error={resume.error} runId={run.id} way={{ returnTo: `/runs/${run.id}`, resumeRunId: run.id }} />
      ) : null}

      {isConnected(run) ? <Proof run={run} /> : null}
      <StepLists {...steps} />
      {run.verb === 'connect' && !isLive(run) ? <VendorStepsOfRun run={run} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        {isConnected(run) ? null : <RecordActions run={run} />}
        <TextLink to={`/tenants/${run.tenantId}`}>Open the tenant’s page</TextLink>
      </div>
    </>
  );
}
