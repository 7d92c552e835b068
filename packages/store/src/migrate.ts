import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type { Sql } from './database.ts';

const folder = new URL('../migrations/', import.meta.url);

/**
 * Runs the migrations that this database lacks, in the order of their names; forward only, one transaction, one
 * process at a time. `only`: no further than these, for a dump that was made by an earlier version.
 */
export async function migrate(database: Sql, only?: string[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('vplus-m365-setup migrations'))`);
    await tx.execute(sql`create table if not exists migrations (name text primary key)`);
    const { rows } = await tx.execute<{ name: string }>(sql`select name from migrations`);
    const known = readdirSync(folder).toSorted();
    const done = rows.map(({ name }) => name);
    const newer = [...done, ...(only ?? [])].find((name) => !known.includes(name));
    if (newer) throw new Error(`The database was migrated by a newer version of this assistant (${newer})`);
    for (const name of only ? known.filter((one) => only.includes(one)) : known) {
      if (done.includes(name)) continue;
      const statements = readFileSync(new URL(name, folder), 'utf8').split('--> statement-breakpoint');
      for (const statement of statements) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into migrations (name) values (${name})`);
    }
  });
}
