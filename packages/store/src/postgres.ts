import { setTimeout as wait } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database, Sql } from './database.ts';
import { meet } from './first-contact.ts';
import type { Log } from './log.ts';
import { nameStatements } from './named-statements.ts';
import type { PostgresConnection } from './postgres-address.ts';

/** A PostgreSQL server, shared by any number of processes. */
export async function openPostgres(url: string, log: Log): Promise<Database> {
  const { config, plainText } = await meet(url);
  if (plainText)
    log('warn', 'Passwords and data travel to the database readable. Add ?sslmode=verify-full to DATABASE_URL', {});
  const pool = new pg.Pool({ ...config, max: 10, application_name: 'vplus-m365-setup' });
  // A connection that breaks is replaced at the next query. Unheard, the event would end the process: of an idle one it
  // comes from the pool, in the middle of a transaction from the connection itself.
  const onBroken = (err: Error) => log('warn', 'A database connection broke', { err });
  pool.on('error', onBroken);
  pool.on('connect', (client) => client.on('error', onBroken));
  pool.on('connect', nameStatements);
  giveBackTheBroken(pool);
  return {
    sql: drizzle({ client: pool }) as unknown as Sql,
    queue: { ...config, max: 5, backend: 'postgres' },
    alone: false,
    hold: (lockClass, key) => holdLock(config, lockClass, key),
    tidy: async () => undefined,
    close: () => pool.end(),
  };
}

/**
 * Drizzle keeps a connection whose `begin` failed, and after ten of them the pool would have none left: one that ends
 * while somebody has it goes back by itself. https://github.com/drizzle-team/drizzle-orm/issues/6241
 */
function giveBackTheBroken(pool: pg.Pool): void {
  const lent = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_, client) => lent.delete(client));
  pool.on('connect', (client) =>
    client.once('end', () => {
      if (!lent.has(client)) return;
      client.release(true);
      client.release = () => undefined;
    }),
  );
}

const tryAgainMs = 500;

/** A connection that breaks is replaced until we let go: whoever lives must not look dead. */
async function holdLock(
  config: PostgresConnection['config'],
  lockClass: number,
  key: number,
): Promise<() => Promise<void>> {
  let over = false;
  let client = await locked();

  async function locked(): Promise<pg.Client> {
    const fresh = new pg.Client({ ...config, application_name: 'vplus-m365-setup worker' });
    fresh.on('error', () => undefined);
    await fresh.connect();
    await fresh.query('select pg_advisory_lock($1, $2)', [lockClass, key]);
    fresh.once('end', replace);
    return fresh;
  }
  async function replace(): Promise<void> {
    while (!over) {
      await wait(tryAgainMs, undefined, { ref: false });
      const fresh = await locked().catch(() => null);
      if (!fresh) continue;
      client = fresh;
      if (over) await fresh.end();
      return;
    }
  }

  return async () => {
    over = true;
    await client.end().catch(() => undefined);
  };
}
