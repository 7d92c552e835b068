import type { Job as QueueJob } from 'pg-boss';
import { type JobData, type Queue, queueName } from './queue.ts';

/**
 * The loops that fetch jobs, each one at a time: as many wait for a job as there are free slots. A loop whose run
 * is parked stays with it, so another one is started in its stead; one too many ends.
 */
export interface JobLoops {
  /** To be called when the number of free slots has changed. */
  fit(): void;
  /** There is a job: one of those that wait looks at once. */
  wake(): void;
  stop(): void;
}

interface Loop {
  id: Promise<string>;
}

export function openJobLoops(
  { boss, lookEverySeconds }: Queue,
  slots: { readonly free: number },
  onJob: (job: QueueJob<JobData>) => Promise<void>,
): JobLoops {
  const idle = new Set<Loop>();
  const all = new Set<Loop>();
  let stopped = false;

  const end = (loop: Loop) => {
    idle.delete(loop);
    all.delete(loop);
    void loop.id.then((id) => boss.offWork(queueName, { id, wait: false })).catch(() => undefined);
  };
  const lookAtOnce = (loop?: Loop) => {
    void loop?.id.then((id) => boss.notifyWorker(id)).catch(() => undefined);
  };
  const begin = () => {
    const options = { pollingIntervalSeconds: lookEverySeconds };
    const handler = async (jobs: QueueJob<JobData>[]) => {
      idle.delete(loop);
      try {
        const done = jobs.map(onJob);
        fit();
        await Promise.all(done);
      } finally {
        if (all.has(loop)) idle.add(loop);
        fit();
        // A job that came meanwhile has woken nobody.
        lookAtOnce(loop);
      }
    };
    const loop: Loop = { id: boss.work<JobData>(queueName, options, handler) };
    all.add(loop);
    idle.add(loop);
  };

  const fit = () => {
    if (stopped) return;
    while (idle.size < slots.free) begin();
    for (const loop of idle) {
      if (idle.size <= slots.free) return;
      end(loop);
    }
  };

  return {
    fit,
    wake: () => {
      const [loop] = idle;
      if (loop) {
        // The next job wakes another one, for this one counts as idle until it has fetched its own.
        idle.delete(loop);
        idle.add(loop);
      }
      lookAtOnce(loop);
    },
    stop: () => {
      stopped = true;
      for (const loop of all) end(loop);
    },
  };
}
