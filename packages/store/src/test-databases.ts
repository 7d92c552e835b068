import { cpSync } from 'node:fs';
import pg from 'pg';
import { openStore, type StoreOptions } from './open-store.ts';
import { postgresPrograms, startCluster, temporaryFolder, versions } from './test-cluster.ts';

export const testKey = { id: 'test', key: Buffer.alloc(32, 7) };

/** Databases for one test file. Each `fresh` is migrated and empty, and gone after `stop`. */
export interface TestDatabases {
  fresh(): Promise<StoreOptions['database']>;
  stop(): Promise<void>;
}

let migrated: Promise<string> | undefined;

/** A folder with one migrated database, to copy: making one takes seconds. */
async function migratedFolder(): Promise<string> {
  const { path, remove } = temporaryFolder();
  process.once('exit', remove);
  const store = await openStore({ database: { kind: 'pglite', folder: path }, vaultKey: testKey });
  await store.close();
  return path;
}

export async function folderDatabases(): Promise<TestDatabases> {
  migrated ??= migratedFolder();
  const origin = await migrated;
  const copies: { remove(): void }[] = [];
  return {
    fresh: async () => {
      const copy = temporaryFolder();
      copies.push(copy);
      cpSync(origin, copy.path, { recursive: true });
      return { kind: 'pglite', folder: copy.path };
    },
    stop: async () => {
      for (const copy of copies) copy.remove();
    },
  };
}

export async function postgresDatabases(
  programs: string,
): Promise<TestDatabases & { empty(): Promise<StoreOptions['database']> }> {
  const cluster = await startCluster(programs, ['fsync=off']);
  const admin = new pg.Pool({ connectionString: cluster.urlOf('postgres') });
  await admin.query('create database origin');
  await (await openStore({ database: { kind: 'postgres', url: cluster.urlOf('origin') }, vaultKey: testKey })).close();
  let count = 0;
  const copyOf = async (template: string): Promise<StoreOptions['database']> => {
    const name = `copy_${++count}`;
    await admin.query(`create database ${name} template ${template}`);
    return { kind: 'postgres', url: cluster.urlOf(name) };
  };
  return {
    fresh: () => copyOf('origin'),
    empty: () => copyOf('template1'),
    stop: async () => {
      await admin.end();
      await cluster.stop('gently');
      cluster.remove();
    },
  };
}

const programs = postgresPrograms();

/** The suite runs on each; a database that this machine lacks is skipped, and says so. */
export const backends: { name: string; skip: boolean; databases: () => Promise<TestDatabases> }[] = [
  { name: 'PGlite', skip: false, databases: folderDatabases },
  programs
    ? { name: 'PostgreSQL', skip: false, databases: () => postgresDatabases(programs) }
    : { name: `PostgreSQL (skipped: nothing in ${versions})`, skip: true, databases: folderDatabases },
];
