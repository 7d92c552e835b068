import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { openFolder } from './embedded.ts';
import { migrate } from './migrate.ts';
import * as schema from './schema.ts';
import { temporaryFolder } from './test-cluster.ts';

const folder = temporaryFolder();
let database: Database;
beforeAll(async () => {
  database = await openFolder(folder.path);
  await migrate(database.sql);
});
afterAll(async () => {
  await database.close();
  folder.remove();
});

test('the tables that the code knows are those that the migrations leave, column by column', async () => {
  const { rows } = await database.sql.execute(sql`
    select table_name as table, column_name as column, data_type as type, is_nullable = 'NO' as required
    from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'`);

  const known = Object.values<unknown>(schema)
    .filter((one): one is PgTable => is(one, PgTable))
    .map(getTableConfig);
  const columns = known.flatMap((table) =>
    table.columns.map((column) => ({
      table: table.name,
      column: column.name,
      type: column.getSQLType(),
      required: column.notNull,
    })),
  );

  expect(rows).toHaveLength(columns.length);
  expect(rows).toEqual(expect.arrayContaining(columns));
});
