import { MessageError, message } from '@vplus/messages';
import { sql as raw } from 'drizzle-orm';
import { freeAlerts, openAlertQueue } from './alert-queue.ts';
import type { Database, Sql } from './database.ts';
import { tablesInOrder } from './dump.ts';
import type { DumpLine } from './dump-line.ts';
import type { Log } from './log.ts';
import { migrate } from './migrate.ts';
import { openQueue } from './queue.ts';
import { freeAll } from './turns.ts';
import { wholeDump } from './whole-dump.ts';

/**
 * Fills an empty database from a dump, whole or not at all, then brings it up to date. Runs that were at work go on
 * as soon as a process is started on it.
 */
export async function load(database: Database, lines: AsyncIterable<DumpLine>, log: Log): Promise<{ rows: number }> {
  const { sql } = database;
  const count = await sql.transaction(async (tx) => {
    const { rows: found } = await tx.execute<{ taken: boolean }>(
      raw`select to_regclass('public.installation') is not null as taken`,
    );
    if (found[0]?.taken) throw new MessageError(message('backup.not-empty'));
    return await fill(tx, lines);
  });
  await migrate(sql);
  const queue = await openQueue(database, log);
  await freeAll({ sql, queue, clock: Date });
  await openAlertQueue(queue.boss, database.alone);
  await freeAlerts({ sql, queue });
  await queue.boss.stop({ timeout: 1000 });
  return { rows: count };
}

async function fill(tx: Sql, lines: AsyncIterable<DumpLine>): Promise<number> {
  let count = 0;
  for await (const line of wholeDump(lines)) {
    if ('format' in line) await migrate(tx, line.migrations);
    if (!('table' in line)) continue;
    await insert(tx, line.table, line.rows);
    count += line.rows.length;
  }
  for (const table of await tablesInOrder(tx)) await goOnCounting(tx, table);
  return count;
}

async function insert(tx: Sql, table: string, rows: Record<string, unknown>[]): Promise<void> {
  const name = raw.identifier(table);
  await tx.execute(raw`insert into ${name} overriding system value
    select * from json_populate_recordset(null::${name}, ${JSON.stringify(rows)}::json)`);
}

/** Identity columns go on after the greatest number that was loaded. */
async function goOnCounting(tx: Sql, table: string): Promise<void> {
  const { rows } = await tx.execute<{ name: string }>(raw`select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_identity = 'YES'`);
  for (const { name } of rows)
    await tx.execute(raw`select setval(pg_get_serial_sequence(${table}, ${name}),
      (select coalesce(max(${raw.identifier(name)}), 0) + 1 from ${raw.identifier(table)}), false)`);
}
