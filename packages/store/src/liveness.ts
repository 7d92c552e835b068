import { randomInt } from 'node:crypto';
import { sql as raw } from 'drizzle-orm';
import type { Context } from './context.ts';
import { takeAway } from './turns.ts';

/** Of our advisory locks: anything that no other program on the same database uses. */
export const lockClass = 1_986_814_067;
const lookEveryMs = 1000;
/** A worker whose connection broke is back sooner than this. */
const graceMs = 2000;

/** The lease of a run names the worker that holds it, by the number of its lock. */
export const newWorkerNumber = (): number => randomInt(1, 2 ** 31 - 1);

/**
 * Gives the runs of a dead worker to others, after three seconds instead of pg-boss's eleven: a living worker
 * keeps a lock of the database, and the server lets go of it the moment that the process is gone. pg-boss's heartbeat
 * stays for what a lock cannot show: a machine that vanished without closing its connections.
 */
export function watchWorkerLiveness(context: Context): () => Promise<void> {
  const { sql, log } = context;
  let suspects = new Map<string, number>();

  const look = async () => {
    const { rows } = await sql.execute<{ id: string; lease: string }>(raw`
      select id, lease from runs
      where state in ('queued', 'working', 'waiting') and lease like '%:%' and not exists (
        select from pg_locks
        where locktype = 'advisory' and classid = ${lockClass} and granted
          and objid::bigint = split_part(lease, ':', 1)::bigint
          and database = (select oid from pg_database where datname = current_database())
      )`);
    const now = performance.now();
    suspects = new Map(rows.map(({ lease }) => [lease, suspects.get(lease) ?? now]));
    for (const { id: runId, lease } of rows) {
      if (now - (suspects.get(lease) ?? now) < graceMs) continue;
      if (await takeAway(context, { runId, lease })) log('warn', 'A worker died: its run goes to another', { runId });
    }
  };

  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => {
      // Without an answer nobody is suspected: our own connection is what broke.
      suspects.clear();
    });
  }, lookEveryMs).unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
