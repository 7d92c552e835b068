import { randomUUID } from 'node:crypto';
import {
  isLive,
  liveRunStates,
  Problem,
  type StepRecord,
  type UnwordedEvent,
  type UnwordedRun,
} from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import { and, asc, eq, gt, inArray, ne, sql as raw } from 'drizzle-orm';
import type { Context } from './context.ts';
import type { Sql } from './database.ts';
import { RunAlreadyActive } from './errors.ts';
import { eventOf } from './event-in-history.ts';
import { note } from './history.ts';
import { notify } from './notifications.ts';
import { changeRun, changeSteps, type RunRecord } from './run-record.ts';
import { turn, view, viewOfRun } from './run-view.ts';
import { connections, events, runs, steps } from './schema.ts';
import { fromStore } from './step-in-store.ts';
import type { NewRun, RunRow, Starter, Store } from './store.ts';
import { cancel } from './turns.ts';

type Runs = Pick<Store, 'startRun' | 'resumeRun' | 'requestCancel' | 'run' | 'runView' | 'turn' | 'events'>;

/** What people and the API do with runs; workers have the journal. */
export function openRuns(context: Context): Runs {
  const { sql, queue, clock } = context;

  const startRun = async (input: NewRun): Promise<UnwordedRun> => {
    const { connectionId, verb, startedBy, plan, choices } = input;
    const id = randomUUID();
    return await sql.transaction(async (tx) => {
      const { tenantId } = await claimConnection(tx, connectionId, id);
      const startedAt = new Date(clock.now());
      const jobId = await queue.send(tx, { id, tenantId });
      await tx.insert(runs).values({
        id,
        connectionId,
        tenantId,
        verb,
        state: 'queued',
        startedAt,
        startedBy: starter(startedBy),
        planHash: plan?.hash ?? null,
        undoChoice: input.undoChoice ?? null,
        jobId,
      });
      if (choices) await tx.update(connections).set({ choices }).where(eq(connections.id, connectionId));
      if (input.steps.length > 0) {
        const rows = input.steps.map((step, position) => ({ runId: id, position, ...step, record: pending }));
        await tx.insert(steps).values(rows);
      }
      await sealAll(context, tx, id, input.secrets);
      await note(context, tx, {
        tenantId,
        kind: 'deed',
        by: startedBy,
        what: message('history.started', { verb }),
        at: startedAt,
        runId: id,
      });
      return viewOfRun(tx, id);
    });
  };

  /** The run as it is, held against every other change until the transaction ends. */
  const lock = async (tx: Sql, runId: string): Promise<RunRecord> => {
    const [run] = await tx.select().from(runs).where(eq(runs.id, runId)).for('update');
    return existing(run);
  };

  const resumeRun: Runs['resumeRun'] = async (runId, input) => {
    await sql.transaction(async (tx) => {
      await lockConnection(tx, runId);
      const run = await lock(tx, runId);
      const reopened = input.reopen && run.state === 'done-with-attention';
      // Only the first synchronization goes on: whoever holds the run is out, and another worker looks anew.
      const behind = run.connected && isLive(run) && (input.reopen || (await asksSomebody(tx, runId)));
      if (run.state !== 'failed' && run.state !== 'needs-you' && !reopened && !behind) {
        // A second click of the same button: the run is at work already.
        if (!isLive(run)) throw new Problem('run-finished');
        return await sealAll(context, tx, runId, input.secrets);
      }
      const { secrets, by } = input;
      await putBackToWork(context, tx, run, { secrets, text: message('runs.resumed-by', { by: by.name }) });
      const at = new Date(clock.now());
      await note(context, tx, {
        tenantId: run.tenantId,
        kind: 'deed',
        by: input.by,
        what: message('history.resumed', { verb: run.verb }),
        at,
        runId,
      });
    });
    return viewOfRun(sql, runId);
  };

  const requestCancel: Runs['requestCancel'] = async (runId, by) => {
    await sql.transaction(async (tx) => {
      const run = await lock(tx, runId);
      if (!isLive(run)) throw new Problem('run-finished');
      if (run.lease && run.cancelRequested) return;
      const at = new Date(clock.now());
      await note(context, tx, {
        tenantId: run.tenantId,
        kind: 'deed',
        by,
        what: message('history.cancelled', { verb: run.verb }),
        at,
        runId,
      });
      if (!run.lease) return await cancel(context, tx, run, message('runs.cancelled-by', { by: by.name }));
      const change = { cancelRequested: true };
      const text = message('runs.cancel-asked', { by: by.name });
      await changeRun(tx, { where: eq(runs.id, runId), change, text, at });
      await notify(tx, 'cancel', runId);
    });
    return viewOfRun(sql, runId);
  };

  return {
    startRun,
    resumeRun,
    requestCancel,
    run: async (runId): Promise<RunRow | null> => {
      const { id, connectionId, tenantId, verb, state, cancelRequested, planHash } = runs;
      const columns = { id, connectionId, tenantId, verb, state, cancelRequested, planHash };
      const [run] = await sql.select(columns).from(runs).where(eq(id, runId));
      return run ?? null;
    },
    runView: (runId) => view(sql, runId),
    turn: (runId) => turn(sql, runId),
    events: async (runId, after): Promise<UnwordedEvent[]> => {
      const newer = and(eq(events.runId, runId), gt(events.number, after));
      const rows = await sql
        .select({ event: events, step: steps })
        .from(events)
        .leftJoin(steps, and(eq(steps.runId, events.runId), eq(steps.id, raw`${events.data} #>> '{step,id}'`)))
        .where(newer)
        .orderBy(asc(events.number));
      return rows.map(({ event, step }) =>
        eventOf({ ...event, title: step?.title ?? null, record: step && fromStore(step.id, step) }),
      );
    },
  };
}

