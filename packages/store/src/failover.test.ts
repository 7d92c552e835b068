import { sql as raw } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openStore, type StoreOptions } from './open-store.ts';
import { openPostgres } from './postgres.ts';
import type { Store } from './store.ts';
import { type Child, startChild } from './test-child.ts';
import { postgresPrograms } from './test-cluster.ts';
import { folderDatabases, postgresDatabases, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, person, step, until } from './test-runs.ts';

const programs = postgresPrograms();
const server = programs ? 'PostgreSQL' : 'PostgreSQL (skipped: not installed)';
let folders: TestDatabases;
let servers: Awaited<ReturnType<typeof postgresDatabases>>;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folders = await folderDatabases();
  if (programs) servers = await postgresDatabases(programs);
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
afterAll(async () => {
  await folders.stop();
  await servers?.stop();
});

test('PGlite: the runs of a killed process are taken by the next', async () => {
  const database = await folders.fresh();
  const before = await openStore({ database, vaultKey: testKey });
  const { id } = await makeConnection(before);
  const { id: runId } = await before.startRun(newRun(id));
  await before.close();
  const child = launch(database);
  expect([await child.next(), await child.next()].toSorted()).toEqual([runId, 'ready'].toSorted());

  await child.kill();
  const store = await open(database);
  const jobs = holdJobs();
  await store.work(jobs.handler, { concurrency: 1 });
  const job = await jobs.next();

  expect(job.runId).toBe(runId);
  await store.journal(job).record(step('one', { detail: 'gone on' }), 'Here');
  expect((await store.runView(runId))?.steps[0]?.detail).toBe('gone on');
});

test.skipIf(!programs)(
  `${server}: the run of a killed worker is taken by another without the queue's heartbeat`,
  async () => {
    const database = await servers.fresh();
    const child = launch(database);
    expect(await child.next()).toBe('ready');
    const store = await open(database);
    const { id } = await makeConnection(store);
    const { id: runId } = await store.startRun(newRun(id));
    expect(await child.next()).toBe(runId);
    await heartbeatsLast(database, '1 hour');
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 2 });

    await child.kill();
    const job = await jobs.next();
    expect(job.runId).toBe(runId);
  },
);

test.skipIf(!programs)(`${server}: notifications and cancels cross from one process to another`, async () => {
  const database = await servers.fresh();
  const api = await open(database);
  const worker = await open(database);
  const { id } = await makeConnection(api);
  const jobs = holdJobs();
  await worker.work(jobs.handler, { concurrency: 1 });

  const { id: runId } = await api.startRun(newRun(id));
  const job = await jobs.next();
  const heard = until(api, runId, ({ steps }) => steps[0]?.detail === 'from afar');
  await worker.journal(job).record(step('one', { detail: 'from afar' }), 'Here');
  await heard;
  await api.requestCancel(runId, person('Grace'));
  await until(api, runId, ({ state }) => state === 'cancelled');

  expect(job.signal.reason).toMatchObject({ name: 'RunCancelled' });
});

test.skipIf(!programs)(`${server}: processes that start together migrate a new database once`, async () => {
  const database = await servers.empty();

  const stores = await Promise.all([open(database), open(database), open(database)]);

  expect(new Set(stores.map(({ installationId }) => installationId)).size).toBe(1);
});

/** From now on the queue itself would free the jobs in hand only after that time. */
async function heartbeatsLast(database: StoreOptions['database'], time: string): Promise<void> {
  if (database.kind !== 'postgres') throw new Error('No other process can open it');
  const beside = await openPostgres(database.url, () => undefined);
  ends.push(beside.close);
  const { rows } = await beside.sql.execute(raw`
    update queue.job set heartbeat_seconds = extract(epoch from ${time}::interval) where state = 'active' returning id`);
  expect(rows).toHaveLength(1);
}

function launch(database: StoreOptions['database']): Child {
  const child = startChild(database);
  ends.push(child.kill);
  return child;
}

async function open(database: StoreOptions['database']): Promise<Store> {
  const store = await openStore({ database, vaultKey: testKey });
  ends.push(store.close);
  return store;
}
