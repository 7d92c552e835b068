import { randomUUID } from 'node:crypto';
import type { Actor, StepRecord, UnwordedRun } from '@vplus/contracts';
import type { ConnectionChange, Job, NewRun, Store } from './store.ts';

export async function makeConnection(store: Store, change: { tenantId?: string; server?: string; name?: string } = {}) {
  return store.ensureConnection({
    tenantId: change.tenantId ?? randomUUID(),
    tenantName: change.name ?? 'Contoso',
    primaryDomain: `${(change.name ?? 'contoso').toLowerCase().replaceAll(' ', '-')}.example`,
    vplusServerId: change.server ?? 'main',
    vplusServerName: `Server ${change.server ?? 'main'}`,
  });
}

/** An administrator of some tenant. */
export const person = (name: string): Actor => ({
  name,
  tenantId: 'home',
  objectId: name.toLowerCase(),
  as: 'administrator',
  from: '192.0.2.7',
});

export const newRun = (connectionId: string, change: Partial<NewRun> = {}): NewRun => ({
  connectionId,
  verb: 'connect',
  startedBy: { ...person('Ada'), tenantId: 'home', objectId: 'person' },
  steps: [
    { id: 'one', title: 'The first' },
    { id: 'two', title: 'The second' },
  ],
  secrets: { token: 'hush' },
  plan: null,
  ...change,
});

export const step = (id: string, change: Partial<StepRecord> = {}): StepRecord => ({
  id,
  state: 'working',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: null,
  facts: [],
  rows: [],
  ...change,
});

/** Resolves with the first view that fits; looks after each notification of the run. */
export async function until(store: Store, runId: string, fits: (view: UnwordedRun) => boolean): Promise<UnwordedRun> {
  return new Promise((resolve, reject) => {
    const look = async () => {
      try {
        const view = await store.runView(runId);
        if (!view || !fits(view)) return;
        forget();
        resolve(view);
      } catch (error) {
        reject(error);
      }
    };
    const forget = store.watch(runId, look);
    void look();
  });
}

/** The jobs that a worker was handed, and a way to wait for the next one. Each is held until `finish` or the signal. */
export function holdJobs(): { handler(job: Job): Promise<void>; next(): Promise<Job>; finish(job: Job): void } {
  const given: Job[] = [];
  const asking: ((job: Job) => void)[] = [];
  const ends = new Map<string, () => void>();
  return {
    handler: async (job) => {
      const end = new Promise<void>((finished, stopped) => {
        ends.set(job.lease, finished);
        job.signal.addEventListener('abort', () => stopped(job.signal.reason), { once: true });
        if (job.signal.aborted) stopped(job.signal.reason);
      });
      const ask = asking.shift();
      if (ask) ask(job);
      else given.push(job);
      await end;
    },
    next: async () => given.shift() ?? new Promise((resolve) => asking.push(resolve)),
    finish: (job) => ends.get(job.lease)?.(),
  };
}

/** A run that ends well, and what it has made of its connection. */
export async function leavesBehind(store: Store, connectionId: string, connection: ConnectionChange): Promise<void> {
  const jobs = holdJobs();
  const worker = await store.work(jobs.handler, { concurrency: 1 });
  await store.startRun(newRun(connectionId));
  const job = await jobs.next();
  await store.journal(job).setRun({ state: 'done', connected: true, connection }, 'Connected');
  jobs.finish(job);
  await worker.stop(5_000);
}
