import { createInterface } from 'node:readline';
import { MessageError, message, type Words } from '@vplus/messages';
import type { Database } from './database.ts';
import { dump } from './dump.ts';
import type { DumpLine } from './dump-line.ts';
import { openFolder } from './embedded.ts';
import { FolderInUse } from './errors.ts';
import { faultOf } from './fault-words.ts';
import { holdsDatabase } from './folder-guard.ts';
import { askHolder } from './folder-line.ts';
import { load } from './load.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgres.ts';

export type KeptDatabase = { kind: 'pglite'; folder: string } | { kind: 'postgres'; url: string };

/** Opening a folder would make a database in it: whoever mistyped its name must not get the copy of an empty one. */
export function demandDatabase(database: KeptDatabase): void {
  if (database.kind === 'postgres' || holdsDatabase(database.folder)) return;
  throw new MessageError(message('backup.no-database', { folder: database.folder }));
}

const quiet = () => undefined;
export const openKept = (database: KeptDatabase): Promise<Database> =>
  database.kind === 'pglite' ? openFolder(database.folder) : openPostgres(database.url, quiet);

/**
 * Dumps a database, also while it is in use. The folder of an embedded one belongs to the process that has it open:
 * that process is asked, and answers nobody else meanwhile.
 */
export async function backUp(database: KeptDatabase, write: (line: DumpLine) => Promise<void>): Promise<void> {
  demandDatabase(database);
  try {
    await reading(database, write);
  } catch (error) {
    if (!(error instanceof FolderInUse) || database.kind !== 'pglite') throw error;
    const line = await askHolder(database.folder, 'dump').catch((cause: unknown) => {
      const fault = message('backup.holder-silent', { folder: database.folder, why: faultOf(cause) });
      throw new MessageError(fault, { cause });
    });
    let whole = false;
    for await (const text of createInterface({ input: line })) {
      const said = JSON.parse(text) as DumpLine | { refused: Words };
      if ('refused' in said) throw new MessageError(said.refused);
      await write(said);
      whole = 'end' in said;
    }
    if (!whole) throw new MessageError(message('backup.cut-off'));
  }
}

/** Fills an empty database from a dump. */
export async function restore(database: KeptDatabase, lines: AsyncIterable<DumpLine>): Promise<{ rows: number }> {
  const opened = await openKept(database);
  try {
    return await load(opened, lines, quiet);
  } finally {
    await opened.close();
  }
}

/** From the embedded database, which nobody may have open, to an empty one on a server. The folder stays as it is. */
export async function moveToPostgres(folder: string, url: string): Promise<{ rows: number }> {
  demandDatabase({ kind: 'pglite', folder });
  const from = await openFolder(folder);
  try {
    await migrate(from.sql);
    const lines: DumpLine[] = [];
    await dump(from.sql, async (line) => void lines.push(line));
    return await restore({ kind: 'postgres', url }, each(lines));
  } finally {
    await from.close();
  }
}

async function* each(lines: DumpLine[]): AsyncIterable<DumpLine> {
  yield* lines;
}

async function reading(database: KeptDatabase, write: (line: DumpLine) => Promise<void>): Promise<void> {
  const opened = await openKept(database);
  try {
    await dump(opened.sql, write);
  } finally {
    await opened.close();
  }
}
