import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, person, until } from './test-runs.ts';

describe.each(backends)('worker slots on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  const opened: Store[] = [];

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  afterAll(() => made?.stop());

  const begin = async (tenants: number) => {
    const store = await openStore({ database: await made.fresh(), vaultKey: testKey });
    opened.push(store);
    const runs = [];
    for (let count = 0; count < tenants; count += 1) {
      const { id } = await makeConnection(store);
      runs.push(await store.startRun(newRun(id)));
    }
    const jobs = holdJobs();
    const worker = await store.work(jobs.handler, { concurrency: 1 });
    return { store, jobs, runs, worker };
  };

  test.skipIf(skip)('parked runs hold nobody up, however many they are', async () => {
    const { jobs, runs } = await begin(5);

    const taken = [];
    for (const _ of runs) {
      const job = await jobs.next();
      taken.push(job.runId);
      await job.setParked(true);
    }

    expect(taken).toEqual(runs.map(({ id }) => id));
  });

  test.skipIf(skip)('a run that goes on waits for a slot, and has it before one that never began', async () => {
    const { store, jobs, runs } = await begin(3);
    const first = await jobs.next();
    await first.setParked(true);
    const second = await jobs.next();
    let on = false;
    const woken = first.setParked(false).then(() => {
      on = true;
    });
    expect(on).toBe(false);

    await store.journal(second).setRun({ state: 'done' }, 'Done');
    jobs.finish(second);
    await woken;
    expect((await store.run(runs[2]?.id ?? ''))?.state).toBe('queued');

    await first.setParked(true);
    expect((await jobs.next()).runId).toBe(runs[2]?.id);
  });

  test.skipIf(skip)('a run is cancelled while it is parked, and while it waits for a slot', async () => {
    const { store, jobs } = await begin(2);
    const parked = await jobs.next();
    await parked.setParked(true);
    const working = await jobs.next();
    const refused = expect(parked.setParked(false)).rejects.toMatchObject({ name: 'RunCancelled' });

    await store.requestCancel(parked.runId, person('Grace'));

    await refused;
    await until(store, parked.runId, ({ state }) => state === 'cancelled');
    await store.requestCancel(working.runId, person('Grace'));
    await until(store, working.runId, ({ state }) => state === 'cancelled');
  });

  test.skipIf(skip)('a worker that stops hands over what is parked and what it had fetched for later', async () => {
    const { store, jobs, runs, worker } = await begin(3);
    const parked = await jobs.next();
    await parked.setParked(true);
    await jobs.next();
    const again = parked.setParked(false).catch(() => undefined);

    await worker.stop(5000);
    await again;

    const states = await Promise.all(runs.map(async ({ id }) => (await store.run(id))?.state));
    expect(states).toEqual(['queued', 'queued', 'queued']);
    const next = holdJobs();
    await store.work(next.handler, { concurrency: 3 });
    const taken = [await next.next(), await next.next(), await next.next()];
    expect(taken.map(({ runId }) => runId).toSorted()).toEqual(runs.map(({ id }) => id).toSorted());
  });
});
