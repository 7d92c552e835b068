import { type SQL, sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Sql } from './database.ts';

const channel = 'vplus_runs';
/** `job` is of a queue, the others of a run. */
type Kind = 'events' | 'cancel' | 'job';

/** Notifies every process of what happened to a run, by a notification that goes out when `tx` commits and holds the run's id only. */
export async function notify(tx: Sql, kind: Kind, id: string): Promise<void> {
  await tx.execute(sql`select ${notification(kind, id)}`);
}

/** For the statement that changes what the others are notified of. */
export const notification = (kind: Kind, id: string): SQL => sql`pg_notify(${channel}, ${`${kind} ${id}`})`;

export interface Notifications {
  on(kind: Kind, id: string, callback: () => void): () => void;
  close(): Promise<void>;
}

/** One listening connection per process. After it was lost and is back, everybody looks once: what happened meanwhile was not heard. */
export async function listenForNotifications(boss: PgBoss): Promise<Notifications> {
  const callbacks = new Map<string, Set<() => void>>();
  const database = boss.getDb();
  if (!database.listen) throw new Error('This database cannot listen');
  const handle = await database.listen(
    channel,
    (payload) => {
      for (const callback of callbacks.get(payload) ?? []) callback();
    },
    () => {
      for (const all of callbacks.values()) for (const callback of all) callback();
    },
  );

  return {
    on: (kind, id, callback) => {
      const key = `${kind} ${id}`;
      const all = callbacks.get(key) ?? new Set();
      callbacks.set(key, all.add(callback));
      return () => {
        all.delete(callback);
        if (all.size === 0 && callbacks.get(key) === all) callbacks.delete(key);
      };
    },
    close: () => handle.close(),
  };
}
