import { sql as raw } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { medians, openDurations } from './durations.ts';
import { openMemory } from './embedded.ts';
import { migrate } from './migrate.ts';
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
    let ahead = 0;
    const clock = { now: () => Date.now() + ahead };
    const store = await openStore({ database: await made.fresh(), vaultKey: testKey, clock });
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
    expect(await store.usualDurations()).toEqual(new Map());
    ahead += 11 * 60_000;

    expect(await store.usualDurations()).toEqual(new Map([['one', 4000]]));
  });
});

test('jobs that ask within ten minutes cost one statement, which an index serves', async () => {
  const { sql, close } = await openMemory();
  await migrate(sql);
  let [statements, now] = [0, 0];
  const counting = {
    execute: (statement: typeof medians) => {
      statements += 1;
      return sql.execute(statement);
    },
  } as unknown as typeof sql;
  const { usualDurations } = openDurations({ sql: counting, clock: { now: () => now } });

  for (let job = 0; job < 20; job += 1) await usualDurations();
  expect(statements).toBe(1);
  now = 11 * 60_000;
  await usualDurations();
  expect(statements).toBe(2);

  await sql.execute(raw`set enable_seqscan = off`);
  const { rows } = await sql.execute<{ 'QUERY PLAN': string }>(raw`explain ${medians}`);
  await close();
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('Index Scan using runs_newest_connects');
  expect(plan).not.toContain('Seq Scan');
});
