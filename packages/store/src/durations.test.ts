import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, step } from './test-runs.ts';

describe.each(backends)('usual durations on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  const opened: Store[] = [];
  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  afterAll(() => made?.stop());

  test.skipIf(skip)('are the median over the connects of all tenants, once there are enough of them', async () => {
    const store = await openStore({ database: await made.fresh(), vaultKey: testKey });
    opened.push(store);
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 1 });
    const connects = async (seconds: number[]) => {
      for (const took of seconds) {
        const { id } = await makeConnection(store);
        await store.startRun(newRun(id));
        const job = await jobs.next();
        const journal = store.journal(job);
        const finishedAt = new Date(Date.parse('2026-01-01T00:00:00.000Z') + took * 1000).toISOString();
        await journal.record(step('one', { state: 'done', made: true, finishedAt }), 'Done');
        await journal.record(step('two', { state: 'done', finishedAt }), 'Was there');
        await journal.setRun({ state: 'done', connected: true, finished: true }, 'Done');
        jobs.finish(job);
      }
    };

    await connects([2, 4, 6, 900]);
    expect(await store.usualDurations()).toEqual(new Map());
    await connects([3]);

    expect(await store.usualDurations()).toEqual(new Map([['one', 4000]]));
  });
});
