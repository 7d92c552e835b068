import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { Job as QueueJob } from 'pg-boss';
import type { Context } from './context.ts';
import { LeaseLost, RunCancelled, WorkerStopping } from './errors.ts';
import { type JobData, queueName } from './queue.ts';
import { runs } from './schema.ts';
import type { Job, Store } from './store.ts';
import { leave, take } from './turns.ts';

/** The jobs in the hands of this process, by lease: how a journal that finds its lease gone reaches whoever works. */
export type Hands = Map<string, AbortController>;

/** Takes jobs until stopped; of one tenant at most two at a time in this process, so that none starves the others. */
export function openWorker(context: Context, hands: Hands): Store['work'] {
  const { queue, news, log } = context;

  return async (handler, { concurrency }) => {
    const atWork = new Map<string, { runId: string; control: AbortController; left: Promise<void> }>();
    let stopping = false;

    const work = async (job: Job) => {
      try {
        await handler(job);
      } catch (err) {
        if (!job.signal.aborted) log('error', 'A run broke off', { runId: job.runId, err });
      }
      // pg-boss keeps what is thrown: words of ours, never what a remote system or a library said.
      if ((await leave(context, { ...job, stopping })) === 'again') throw new Error('The run broke off');
    };

    const onJob = async (queued: QueueJob<JobData>) => {
      const { runId } = queued.data;
      const lease = randomUUID();
      const control = new AbortController();
      const onClaimLost = () => control.abort(new LeaseLost(runId));
      queued.signal.addEventListener('abort', onClaimLost);
      // Listening before the run is taken: a cancel that comes in between is heard or read, never missed.
      const forget = news.on('cancel', runId, async () => {
        if (await cancelRequested(context, runId)) control.abort(new RunCancelled(runId));
      });
      try {
        const run = await take(context, { runId, jobId: queued.id, attempt: queued.retryCount, lease });
        if (!run) return;
        if (run.cancelRequested) control.abort(new RunCancelled(runId));
        if (stopping) control.abort(new WorkerStopping());
        hands.set(lease, control);
        const done = work({ runId, lease, signal: control.signal });
        atWork.set(lease, { runId, control, left: done.catch(() => undefined) });
        await done;
      } finally {
        queued.signal.removeEventListener('abort', onClaimLost);
        forget();
        hands.delete(lease);
        atWork.delete(lease);
      }
    };

    const id = await queue.boss.work<JobData>(
      queueName,
      {
        localConcurrency: concurrency,
        localGroupConcurrency: Math.min(2, concurrency),
        pollingIntervalSeconds: queue.lookEverySeconds,
        notifyPollingIntervalSeconds: queue.lookEverySeconds,
      },
      async (jobs) => {
        for (const job of jobs) await onJob(job);
      },
    );

    return {
      stop: async (drainMs) => {
        stopping = true;
        await queue.boss.offWork(queueName, { id, wait: false });
        for (const { control } of atWork.values()) control.abort(new WorkerStopping());
        const drained = new AbortController();
        const all = Promise.all([...atWork.values()].map(({ left }) => left)).finally(() => drained.abort());
        await Promise.race([all, wait(drainMs, undefined, { signal: drained.signal }).catch(() => undefined)]);
        // Whoever does not let go is fenced off: its run goes to another worker now.
        for (const [lease, { runId }] of atWork) await leave(context, { runId, lease, stopping });
      },
    };
  };
}

async function cancelRequested({ sql, log }: Context, runId: string): Promise<boolean> {
  try {
    const [run] = await sql.select({ yes: runs.cancelRequested }).from(runs).where(eq(runs.id, runId));
    return run?.yes ?? false;
  } catch (err) {
    log('warn', 'Could not read whether a run was cancelled', { runId, err });
    return false;
  }
}
