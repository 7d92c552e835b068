import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { backUp, type KeptDatabase, moveToPostgres, restore } from './backup.ts';
import type { DumpLine } from './dump-line.ts';
import { openStore, type StoreOptions } from './open-store.ts';
import type { Store } from './store.ts';
import { startChild } from './test-child.ts';
import { postgresPrograms, temporaryFolder } from './test-cluster.ts';
import { folderDatabases, postgresDatabases, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, person, step } from './test-runs.ts';

const programs = postgresPrograms();
const server = programs ? 'PostgreSQL' : 'PostgreSQL (skipped: not installed)';
let folders: TestDatabases;
let servers: Awaited<ReturnType<typeof postgresDatabases>>;
const ends: (() => Promise<void> | void)[] = [];

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

test('a back-up of a folder that another process has open is whole, and restored the run goes on', async () => {
  const from = kept(await folders.fresh());
  const before = await lived(from);
  const child = startChild(from);
  ends.push(child.kill);
  await child.next();

  const lines = await dumped(from);
  const to = emptyFolder();
  await restore(to, each(lines));

  await sameIn(to, before);
});

test('half a back-up is refused, and so is a database that is not empty; both stay as they were', async () => {
  const from = kept(await folders.fresh());
  await lived(from);
  const lines = await dumped(from);
  const to = emptyFolder();

  await expect(restore(to, each(lines.slice(0, -1)))).rejects.toThrow('its end is missing');
  await expect(restore(from, each(lines))).rejects.toThrow('holds an installation already');

  expect((await restore(to, each(lines))).rows).toBeGreaterThan(5);
});

test('one changed value, a line more or less, is refused; what an earlier version made is not', async () => {
  const from = kept(await folders.fresh());
  await lived(from);
  const lines = await dumped(from);
  const changed = JSON.parse(JSON.stringify(lines).replace('Ada', 'Eve')) as DumpLine[];
  const rest = lines.slice(1);
  const longer = [...lines.slice(0, -1), { table: 'history', rows: [] }, ...lines.slice(-1)];
  const to = emptyFolder();
  expect(changed).not.toEqual(lines);

  await expect(restore(to, each(changed))).rejects.toThrow('its checksum is not that of its content');
  await expect(restore(to, each(longer))).rejects.toThrow('its checksum is not that of its content');
  await expect(restore(to, each([...lines, ...lines.slice(-1)]))).rejects.toThrow('something follows its end');
  await expect(restore(to, each(rest))).rejects.toThrow('no back-up of this assistant');

  const older = lines.map((line): DumpLine => {
    if ('format' in line) return { ...line, format: 'vplus-m365-setup dump 1' };
    return 'end' in line ? { end: true, rows: line.rows } : line;
  });
  expect((await restore(to, each(older))).rows).toBeGreaterThan(5);
});

test.each(['backUp', 'move'])('%s of a folder that is not there makes nothing and says so', async (what) => {
  const database = emptyFolder();
  const folder = folderOf(database);

  const trying = what === 'move' ? moveToPostgres(folder, 'postgres://nowhere.invalid/x') : dumped(database);

  await expect(trying).rejects.toThrow(`There is no database in ${folder}: nothing was copied.`);
  expect(existsSync(folder)).toBe(false);
});

test.skipIf(!programs)(
  `${server}: an installation moves there from its folder, with its runs and its secrets`,
  async () => {
    const from = kept(await folders.fresh());
    const before = await lived(from);
    const to = kept(await servers.empty());

    await moveToPostgres(folderOf(from), urlOf(to));

    await sameIn(to, before);
    await sameIn(from, before);
  },
);

test.skipIf(!programs)(`${server}: a back-up that was made in use is restored into a folder`, async () => {
  const from = kept(await servers.fresh());
  const before = await lived(from);

  const lines = await dumped(from);
  const to = emptyFolder();
  await restore(to, each(lines));

  await sameIn(to, before);
});

/** A database with a run that was at work when its process ended. */
async function lived(database: KeptDatabase) {
  const store = await openStore({ database, vaultKey: testKey });
  const { id, tenantId } = await makeConnection(store, { name: 'Contoso "Ü" \\ Söhne' });
  const jobs = holdJobs();
  await store.work(jobs.handler, { concurrency: 1 });
  const { id: runId } = await store.startRun(newRun(id));
  const job = await jobs.next();
  const journal = store.journal(job);
  await journal.remember({ credential: { keyId: 'k' } });
  await journal.record(step('one', { state: 'done', output: { keyId: 'k' } }), 'Done');
  const { installationId } = store;
  await store.close();
  return { installationId, tenantId, connectionId: id, runId };
}

async function sameIn(database: KeptDatabase, before: Awaited<ReturnType<typeof lived>>): Promise<void> {
  const store: Store = await openStore({ database, vaultKey: testKey });
  ends.push(store.close);
  expect(store.installationId).toBe(before.installationId);
  expect((await store.connection(before.connectionId))?.memory).toEqual({ credential: { keyId: 'k' } });
  expect(await store.tenant(before.tenantId)).toMatchObject({
    name: 'Contoso "Ü" \\ Söhne',
    history: [{ who: 'Ada', what: { key: 'history.started', params: { verb: 'connect' } } }],
  });
  const jobs = holdJobs();
  await store.work(jobs.handler, { concurrency: 1 });
  const job = await jobs.next();
  expect(job.runId).toBe(before.runId);
  expect((await store.journal(job).load())[0]).toMatchObject({ state: 'done', output: { keyId: 'k' } });
  expect(await store.vault(job.runId).open('token')).toBe('hush');
  await store.note({ tenantId: before.tenantId, kind: 'deed', by: person('Grace'), what: 'Looked' });
}

async function dumped(database: KeptDatabase): Promise<DumpLine[]> {
  const lines: DumpLine[] = [];
  await backUp(database, async (line) => void lines.push(line));
  return lines;
}

async function* each(lines: DumpLine[]): AsyncIterable<DumpLine> {
  yield* lines;
}

function emptyFolder(): KeptDatabase {
  const folder = temporaryFolder();
  ends.unshift(folder.remove);
  return { kind: 'pglite', folder: `${folder.path}/database` };
}

function kept(database: StoreOptions['database']): KeptDatabase {
  if (database.kind === 'memory') throw new Error('Nothing is kept in memory');
  return database;
}
const folderOf = (database: KeptDatabase) => (database.kind === 'pglite' ? database.folder : '');
const urlOf = (database: KeptDatabase) => (database.kind === 'postgres' ? database.url : '');
