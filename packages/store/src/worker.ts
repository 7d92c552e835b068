import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { LeaseLost, RunCancelled } from '@vplus/contracts';
import { eq } from 'drizzle-orm';
import type { Job as QueueJob } from 'pg-boss';
import type { ActiveJob, ActiveJobs } from './active-jobs.ts';
import type { Context } from './context.ts';
import type { Database } from './database.ts';
import { WorkerStopping } from './errors.ts';
import { openJobLoops } from './job-loops.ts';
import { lockClass, newWorkerNumber, watchWorkerLiveness } from './liveness.ts';
import { type JobData, queueName } from './queue.ts';
import { runs } from './schema.ts';
import { openSlots } from './slots.ts';
import { isStorageFault } from './storage-fault.ts';
import type { Job, Store } from './store.ts';
import { giveBack, leave, take } from './turns.ts';

/** How many parked runs a process keeps; each costs a heartbeat now and then. */
const mostParked = 1000;
/** Between two tries to write something down while the database does not answer. */
const patienceMs = 500;

/** Takes jobs until stopped, and works on as many at a time as there are slots. */
export function openWorker(context: Context, database: Database, activeJobs: ActiveJobs): Store['work'] {
  const { notifications, log } = context;

  return async (handler, { concurrency }) => {
    const number = newWorkerNumber();
    const letGo = await database.hold(lockClass, number);
    const watchNoMore = database.alone ? async () => undefined : watchWorkerLiveness(context);
    const slots = openSlots(concurrency);
    const atWork = new Map<string, { runId: string; control: AbortController; left: Promise<void> }>();
    const stop = new AbortController();
    let parked = 0;

    const onJob = async (queued: QueueJob<JobData>) => {
      const { runId } = queued.data;
      const tenantId = queued.groupId ?? runId;
      const waiting = AbortSignal.any([stop.signal, queued.signal]);
      try {
        await slots.take(tenantId, { first: false, signal: waiting });
      } catch {
        if (stop.signal.aborted) await giveBack(context, { runId, jobId: queued.id });
        return;
      }
      const slot = slotOf(tenantId);
      try {
        await workOn(queued, slot);
      } finally {
        slot.leave();
      }
    };

    /** One run's slot: given away while the run is parked, and left at the end whether it has one or not. */
    const slotOf = (tenantId: string) => {
      let has: 'slot' | 'parked' | 'nothing' = 'slot';
      return {
        setParked: async (parking: boolean, signal: AbortSignal) => {
          if (parking && has === 'slot' && parked < mostParked) {
            has = 'parked';
            parked += 1;
            slots.give(tenantId);
          } else if (!parking && has === 'parked') {
            has = 'nothing';
            parked -= 1;
            await slots.take(tenantId, { first: true, signal });
            has = 'slot';
          }
          loops.fit();
        },
        leave: () => {
          if (has === 'slot') slots.give(tenantId);
          if (has === 'parked') parked -= 1;
          has = 'nothing';
        },
      };
    };

    const workOn = async (queued: QueueJob<JobData>, slot: ReturnType<typeof slotOf>) => {
      const { runId } = queued.data;
      const lease = `${number}:${randomUUID()}`;
      const control = new AbortController();
      const onClaimLost = () => control.abort(new LeaseLost(runId));
      queued.signal.addEventListener('abort', onClaimLost);
      // Listening before the run is taken: a cancel that comes in between is heard or read, never missed.
      const forget = notifications.on('cancel', runId, async () => {
        const held = activeJobs.has(lease);
        const run = await standing(context, runId);
        if (run?.cancelRequested) control.abort(new RunCancelled(runId));
        // Put back to work by a person while it was only watched here.
        else if (run && held && run.lease !== lease) control.abort(new LeaseLost(runId));
      });
      try {
        const taken = await take(context, { runId, jobId: queued.id, attempt: queued.retryCount, lease });
        if (!taken) return;
        if (taken.cancelRequested) control.abort(new RunCancelled(runId));
        if (stop.signal.aborted) control.abort(stop.signal.reason);
        const active: ActiveJob = { control, taken, isLeft: false };
        activeJobs.set(lease, active);
        const { signal } = control;
        const done = work(active, { runId, lease, signal, setParked: (parking) => slot.setParked(parking, signal) });
        atWork.set(lease, { runId, control, left: done.catch(() => undefined) });
        await done;
      } finally {
        queued.signal.removeEventListener('abort', onClaimLost);
        forget();
        activeJobs.delete(lease);
        atWork.delete(lease);
      }
    };

    const work = async (active: ActiveJob, job: Job) => {
      let away = false;
      try {
        await handler(job);
        if (active.isLeft) return;
      } catch (err) {
        away = isStorageFault(err);
        if (!job.signal.aborted) log('error', 'A run broke off', { runId: job.runId, err });
      }
      // The database may be what broke the run off: its turn ends when that answers again.
      for (;;) {
        try {
          const why = stop.signal.aborted ? 'stopping' : away ? 'database away' : 'over';
          return await leave(context, { ...job, why });
        } catch (err) {
          if (stop.signal.aborted || job.signal.reason instanceof LeaseLost) return;
          log('warn', 'A run cannot be handed back yet', { runId: job.runId, err });
          await wait(patienceMs, undefined, { signal: stop.signal }).catch(() => undefined);
        }
      }
    };

    const loops = openJobLoops(context.queue, slots, onJob);
    loops.fit();
    const wakeNoMore = notifications.on('job', queueName, loops.wake);

    return {
      stop: async (drainMs) => {
        stop.abort(new WorkerStopping());
        wakeNoMore();
        loops.stop();
        for (const { control } of atWork.values()) control.abort(stop.signal.reason);
        const drained = new AbortController();
        const all = Promise.all([...atWork.values()].map(({ left }) => left)).finally(() => drained.abort());
        await Promise.race([all, wait(drainMs, undefined, { signal: drained.signal }).catch(() => undefined)]);
        // Whoever does not let go is fenced off: its run goes to another worker now.
        for (const [lease, { runId }] of atWork)
          await leave(context, { runId, lease, why: 'stopping' }).catch((err) => {
            log('warn', 'A run could not be handed over; it goes on when the database answers', { runId, err });
          });
        await watchNoMore();
        await letGo();
      },
    };
  };
}

/** null: it could not be read; whatever was written then is refused by its own fence. */
async function standing({ sql, log }: Context, runId: string) {
  try {
    const { cancelRequested, lease } = runs;
    const [run] = await sql.select({ cancelRequested, lease }).from(runs).where(eq(runs.id, runId));
    return run ?? null;
  } catch (err) {
    log('warn', 'Could not read whether a run was cancelled', { runId, err });
    return null;
  }
}
