import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { fromPglite } from 'pg-boss';
import { answerVerify } from './answer-verify.ts';
import type { Database, Sql } from './database.ts';
import { answerDump } from './dump.ts';
import { durableFiles, durableParams } from './durable-files.ts';
import { demandRoom, guarded, writable } from './folder-guard.ts';
import { answerInFolder } from './folder-line.ts';
import { lockFolder } from './folder-lock.ts';

/** PostgreSQL inside this process, in a folder that belongs to this process alone. */
export async function openFolder(folder: string): Promise<Database> {
  // Made by us first: PGlite leaves its files readable by everybody.
  writable(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  });
  demandRoom(folder);
  const unlock = lockFolder(folder);
  try {
    const pglite = await PGlite.create({
      fs: durableFiles(join(folder, 'postgres')),
      startParams: [...durableParams, '-c', 'shared_buffers=16MB'],
    });
    const database = embedded(
      guarded(pglite, () => demandRoom(folder)),
      async () => {
        await answerNoMore?.();
        unlock();
      },
    );
    const answerNoMore = await answerInFolder(folder, (word, line) => {
      if (word === 'dump') void answerDump(database, line);
      else if (word === 'verify-audit') void answerVerify(database, line);
      else line.end();
    });
    return database;
  } catch (error) {
    unlock();
    throw error;
  }
}

/** For tests: gone when it is closed. */
export async function openMemory(): Promise<Database> {
  const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];
  return embedded(await PGlite.create({ startParams }), async () => undefined);
}

function embedded(pglite: PGlite, closed: () => Promise<void>): Database {
  return {
    sql: drizzle({ client: pglite }) as unknown as Sql,
    queue: { db: fromPglite(pglite), backend: 'pglite', monitorVacuum: false, reindex: false },
    alone: true,
    hold: async () => async () => undefined,
    /** There is no background process: without this the write-ahead log and dead rows grow without bound. */
    tidy: async () => {
      await pglite.exec('CHECKPOINT');
      await pglite.exec('VACUUM (ANALYZE)');
    },
    close: async () => {
      await pglite.close();
      await closed();
    },
  };
}
