import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql as raw } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { durableFiles, durableParams } from './durable-files.ts';
import { openFolder } from './embedded.ts';
import { openStore } from './open-store.ts';
import { temporaryFolder } from './test-cluster.ts';
import { folderDatabases, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, step } from './test-runs.ts';

let folders: TestDatabases;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folders = await folderDatabases();
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
afterAll(() => folders.stop());

test('nobody but its owner can look into the folder', async () => {
  const folder = temporaryFolder();
  ends.push(async () => folder.remove());
  const database = { kind: 'pglite', folder: join(folder.path, 'deep', 'inside') } as const;

  await (await openStore({ database, vaultKey: testKey })).close();

  expect(statSync(database.folder).mode & 0o777).toBe(0o700);
});

test('every commit reaches the disk: the files are synced once per commit, and once per file at a checkpoint', async () => {
  const { folder } = await freshFolder();
  let calls = 0;
  const files = durableFiles(join(folder, 'postgres'), () => {
    calls += 1;
  });
  const pglite = await PGlite.create({ fs: files, startParams: durableParams });
  ends.push(() => pglite.close());
  await pglite.exec('create table counted (n int)');
  const count = async (work: () => Promise<unknown>) => {
    calls = 0;
    await work();
    return calls;
  };

  expect(await count(() => pglite.query('insert into counted values (1)'))).toBe(1);
  expect(await count(() => pglite.query('select * from counted'))).toBe(0);
  expect(await count(() => pglite.exec('checkpoint'))).toBeGreaterThan(1);
});

test('tidying does the work of the background processes that an embedded database lacks', async () => {
  const { folder } = await freshFolder();
  const database = await openFolder(folder);
  ends.push(database.close);
  const read = async () => {
    const query = raw`select (select redo_lsn::text from pg_control_checkpoint()) as checkpoint,
      (select reltuples::int from pg_class where relname = 'counted') as counted`;
    return (await database.sql.execute<{ checkpoint: string; counted: number }>(query)).rows[0];
  };
  await database.sql.execute(raw`create table counted as select generate_series(1, 500) as n`);
  const before = await read();

  await database.tidy();

  const after = await read();
  expect(after?.checkpoint).not.toBe(before?.checkpoint);
  expect([before?.counted, after?.counted]).toEqual([-1, 500]);
});

test('the write-ahead log stays within bounds however much is written, as long as it is tidied', async () => {
  const { folder } = await freshFolder();
  const database = await openFolder(folder);
  ends.push(database.close);
  const logBytes = () => {
    const log = join(folder, 'postgres', 'pg_wal');
    return readdirSync(log, { withFileTypes: true })
      .filter((one) => one.isFile())
      .reduce((sum, { name }) => sum + statSync(join(log, name)).size, 0);
  };
  await database.sql.execute(raw`create table written (n int, text text)`);

  const sizes: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    await database.sql.execute(
      raw`insert into written select n, repeat(md5(n::text), 30) from generate_series(1, 20000) n`,
    );
    await database.sql.execute(raw`delete from written`);
    await database.tidy();
    sizes.push(logBytes());
  }

  expect(Math.max(...sizes)).toBeLessThanOrEqual(96 * 1024 * 1024);
  expect(sizes.at(-1)).toBeLessThanOrEqual(sizes.at(1) ?? 0);
});

test('no sealed value is readable in the files of the database', async () => {
  const database = await freshFolder();
  const marker = 'marked-value-b1c7';
  const store = await openStore({ database, vaultKey: testKey });
  const { id } = await makeConnection(store, { name: 'visible-name-b1c7' });
  const jobs = holdJobs();
  await store.work(jobs.handler, { concurrency: 1 });
  await store.startRun(newRun(id, { secrets: { token: marker } }));
  const job = await jobs.next();
  await store.vault(job.runId).seal('secret', marker);
  await store.journal(job).record(step('one'), 'Here');
  await store.close();

  const files = readdirSync(database.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const holding = (text: string) =>
    files.filter((one) => readFileSync(join(one.parentPath, one.name)).includes(text)).map(({ name }) => name);

  expect(holding('visible-name-b1c7')).not.toEqual([]);
  expect(holding(marker)).toEqual([]);
});

test('a sealed value that is moved to another run, or to another purpose, does not open', async () => {
  const database = await freshFolder();
  const store = await openStore({ database, vaultKey: testKey });
  const { id } = await makeConnection(store);
  const other = await makeConnection(store);
  const { id: runId } = await store.startRun(newRun(id));
  const { id: otherId } = await store.startRun(newRun(other.id, { secrets: {} }));
  await store.vault(runId).seal('other', 'hush too');
  await store.close();
  const pglite = await PGlite.create(join(database.folder, 'postgres'));
  await pglite.query(`update vault set run_id = $1 where purpose = 'token'`, [otherId]);
  await pglite.query(`update vault set purpose = 'moved' where purpose = 'other'`);
  await pglite.close();

  const again = await openStore({ database, vaultKey: testKey });
  ends.push(again.close);

  await expect(again.vault(otherId).open('token')).rejects.toThrow();
  await expect(again.vault(runId).open('moved')).rejects.toThrow();
});

async function freshFolder() {
  const database = await folders.fresh();
  if (database.kind !== 'pglite') throw new Error('Not a folder');
  return database;
}
