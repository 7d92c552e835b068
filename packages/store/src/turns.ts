import { type BackOff, backOffMs } from '@vplus/back-off';
import { isLive, liveRunStates, Problem, type StepRecord } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import { and, eq, inArray, isNotNull, lte, notInArray, or, sql as raw } from 'drizzle-orm';
import type { Known } from './active-jobs.ts';
import type { Context } from './context.ts';
import type { Sql } from './database.ts';
import { assistant, note, outcomeOf } from './history.ts';
import { changeRun, changeSteps, heldBy, type RunRecord } from './run-record.ts';
import { runs, steps } from './schema.ts';

/** A run that needs a person is nobody's, unless its worker watches whether it can go on by itself. */
const watched = and(eq(runs.state, 'needs-you'), isNotNull(runs.lease));
/** Runs that a worker may take. */
const takable = or(inArray(runs.state, ['queued', 'working', 'waiting']), watched);

const pauses: BackOff = { firstMs: 1_000, longestMs: 30_000 };

/**
 * Gives the run to a worker, or answers null: it ended, waits for a person, was resumed under another job, or
 * a later attempt of this job has it. A run that broke off too often is failed instead of tried once more.
 */
export async function take(
  context: Context,
  input: { runId: string; jobId: string; attempt: number; lease: string },
): Promise<(Known & Pick<RunRecord, 'cancelRequested'>) | null> {
  const { runId, jobId, attempt, lease } = input;
  return await context.sql.transaction(async (tx) => {
    const run = await changeRun(tx, {
      where: and(eq(runs.id, runId), eq(runs.jobId, jobId), lte(runs.jobAttempt, attempt), takable),
      change: { state: 'working', lease, jobAttempt: attempt + 1, timesTaken: raw`${runs.timesTaken} + 1` },
      text: message('runs.at-work'),
      at: now(context),
    });
    if (!run) return null;
    if (run.timesTaken > context.maxTimesTaken) {
      await fail(context, tx, run);
      return null;
    }
    const { verb, cancelRequested, state, connected, finishedAt, unchanged } = run;
    const rows = await tx.select({ id: steps.id }).from(steps).where(eq(steps.runId, runId));
    const stepIds = new Set(rows.map(({ id }) => id));
    return { verb, cancelRequested, stepIds, standing: { state, connected, finishedAt, unchanged } };
  });
}

/**
 * Ends a worker's turn. A run that has not come to rest goes back into the queue. Where its worker stops, or the
 * database was away, that is not counted; otherwise it pauses, longer each time.
 */
export async function leave(
  context: Context,
  input: { runId: string; lease: string; why: 'stopping' | 'database away' | 'over' },
): Promise<void> {
  const ended = and(heldBy(input.runId, input.lease), notInArray(runs.state, [...liveRunStates]));
  const left = await context.sql.update(runs).set({ lease: null }).where(ended).returning({ id: runs.id });
  if (left.length > 0) return;
  await context.sql.transaction(async (tx) => {
    const [run] = await tx.select().from(runs).where(heldBy(input.runId, input.lease)).for('update');
    if (!run || !isLive(run)) return;
    if (run.cancelRequested) {
      await cancel(context, tx, run, message('runs.cancelled'));
    } else if (input.why !== 'over') {
      await requeue(context, tx, run, {
        timesTaken: run.timesTaken - 1,
        pauseSeconds: input.why === 'stopping' ? 0 : 1,
      });
    } else {
      await requeue(context, tx, run, { pauseSeconds: backOffMs(pauses, run.timesTaken - 1) / 1000 });
    }
  });
}

/** A worker that stops has fetched a job but not begun with its run: others may have it at once. */
export async function giveBack(context: Context, input: { runId: string; jobId: string }): Promise<void> {
  await context.sql.transaction(async (tx) => {
    const where = and(eq(runs.id, input.runId), eq(runs.jobId, input.jobId), takable);
    const [run] = await tx.select().from(runs).where(where).for('update');
    if (run && !run.lease) await requeue(context, tx, run);
  });
}

