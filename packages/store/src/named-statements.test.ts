import { sql as raw } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { openPostgres } from './postgres.ts';
import { postgresPrograms } from './test-cluster.ts';
import { postgresDatabases } from './test-databases.ts';

const programs = postgresPrograms();
const skip = !programs;
let made: Awaited<ReturnType<typeof postgresDatabases>>;
let database: Database;

beforeAll(async () => {
  if (!programs) return;
  made = await postgresDatabases(programs);
  const fresh = await made.fresh();
  database = await openPostgres(fresh.kind === 'postgres' ? fresh.url : '', () => undefined);
});
afterAll(async () => {
  await database?.close();
  await made?.stop();
});

test.skipIf(skip)('a statement is parsed once in a session, however often it is sent', async () => {
  for (const id of [1, 2, 3]) {
    const { rows } = await database.sql.execute(raw`select ${id}::int as id`);
    expect(rows).toEqual([{ id }]);
  }

  const { rows } = await database.sql.execute(raw`select statement from pg_prepared_statements`);
  expect(rows).toEqual([{ statement: 'select $1::int as id' }]);
});

test.skipIf(skip)('a statement that fails is asked anew, and one in a transaction too', async () => {
  const divided = (by: number) => database.sql.execute(raw`select 6 / ${by}::int as made`);

  await expect(divided(0)).rejects.toThrow();

  expect((await divided(2)).rows).toEqual([{ made: 3 }]);
  const inside = await database.sql.transaction((tx) => tx.execute(raw`select 6 / ${3}::int as made`));
  expect(inside.rows).toEqual([{ made: 2 }]);
});
