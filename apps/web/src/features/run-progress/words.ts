import { isDone, type RowView, type RunVerb, type RunView } from '@vplus/contracts';
import { listed } from '#lib/listed.ts';
import { stepStates } from '#lib/states.ts';
import { progressOf } from './progress.ts';

const verbs: Record<RunVerb, { going: string; done: string; ended: string }> = {
  connect: { going: 'Connecting', done: 'is connected', ended: 'was not connected' },
  verify: { going: 'Checking', done: 'was checked', ended: 'was not checked' },
  disconnect: { going: 'Disconnecting', done: 'is disconnected', ended: 'was not disconnected' },
};

export const hasStopped = (run: RunView) => run.state === 'failed' || run.state === 'cancelled';
/** Registered on vPlus and proved; the first synchronization may still run or may have failed. */
export const isConnected = (run: RunView) => run.verb === 'connect' && run.connected;

/** The workloads that vPlus may not be able to back up: their test reads were not answered in full. */
export const limitsIn = (run: RunView): RowView[] =>
  isConnected(run)
    ? (run.steps.find(({ id }) => id === 'verify-access')?.rows ?? []).filter(
        ({ outcome, state }) =>
          outcome === 'refused' || outcome === 'unproved' || (outcome === 'answered' && state !== 'done'),
      )
    : [];

export function titleOf(run: RunView): string {
  if (run.unfinished) return titleOfRemoval(run);
  const words = verbs[run.verb];
  if (limitsIn(run).length > 0) return `${run.tenantName} ${words.done}, with limits`;
  if (run.wasConnected) return titleOfAnother(run);
  if (isDone(run.state) || isConnected(run)) return `${run.tenantName} ${words.done}`;
  // A check that found something wrong was still carried out.
  if (run.verb === 'verify' && run.state === 'failed') return `${run.tenantName} ${words.done}`;
  return hasStopped(run) ? `${run.tenantName} ${words.ended}` : `${words.going} ${run.tenantName}`;
}

/** Of a connect of what is connected: whatever becomes of it, the tenant is not disconnected. */
function titleOfAnother(run: RunView): string {
  if (isDone(run.state) || isConnected(run)) return `${run.tenantName} is connected`;
  return hasStopped(run)
    ? `The plan for ${run.tenantName} was not finished`
    : `Carrying out the plan for ${run.tenantName}`;
}

/** The title of a disconnect that removes what an unfinished connect left: that tenant was never connected. */
function titleOfRemoval(run: RunView): string {
  const what = `What was made in ${run.tenantName}`;
  if (isDone(run.state)) return `${what} is removed`;
  return hasStopped(run) ? `${what} was not removed` : `Removing what was made in ${run.tenantName}`;
}

/** Whether the tenant has changed since the approval, so that the plan must be made and approved again. */
export const needsNewPlan = (run: RunView): boolean =>
  run.state === 'failed' && run.steps.some(({ problem }) => problem?.code === 'plan-changed');

export function leadOf(run: RunView): string {
  if (isConnected(run)) return leadOfConnected(run);
  if (needsNewPlan(run))
    return madeSomething(run)
      ? 'What the plan would do has changed since it was approved.'
      : 'Nothing was written: what the plan would do has changed since it was approved.';
  switch (run.state) {
    case 'needs-you':
      return 'One step needs you. Everything else waits for it, and nothing is lost.';
    case 'failed':
      return run.verb === 'verify'
        ? 'Something is not as it should be. Nothing was changed. The tenant’s page says what is wrong and what puts it right.'
        : run.verb === 'disconnect'
          ? 'What was removed so far stays removed. Trying again removes the rest.'
          : `What was ${run.wasConnected ? 'changed' : 'created'} so far stays. Trying again looks first and makes only what is missing.`;
    case 'cancelled':
      return leadOfCancelled(run);
    case 'done':
      if (run.unfinished) return 'What the setup changed in the tenant is undone.';
      return run.verb === 'disconnect'
        ? 'vPlus can no longer read this tenant.'
        : 'The check found nothing that differs from the plan.';
    case 'done-with-attention':
      return 'It is done, with something left that deserves a look.';
    default:
      return 'You may close this window: it goes on by itself, and any browser shows how far it is.';
  }
}

function leadOfCancelled(run: RunView): string {
  if (run.verb === 'verify') return 'The check was stopped. It changed nothing.';
  if (run.verb === 'disconnect')
    return `It was stopped. What was removed so far stays removed. ${run.unfinished ? 'Remove what was made' : 'Disconnect'} again to remove the rest.`;
  if (run.wasConnected)
    return 'It was stopped. What was changed so far stays, and nothing was disconnected. A new plan goes on from there.';
  return madeSomething(run)
    ? 'It was stopped. What was created stays in your tenant. Connecting again continues from there.'
    : 'It was stopped before anything was created.';
}

function leadOfConnected(run: RunView): string {
  const limits = limitsIn(run).map(({ label }) => label);
  if (limits.length > 0 && isDone(run.state) && !run.unchanged)
    return `vPlus can back it up, with limits for ${listed(limits)}. The proof says what that means.`;
  if (run.unchanged && isDone(run.state)) return 'Everything was in place already. Nothing was changed.';
  if (isDone(run.state)) return 'vPlus can back it up now. Here is the proof.';
  if (run.state === 'failed') return 'It is registered and proved, but its first synchronization failed: see below.';
  if (run.state === 'cancelled')
    return 'It is registered and proved. The run was stopped before its first synchronization ended.';
  return 'vPlus can back it up now. Its first synchronization is still running; you need not wait for it.';
}

/** Whether a connect that stopped has left something of its own in the tenant. */
export const madeSomething = (run: RunView): boolean =>
  run.steps.some(({ id, state }) => id === 'register-application' && isDone(state));

/** The progress for screen readers: the number of the step, and which steps are working or need a person. */
export function progressAnnouncement(run: RunView): string {
  const { at, total, now } = progressOf(run);
  return [`Step ${at} of ${total}`, ...now.map(({ title, state }) => `${title}: ${stepStates[state].word}`)].join('. ');
}

/** What screen readers announce once, when the run has ended or the tenant is connected; empty before. */
export function endAnnouncement(run: RunView): string {
  if (!isConnected(run) && !isDone(run.state) && !hasStopped(run)) return '';
  const { done, total } = progressOf(run);
  return isConnected(run) ? `${titleOf(run)}.` : `${titleOf(run)}. ${done} of ${total} steps done.`;
}
