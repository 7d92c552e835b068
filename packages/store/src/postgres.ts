import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database, Sql } from './database.ts';
import type { Log } from './log.ts';

/** A PostgreSQL server, shared by any number of processes. */
export function openPostgres(url: string, log: Log): Database {
  const pool = new pg.Pool({ connectionString: url, max: 10, application_name: 'vplus-m365-setup' });
  // An idle connection that breaks is replaced at the next query; unheard, the event would end the process.
  pool.on('error', (error) => log('warn', 'A database connection broke', { error: error.message }));
  return {
    sql: drizzle({ client: pool }) as unknown as Sql,
    queue: { connectionString: url, max: 5, backend: 'postgres' },
    alone: false,
    tidy: async () => undefined,
    close: () => pool.end(),
  };
}
