import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelRun, type RunView, resumeRun } from '@vplus/contracts';
import { Link, useParams } from 'react-router';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { mayHere, useSession } from '#lib/session.tsx';
import { runStates, tenantStates } from '#lib/states.ts';
import { SupportButton } from '#lib/support-button.tsx';
import { Button } from '#ui/button.tsx';
import { Confirm } from '#ui/confirm.tsx';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { Status } from '#ui/status.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Elapsed, Time } from '#ui/time.tsx';
import { Proof } from './proof.tsx';
import { RecordActions } from './record-actions.tsx';
import { StepRow } from './step-row.tsx';
import { isLive, keep, useRun } from './use-run.ts';
import { VendorStepsOfRun } from './vendor-steps-of-run.tsx';
import { isConnected, leadOf, needsNewPlan, newsOf, titleOf } from './words.ts';

/** Connecting, live; then the proof. The progress is the server's: close the window and it goes on. */
export function RunProgressPage() {
  const { runId = '' } = useParams();
  const { run, linked } = useRun(runId);

  if (run.isPending)
    return (
      <Page title="The setup">
        <Loading what="Looking how far it is…" />
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
      <Progress run={run.data} linked={linked} />
    </Page>
  );
}

/** Connected is what people wait for; that vPlus still synchronizes is said beside it. */
const standing = (run: RunView) =>
  isConnected(run) && (isLive(run) || run.state === 'done') ? tenantStates.connected : runStates[run.state];

function Progress({ run, linked }: { run: RunView; linked: boolean }) {
  const session = useSession();
  const client = useQueryClient();
  const onSuccess = (view: RunView) => keep(client, view);
  const cancel = useMutation({ mutationFn: () => api(cancelRun, { params: { runId: run.id } }), onSuccess });
  const resume = useMutation({ mutationFn: () => api(resumeRun, { params: { runId: run.id } }), onSuccess });
  const mayResume = mayHere(session, 'resume', run.tenantId);
  const failed = run.steps.find((step) => step.state === 'failed');
  const { tone, word } = standing(run);

  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-small text-muted">
        <span className="text-base">
          <Status tone={tone}>{word}</Status>
        </span>
        <span>
          <Elapsed from={run.startedAt} to={run.finishedAt} />
        </span>
        <span>
          Started <Time at={run.startedAt} /> by {run.startedBy}
        </span>
        <span>on {run.vplusServer.name}</span>
      </div>
      <p aria-live="polite" className="sr-only">
        {newsOf(run)}
      </p>

      {isLive(run) && !linked ? (
        <Notice kind="info" title="The live view is interrupted">
          <p>The setup goes on. We are trying to get the view back.</p>
        </Notice>
      ) : null}
      {run.state === 'failed' ? (
        <Notice
          kind="bad"
          title={failed ? `It stopped at “${failed.title}”` : 'It stopped'}
          actions={
            !mayResume ? null : needsNewPlan(run) ? (
              <Button asChild look="primary">
                <Link to={`/connect/plan?server=${run.vplusServer.id}`}>Look at the new plan</Link>
              </Button>
            ) : (
              <Button look="primary" busy={resume.isPending && 'Going on…'} onClick={() => resume.mutate()}>
                Try again
              </Button>
            )
          }
        >
          {run.verb === 'verify' || needsNewPlan(run) ? null : (
            <p>What was done stays. Trying again looks first and makes only what is missing.</p>
          )}
        </Notice>
      ) : null}
      {resume.isError ? (
        <ProblemNotice error={resume.error} runId={run.id} way={{ returnTo: `/runs/${run.id}`, resumeRunId: run.id }} />
      ) : null}

      {isConnected(run) ? <Proof run={run} /> : null}

      <ol aria-label="Steps" className="flex flex-col rounded-card border border-line bg-surface">
        {run.steps.map((step) => (
          <StepRow
            key={step.id}
            step={step}
            run={run}
            onResume={mayResume ? () => resume.mutate() : null}
            resuming={resume.isPending}
          />
        ))}
      </ol>

      {run.verb === 'connect' && !isLive(run) ? <VendorStepsOfRun run={run} /> : null}
      {cancel.isError ? <ProblemNotice error={cancel.error} runId={run.id} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        {isLive(run) && mayHere(session, 'cancel', run.tenantId) ? (
          <Confirm
            trigger="Cancel"
            title="Stop here?"
            action="Stop the run"
            busy={(cancel.isPending || cancel.isSuccess) && 'Stopping…'}
            onConfirm={() => cancel.mutate()}
          >
            <p>What was made so far stays in the tenant. A later connect finds it and goes on from there.</p>
          </Confirm>
        ) : null}
        {isConnected(run) ? null : <RecordActions run={run} />}
        {run.state === 'failed' || run.state === 'needs-you' ? (
          <SupportButton reported={{ runId: run.id }} look="secondary" />
        ) : null}
        <TextLink to={`/tenants/${run.tenantId}`}>Open the tenant’s page</TextLink>
      </div>
    </>
  );
}
