import { execFileSync, spawn } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { openStore, type StoreOptions } from './open-store.ts';

export const testKey = { id: 'test', key: Buffer.alloc(32, 7) };

/** Databases for one test file. Each `fresh` is migrated and empty, and gone after `stop`. */
export interface TestDatabases {
  fresh(): Promise<StoreOptions['database']>;
  stop(): Promise<void>;
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'vplus-store-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A folder with one migrated database, to copy or to dump: making one takes seconds. */
async function migratedFolder(): Promise<{ path: string; remove(): void }> {
  const folder = temporaryFolder();
  const store = await openStore({ database: { kind: 'pglite', folder: folder.path }, vaultKey: testKey });
  await store.close();
  return folder;
}

async function memoryDatabases(): Promise<TestDatabases> {
  const folder = await migratedFolder();
  const pglite = await PGlite.create(join(folder.path, 'postgres'));
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  folder.remove();
  return { fresh: async () => ({ kind: 'memory', dump }), stop: async () => undefined };
}

export async function folderDatabases(): Promise<TestDatabases> {
  const origin = await migratedFolder();
  const copies: { remove(): void }[] = [origin];
  return {
    fresh: async () => {
      const copy = temporaryFolder();
      copies.push(copy);
      cpSync(origin.path, copy.path, { recursive: true });
      return { kind: 'pglite', folder: copy.path };
    },
    stop: async () => {
      for (const copy of copies) copy.remove();
    },
  };
}

const versions = '/usr/lib/postgresql';

/** Where PostgreSQL's programs are, or null; a machine that runs the whole check must have them. */
export function postgresPrograms(): string | null {
  const newest = existsSync(versions) ? readdirSync(versions).toSorted().at(-1) : undefined;
  if (newest) return join(versions, newest, 'bin');
  if (process.env.CI === 'true') throw new Error(`CI needs PostgreSQL in ${versions}`);
  return null;
}

/** A private cluster in a temporary folder, reached by a socket in it; PostgreSQL refuses to run as root. */
export async function postgresDatabases(
  programs: string,
): Promise<TestDatabases & { empty(): Promise<StoreOptions['database']> }> {
  const folder = temporaryFolder();
  const user = process.getuid?.() === 0 ? ownerOf('postgres') : null;
  if (user) chownSync(folder.path, user.uid, user.gid);
  const data = join(folder.path, 'data');
  const options = { ...user, cwd: folder.path };
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'vplus', '-A', 'trust', '--no-sync'], options);
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-k', folder.path, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'max_connections=200'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise((done) => server.once('exit', done));
  await new Promise<void>((ready, failed) => {
    let said = '';
    server.stderr.on('data', (text) => {
      said += text;
      if (said.includes('ready to accept connections')) ready();
    });
    server.once('exit', () => failed(new Error(said)));
  });

  const urlOf = (name: string) => `postgres://vplus@localhost/${name}?host=${encodeURIComponent(folder.path)}`;
  const admin = new pg.Pool({ connectionString: urlOf('postgres') });
  await admin.query('create database origin');
  await (await openStore({ database: { kind: 'postgres', url: urlOf('origin') }, vaultKey: testKey })).close();
  let count = 0;
  const copyOf = async (template: string): Promise<StoreOptions['database']> => {
    const name = `copy_${++count}`;
    await admin.query(`create database ${name} template ${template}`);
    return { kind: 'postgres', url: urlOf(name) };
  };
  return {
    fresh: () => copyOf('origin'),
    empty: () => copyOf('template1'),
    stop: async () => {
      await admin.end();
      // The smart shutdown waits for every connection: one that a test leaves open would show.
      server.kill('SIGTERM');
      await ended;
      folder.remove();
    },
  };
}

function ownerOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

const programs = postgresPrograms();

/** The suite runs on each; a database that this machine lacks is skipped, and says so. */
export const backends: { name: string; skip: boolean; databases: () => Promise<TestDatabases> }[] = [
  { name: 'PGlite', skip: false, databases: memoryDatabases },
  programs
    ? { name: 'PostgreSQL', skip: false, databases: () => postgresDatabases(programs) }
    : { name: `PostgreSQL (skipped: nothing in ${versions})`, skip: true, databases: memoryDatabases },
];
