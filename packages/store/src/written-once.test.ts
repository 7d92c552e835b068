import type { TenantFacts } from '@vplus/contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { postgresPrograms } from './test-cluster.ts';
import { postgresDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, step } from './test-runs.ts';

const programs = postgresPrograms();
const skip = !programs;
let made: Awaited<ReturnType<typeof postgresDatabases>>;
let store: Store;
let client: pg.Client;

beforeAll(async () => {
  if (!programs) return;
  made = await postgresDatabases(programs);
  const database = await made.fresh();
  store = await openStore({ database, vaultKey: testKey });
  client = new pg.Client({ connectionString: database.kind === 'postgres' ? database.url : '' });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await store?.close();
  await made?.stop();
});

/** How many bytes the write-ahead log grows by. */
async function logged(work: () => Promise<unknown>): Promise<number> {
  const end = async () => {
    const { rows } = await client.query<{ at: string }>(`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as at`);
    return Number(rows[0]?.at);
  };
  const before = await end();
  await work();
  return (await end()) - before;
}

const names = Array.from({ length: 46 }, () => crypto.randomUUID());
const rowsIn = (state: 'pending' | 'done') => names.map((key) => ({ key, label: `May.${key}`, state }));
const factsWith = (state: string, change: Partial<TenantFacts>): TenantFacts => ({
  permissionsGranted: 0,
  permissionsWanted: 46,
  permissions: names.map((key) => ({ key, api: 'Microsoft Graph', value: `May.${key}`, state })),
  clientId: null,
  organizationGuid: null,
  credentials: [],
  checkedAt: '2026-01-01T00:00:00.000Z',
  ...change,
});

test.skipIf(skip)('46 permissions are written once, however often their states and the figures change', async () => {
  const connection = await makeConnection(store);
  await store.startRun(newRun(connection.id));
  const jobs = holdJobs();
  await store.work(jobs.handler, { concurrency: 1 });
  const journal = store.journal(await jobs.next());
  const write = (state: 'pending' | 'done', clientId: string) =>
    logged(() =>
      journal.record(step('one', { rows: rowsIn(state) }), 'Here', { facts: factsWith(state, { clientId }) }),
    );

  const first = await write('pending', 'a');
  await client.query('checkpoint');
  await write('pending', 'b');
  const later = await write('done', 'c');

  expect(first).toBeGreaterThan(5000);
  expect(later).toBeLessThan(2000);
  expect(await journal.load()).toMatchObject([step('one', { rows: rowsIn('done') }), { id: 'two' }]);
  expect((await store.connection(connection.id))?.facts).toEqual(factsWith('done', { clientId: 'c' }));
});
