import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { ConstructorOptions } from 'pg-boss';

/** What both drivers answer to a statement that is written by hand. */
interface Answer<Row> {
  rows: Row[];
}

interface AnswerOf extends PgQueryResultHKT {
  type: Answer<this['row']>;
}

/** The database or a transaction on it; the same for PGlite and PostgreSQL. */
export type Sql = PgDatabase<AnswerOf, Record<string, never>>;

/** What differs between the embedded database and a server. */
export interface Database {
  sql: Sql;
  /** How pg-boss reaches the same database. */
  queue: ConstructorOptions;
  /** No other process can have this database open: whatever an earlier one held is free. */
  alone: boolean;
  /** Keeps an advisory lock for as long as this process lives, on a connection of its own; answers how to let go. */
  hold(lockClass: number, key: number): Promise<() => Promise<void>>;
  /** What nobody else does for an embedded database. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** PostgreSQL cannot store NUL or half a surrogate pair; both occur in what remote systems send. */
export const storable = <Json>(value: Json): Json =>
  JSON.parse(
    JSON.stringify(value, (_, part) => (typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '') : part)),
  );
