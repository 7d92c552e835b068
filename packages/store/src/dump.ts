import { once } from 'node:events';
import { MessageError, message, type Words } from '@vplus/messages';
import { sql as raw } from 'drizzle-orm';
import type { Database, Sql } from './database.ts';
import { addTo, type DumpLine, dumpFormat, newChecksum } from './dump-line.ts';
import { faultOf } from './fault-words.ts';

const rowsPerLine = 200;

/**
 * Writes all that we keep as it is at one moment, in words that any database understands: for back-ups, and to move
 * to another database. Sealed values stay sealed; the queue is left out, since whoever loads it makes new jobs.
 */
export async function dump(sql: Sql, put: (line: DumpLine) => Promise<void>): Promise<void> {
  const checksum = newChecksum();
  const write = async (line: DumpLine) => {
    addTo(checksum, line);
    await put(line);
  };
  await sql.transaction(
    async (tx) => {
      const { rows: found } = await tx.execute<{ there: boolean }>(
        raw`select to_regclass('public.migrations') is not null as there`,
      );
      if (!found[0]?.there) throw new MessageError(message('backup.nothing-there'));
      const { rows: known } = await tx.execute<{ name: string }>(raw`select name from migrations order by name`);
      await write({ format: dumpFormat, at: new Date().toISOString(), migrations: known.map(({ name }) => name) });
      let count = 0;
      for (const table of await tablesInOrder(tx)) {
        const name = raw.identifier(table);
        await tx.execute(raw`declare dumped no scroll cursor for select row_to_json(one) as row from ${name} one`);
        for (;;) {
          const { rows } = await tx.execute<{ row: Record<string, unknown> }>(
            raw`fetch ${raw.raw(String(rowsPerLine))} from dumped`,
          );
          if (rows.length === 0) break;
          count += rows.length;
          await write({ table, rows: rows.map(({ row }) => row) });
        }
        await tx.execute(raw`close dumped`);
      }
      await put({ end: true, rows: count, sha256: checksum.digest('hex') });
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** Our tables, each after those that it refers to. */
export async function tablesInOrder(sql: Sql): Promise<string[]> {
  const { rows: all } = await sql.execute<{ name: string }>(raw`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'migrations' order by table_name`);
  const { rows: references } = await sql.execute<{ from: string; to: string }>(raw`
    select conrelid::regclass::text as "from", confrelid::regclass::text as "to"
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`);
  const ordered: string[] = [];
  const put = (name: string) => {
    if (ordered.includes(name)) return;
    for (const { from, to } of references) if (from === name && to !== name) put(to);
    ordered.push(name);
  };
  for (const { name } of all) put(name);
  return ordered;
}

/** What the process that holds the folder does when it is asked. */
export async function answerDump(database: Pick<Database, 'sql'>, line: NodeJS.WritableStream): Promise<void> {
  const say = async (said: DumpLine | { refused: Words }) => {
    if (!line.write(`${JSON.stringify(said)}\n`)) await once(line, 'drain');
  };
  try {
    await dump(database.sql, say);
  } catch (error) {
    await say({ refused: faultOf(error) });
  }
  line.end();
}