async function sealAll({ vault }: Context, tx: Sql, runId: string, secrets: Record<string, string>): Promise<void> {
  for (const [purpose, value] of Object.entries(secrets)) await vault.put(tx, runId, purpose, value);
}

/**
 * Hands a run that came to rest to the next worker, with fresh sealed values. A worker that still watches it is
 * notified that it has lost the run. Whoever calls has locked the connection, and then the run.
 */
export async function putBackToWork(
  context: Context,
  tx: Sql,
  run: RunRecord,
  { secrets, text }: { secrets: Record<string, string>; text: Words },
): Promise<void> {
  const { id: runId, connectionId } = run;
  await claimConnection(tx, connectionId, runId);
  await context.queue.drop(tx, run.jobId);
  const jobId = await context.queue.send(tx, run);
  const at = new Date(context.clock.now());
  await changeRun(tx, {
    where: eq(runs.id, runId),
    change: {
      state: 'queued',
      finishedAt: null,
      cancelRequested: false,
      lease: null,
      jobId,
      jobAttempt: 0,
      timesTaken: 0,
    },
    text,
    at,
  });
  await notify(tx, 'cancel', runId);
  await changeSteps(tx, { runId, at, text: message('runs.waiting-for-turn'), change: pendingAgain });
  await sealAll(context, tx, runId, secrets);
}

function existing<T>(found: T | null | undefined): T {
  if (!found) throw new Problem('not-found');
  return found;
}

/**
 * The connection of a run, held until the transaction ends. Whoever touches both takes it before the run, as a worker
 * does: neither waits for the other in a circle. Others may add rows that name it, as a worker does that holds its run.
 */
export async function lockConnection(tx: Sql, runId: string): Promise<void> {
  await tx
    .select({ id: connections.id })
    .from(connections)
    .innerJoin(runs, eq(runs.connectionId, connections.id))
    .where(eq(runs.id, runId))
    .for('no key update', { of: connections });
}

/** Throws when another run is at work on the connection; until the transaction ends no other can begin. */
async function claimConnection(tx: Sql, connectionId: string, runId: string): Promise<{ tenantId: string }> {
  const { tenantId } = connections;
  const [connection] = await tx
    .select({ tenantId })
    .from(connections)
    .where(eq(connections.id, connectionId))
    .for('no key update');
  const others = and(eq(runs.connectionId, connectionId), inArray(runs.state, [...liveRunStates]), ne(runs.id, runId));
  const [rival] = await tx.select({ id: runs.id }).from(runs).where(others);
  if (rival) throw new RunAlreadyActive(rival.id);
  return existing(connection);
}

async function asksSomebody(tx: Sql, runId: string): Promise<boolean> {
  const asking = raw`${steps.record} ->> 'state' = 'needs-you'`;
  const [found] = await tx
    .select({ id: steps.id })
    .from(steps)
    .where(and(eq(steps.runId, runId), asking))
    .limit(1);
  return found !== undefined;
}

const starter = ({ tenantId, objectId, name }: NewRun['startedBy']): Starter => ({ tenantId, objectId, name });

const pending = { state: 'pending' as const };

/** What stopped the run is asked anew; a screen must not go on showing the old question. */
function pendingAgain(step: StepRecord): StepRecord | null {
  if (!['failed', 'needs-you', 'cancelled'].includes(step.state)) return null;
  const { ask: _, problem: __, wait: ___, ...kept } = step;
  return { ...kept, state: 'pending', finishedAt: null };
}
