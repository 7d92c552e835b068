import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { backUp } from './backup.ts';
import type { DumpLine } from './dump-line.ts';
import { openStore } from './open-store.ts';
import { startChild } from './test-child.ts';
import { temporaryFolder } from './test-cluster.ts';
import { folderDatabases, type TestDatabases, testKey } from './test-databases.ts';

/** A container that shares nothing with us but the files. */
const elsewhere = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--net', '--ipc', '--uts'];
const separable = canSeparate();
const namespaces = separable ? 'from other namespaces' : 'from other namespaces (skipped: only root may make them)';

let folders: TestDatabases;
const ends: (() => Promise<void> | void)[] = [];
beforeAll(async () => {
  folders = await folderDatabases();
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
afterAll(() => folders.stop());

test('a second opener of the folder is refused with a sentence that says what to do', async () => {
  const database = await freshFolder();
  const store = await openStore({ database, vaultKey: testKey });
  ends.push(store.close);

  const here = openStore({ database, vaultKey: testKey });
  await expect(here).rejects.toMatchObject({ name: 'FolderInUse', message: expect.stringContaining(database.folder) });

  expect(await child(database).next()).toContain('FolderInUse: The database folder');
  await store.ping();
});

test('another temporary folder, another path to it and other leftovers hide nobody', async () => {
  const database = await freshFolder();
  const [temporary, link] = [folder(), join(folder(), 'link')];
  symlinkSync(database.folder, link);
  const holder = child(database);
  expect(await holder.next()).toBe('ready');

  const second = child({ ...database, folder: link }, { env: { TMPDIR: temporary } });

  expect(await second.next()).toContain('FolderInUse');
  expect(await rowsOf(database.folder)).toBeGreaterThan(0);
  expect(await child(database, { env: { TMPDIR: temporary } }).next()).toContain('FolderInUse');
});

test.skipIf(!separable)(
  `${namespaces}: the second one is refused, and a holder there is asked for a back-up`,
  async () => {
    const database = await freshFolder();
    const holder = child(database, { within: elsewhere });
    expect(await holder.next()).toBe('ready');

    const [second, third] = [child(database), child(database, { within: elsewhere })];

    expect(await second.next()).toContain('FolderInUse');
    expect(await third.next()).toContain('FolderInUse');
    expect(await rowsOf(database.folder)).toBeGreaterThan(0);
  },
);

test('the folder is free after a close and after a kill, and whoever comes then leaves no doubt', async () => {
  const database = await freshFolder();
  await (await openStore({ database, vaultKey: testKey })).close();
  const holder = child(database);
  expect(await holder.next()).toBe('ready');
  await holder.kill();
  expect(readdirSync(database.folder)).toContain('ask');

  const all = [1, 2, 3].map(() => child(database, { env: { TMPDIR: folder() } }));
  const said = await Promise.all(all.map((one) => one.next()));

  expect(said.filter((word) => word === 'ready')).toHaveLength(1);
  expect(said.filter((word) => word.includes('FolderInUse'))).toHaveLength(2);
  expect(await rowsOf(database.folder)).toBeGreaterThan(0);
});

test('whoever listens outside the folder is not believed, and a lock file that nobody holds keeps nobody out', async () => {
  const database = await freshFolder();
  writeFileSync(join(database.folder, 'lock'), '1 of an earlier version\n');
  const temporary = folder();
  const stranger = createServer((line) => line.end('{"end":true,"rows":0}\n')).listen(join(temporary, 'ask'));
  ends.push(() => void stranger.close());

  expect(await child(database, { env: { TMPDIR: temporary } }).next()).toBe('ready');
});

test.skipIf(process.platform !== 'linux')(
  'a folder whose path is longer than a socket may have can be asked',
  async () => {
    const deep = join(folder(), 'x'.repeat(120), 'y'.repeat(120));
    mkdirSync(deep, { recursive: true });
    const database = { kind: 'pglite', folder: join(deep, 'database') } as const;
    expect(await child(database).next()).toBe('ready');

    expect(await rowsOf(database.folder)).toBeGreaterThan(0);
  },
);

async function rowsOf(path: string): Promise<number> {
  const lines: DumpLine[] = [];
  await backUp({ kind: 'pglite', folder: path }, async (line) => void lines.push(line));
  const last = lines.at(-1);
  return last && 'end' in last ? last.rows : 0;
}

function child(...args: Parameters<typeof startChild>) {
  const started = startChild(...args);
  ends.push(started.kill);
  return started;
}

function folder(): string {
  const made = temporaryFolder();
  ends.unshift(made.remove);
  return made.path;
}

async function freshFolder() {
  const database = await folders.fresh();
  if (database.kind !== 'pglite') throw new Error('Not a folder');
  return database;
}

/** Root in a container may be forbidden to. */
function canSeparate(): boolean {
  try {
    execFileSync(elsewhere[0] ?? '', [...elsewhere.slice(1), 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
