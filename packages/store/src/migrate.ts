import { readdirSync, readFileSync } from 'node:fs';
import { MessageError, message } from '@vplus/messages';
import { sql } from 'drizzle-orm';
import type { Sql } from './database.ts';

const folder = new URL('../migrations/', import.meta.url);

/** Migrations under the names that they once had: a database that ran them has run them. */
const renamed = new Map([['0004-undo-choice.sql', '0006-undo-choice.sql']]);
const nameOf = (name: string): string => renamed.get(name) ?? name;

/**
 * Runs the migrations that this database lacks, in the order of their names; forward only, one transaction, one
 * process at a time. `upTo`: no further than these, for a dump that was made by an earlier version.
 */
export async function migrate(database: Sql, upTo?: string[]): Promise<void> {
  const only = upTo?.map(nameOf);
  await database.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('vplus-m365-setup migrations'))`);
    await tx.execute(sql`create table if not exists migrations (name text primary key)`);
    for (const [old, name] of renamed) await tx.execute(sql`update migrations set name = ${name} where name = ${old}`);
    const { rows } = await tx.execute<{ name: string }>(sql`select name from migrations`);
    const known = readdirSync(folder).toSorted();
    const done = rows.map(({ name }) => name);
    const newer = [...done, ...(only ?? [])].find((name) => !known.includes(name));
    if (newer) throw new MessageError(message('database.newer', { migration: newer }));
    for (const name of only ? known.filter((one) => only.includes(one)) : known) {
      if (done.includes(name)) continue;
      const statements = readFileSync(new URL(name, folder), 'utf8').split('--> statement-breakpoint');
      for (const statement of statements) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into migrations (name) values (${name})`);
    }
  });
}
