import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { openStore, type StoreOptions } from './open-store.ts';
import { postgresPrograms, startCluster, temporaryFolder, versions } from './test-cluster.ts';

export const testKey = { id: 'test', key: Buffer.alloc(32, 7) };

/** Databases for one test file. Each `fresh` is migrated and empty, and gone after `stop`. */
export interface TestDatabases {
  fresh(): Promise<StoreOptions['database']>;
  stop(): Promise<void>;
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
  { name: 'PGlite', skip: false, databases: memoryDatabases },
  programs
    ? { name: 'PostgreSQL', skip: false, databases: () => postgresDatabases(programs) }
    : { name: `PostgreSQL (skipped: nothing in ${versions})`, skip: true, databases: memoryDatabases },
];