/** Takes a run from a worker that died. Answers whether the worker still had it. */
export async function takeAway(context: Context, { runId, lease }: { runId: string; lease: string }): Promise<boolean> {
  return await context.sql.transaction(async (tx) => {
    const where = and(heldBy(runId, lease), takable);
    const [run] = await tx.select().from(runs).where(where).for('update');
    if (run) await requeue(context, tx, run);
    return run !== undefined;
  });
}

/** For a database that only this process can have open: what an earlier process held when it died is free at once. */
export async function freeAll(context: Pick<Context, 'sql' | 'queue' | 'clock'>): Promise<void> {
  await context.sql.transaction(async (tx) => {
    for (const run of await tx.select().from(runs).where(takable)) await requeue(context, tx, run);
  });
}

/** Those that were at work go before those that never began: their administrators are watching. */
async function requeue(
  context: Pick<Context, 'queue' | 'clock'>,
  tx: Sql,
  run: RunRecord,
  { timesTaken = run.timesTaken, pauseSeconds = 0 } = {},
): Promise<void> {
  await context.queue.drop(tx, run.jobId);
  const jobId = await context.queue.send(tx, run, { first: run.state !== 'queued', pauseSeconds });
  await changeRun(tx, {
    where: eq(runs.id, run.id),
    change: { state: 'queued', lease: null, jobId, jobAttempt: 0, timesTaken },
    text: message('runs.waiting-for-worker'),
    at: now(context),
  });
}

/** Ends a run that no worker has: what was made stays, what was sealed goes. */
export async function cancel(context: Context, tx: Sql, run: RunRecord, text: Words): Promise<void> {
  const at = now(context);
  await changeSteps(tx, {
    runId: run.id,
    at,
    text: message('runs.cancelled'),
    change: (step) => {
      if (!['pending', 'working', 'waiting', 'needs-you'].includes(step.state)) return null;
      const { ask: _, wait: __, ...kept } = step;
      return { ...kept, state: 'cancelled', finishedAt: at.toISOString() };
    },
  });
  await end(context, tx, run, { state: 'cancelled', text, at });
}

/** The problem is shown at the steps that were in work when the run broke off, or at the first that never began. */
async function fail(context: Context, tx: Sql, run: RunRecord): Promise<void> {
  const at = now(context);
  const problem = new Problem('unexpected').toView();
  const failed = (step: StepRecord): StepRecord => {
    const { ask: _, wait: __, ...kept } = step;
    return { ...kept, state: 'failed', finishedAt: at.toISOString(), problem };
  };
  const text = message('runs.broke-off', { count: context.maxTimesTaken });
  let found = false;
  const inWork = (step: StepRecord) => {
    if (step.state !== 'working' && step.state !== 'waiting') return null;
    found = true;
    return failed(step);
  };
  await changeSteps(tx, { runId: run.id, at, text, change: inWork });
  const firstPending = (step: StepRecord) => {
    if (found || step.state !== 'pending') return null;
    found = true;
    return failed(step);
  };
  await changeSteps(tx, { runId: run.id, at, text, change: firstPending });
  await end(context, tx, run, { state: 'failed', text, at });
  const what = outcomeOf(run.verb, 'failed');
  const { tenantId, id: runId } = run;
  await note(context, tx, { tenantId, kind: 'outcome', by: assistant, what, at, runId });
}

async function end(
  context: Context,
  tx: Sql,
  run: RunRecord,
  { state, text, at }: { state: 'cancelled' | 'failed'; text: Words; at: Date },
): Promise<void> {
  await changeRun(tx, { where: eq(runs.id, run.id), change: { state, finishedAt: at, lease: null }, text, at });
  await context.queue.drop(tx, run.jobId);
  await context.vault.wipeAll(tx, run.id);
}

const now = (context: Pick<Context, 'clock'>): Date => new Date(context.clock.now());
