import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { render } from '@vplus/messages';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigurationError } from './configuration-error.ts';
import { checkedSettings } from './start-checks.ts';
import { completeSettings } from './testing/complete-settings.ts';
import { launch } from './testing/process.ts';

let folder: string;
let environment: Record<string, string>;
const place = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
  environment = completeSettings(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('looking makes nothing', async () => {
  await checkedSettings(environment);

  expect(existsSync(place('data'))).toBe(false);
});

test('a whole process names all that is wrong at once, in one line each, and has written nothing', async () => {
  const wrong = {
    TRUST_PROXY: 'yes',
    PORT: 'abc',
    DATA_DIR: '/proc/vplus',
    GRAPH_ORIGIN: 'https://graph.example/v1.0',
  };
  const process = launch({ ...environment, ...wrong, VAULT_KEY_FILE: place('servers.json/key'), CONCURENCY: '3' });

  expect(await process.ended).toMatchObject({ code: 1 });

  const named = process.said().match(/^ {2}- (\w+): /gm);
  expect(named?.map((one) => one.slice(4, -2)).toSorted()).toEqual([
    'CONCURENCY',
    'DATA_DIR',
    'GRAPH_ORIGIN',
    'PORT',
    'TRUST_PROXY',
    'VAULT_KEY_FILE',
  ]);
  expect(process.said()).not.toContain('    at ');
});

test.each([
  ['a file', () => writeFileSync(place('data'), '')],
  ['below a file', () => writeFileSync(place('data'), ''), '/deeper'],
  ['a folder with a file for its database', () => writeFileSync(join(made('data'), 'database'), '')],
])('a data folder that is %s is refused with what to set', async (_what, prepare, below = '') => {
  prepare();

  const faults = await faultsOf({ DATA_DIR: `${place('data')}${below}` });

  expect(faults.filter((fault) => fault.startsWith('DATA_DIR'))).toEqual([
    expect.stringMatching(/^DATA_DIR: .+ is no folder; name another one$/),
  ]);
});

test('a vault key that everybody may read, or that is none, is refused; one that is lost is not replaced', async () => {
  const key = join(made('data'), 'vault.key');
  writeFileSync(key, `${Buffer.alloc(32, 7).toString('base64')}\n`, { mode: 0o600 });
  await checkedSettings(environment);

  chmodSync(key, 0o644);
  expect(await faultsOf({})).toEqual([
    `VAULT_KEY_FILE: every user of this machine may read or change ${key}: chmod 600 ${key}`,
  ]);
  expect(await faultsOf({ VAULT_KEY: 'a phrase' })).toEqual([expect.stringContaining('VAULT_KEY: a vault key is')]);

  rmSync(key);
  mkdirSync(place('data/database/postgres'), { recursive: true });
  writeFileSync(place('data/database/postgres/PG_VERSION'), '18');
  expect(await faultsOf({})).toEqual([expect.stringContaining(`a key that is not in ${key}: bring that file back`)]);
  expect(existsSync(key)).toBe(false);
});

test('a port that somebody has, and an address that is not of this machine, say which setting to change', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  const { port } = other.address() as { port: number };

  const taken = await faultsOf({ PORT: String(port) });
  const elsewhere = await faultsOf({ HOST: '192.0.2.1' });
  other.close();

  expect(taken).toEqual([`PORT: another program listens on ${port}; stop it, or set PORT to a free one`]);
  expect(elsewhere).toEqual([expect.stringContaining('HOST: this machine has no address 192.0.2.1')]);
});

test('the practice entry names its own port and those of the practice cloud at once, in a line each', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  const { port } = other.address() as { port: number };

  const taken = { PORT: String(port), EMULATOR_PORT: String(Math.min(port, 65_519)), DATA_DIR: place('data') };
  const process = launch(taken, { entry: 'practice.ts' });
  const ended = await process.ended;
  other.close();

  expect(ended).toMatchObject({ code: 1 });
  expect(process.said()).toMatch(
    /^The settings are not right:\n {2}- PORT: another program [^\n]+\n {2}- EMULATOR_PORT: another program [^\n]+\n$/,
  );
  expect(existsSync(place('data'))).toBe(false);
});

test('a database server that does not answer is named beside what else is wrong', async () => {
  const faults = await faultsOf({ DATABASE_URL: 'postgres://me:hush@127.0.0.1:1/x', LOG_LEVEL: 'loud' });

  expect(faults).toEqual([
    expect.stringContaining('LOG_LEVEL: '),
    expect.stringMatching(/^DATABASE_URL: .*ECONNREFUSED.*: start the server/),
  ]);
  expect(faults.join()).not.toContain('hush');
});

function made(name: string): string {
  mkdirSync(place(name));
  return place(name);
}

async function faultsOf(change: Record<string, string>): Promise<string[]> {
  try {
    await checkedSettings({ ...environment, ...change });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults.map((fault) => render(fault));
    throw error;
  }
}
