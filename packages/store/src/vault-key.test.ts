import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type StoreOptions } from './open-store.ts';
import { temporaryFolder } from './test-cluster.ts';
import { folderDatabases, type TestDatabases } from './test-databases.ts';
import { makeConnection, newRun } from './test-runs.ts';
import { readVaultKey, type VaultKey } from './vault-key.ts';

const folder = temporaryFolder();
const file = (name: string) => join(folder.path, name);
const base64 = () => randomBytes(32).toString('base64');
afterAll(() => folder.remove());

test('the first start makes a key that only we can read, and every later start finds the same', () => {
  const made = readVaultKey({ file: file('deep/key') });

  expect(made.key).toHaveLength(32);
  expect(statSync(file('deep/key')).mode & 0o777).toBe(0o600);
  expect(readVaultKey({ file: file('deep/key') })).toEqual(made);
  expect(made.id).not.toContain(made.key.toString('base64').slice(0, 6));
});

test('a key in the environment is used, and no file is made', () => {
  const text = base64();

  const { key, older } = readVaultKey({ file: file('never'), env: text });

  expect([key.toString('base64'), older]).toEqual([text, []]);
  expect(() => readFileSync(file('never'))).toThrow('ENOENT');
});

test('older keys stand behind the newest', () => {
  const [newest, oldest] = [base64(), base64()];
  writeFileSync(file('two'), `${newest}\n${oldest}\n`, { mode: 0o600 });

  const read = readVaultKey({ file: file('two') });

  expect(read.key.toString('base64')).toBe(newest);
  expect(read.older?.map(({ key }) => key.toString('base64'))).toEqual([oldest]);
});

test.each([
  ['too short', Buffer.alloc(16).toString('base64')],
  ['not base64', 'a pass phrase that somebody chose'],
])('a key that is %s is refused', (_, env) => {
  expect(() => readVaultKey({ file: file('never'), env })).toThrow('exactly 32 bytes');
});

describe('a database', () => {
  let folders: TestDatabases;
  let database: StoreOptions['database'];
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    folders = await folderDatabases();
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  afterAll(() => folders.stop());

  test('refuses a key that is not its own, and stays as it was', async () => {
    database = await folders.fresh();

    const opening = openStore({ database, vaultKey: readVaultKey({ file: file('other'), env: base64() }) });

    await expect(opening).rejects.toMatchObject({ name: 'WrongVaultKey', message: expect.stringContaining('test') });
    await open({ id: 'test', key: Buffer.alloc(32, 7) });
  });

  test('takes a new key beside the old one, opens what the old one sealed, and can then do without it', async () => {
    database = await folders.fresh();
    const old = { id: 'test', key: Buffer.alloc(32, 7) };
    const newest = readVaultKey({ file: file('newest') });
    const before = await open(old);
    const { id } = await makeConnection(before);
    const { id: runId } = await before.startRun(newRun(id));
    await ends.pop()?.();

    const during = await open({ ...newest, older: [old] });
    expect(await during.vault(runId).open('token')).toBe('hush');
    await during.vault(runId).seal('token', 'sealed anew');
    await ends.pop()?.();

    const after = await open({ ...newest, older: [] });
    expect(await after.vault(runId).open('token')).toBe('sealed anew');
    await ends.pop()?.();
    await expect(open(old)).rejects.toMatchObject({ name: 'WrongVaultKey' });
  });

  const open = async (vaultKey: VaultKey) => {
    const store = await openStore({ database, vaultKey });
    ends.push(store.close);
    return store;
  };
});
