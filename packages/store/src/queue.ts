import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { Database, Sql } from './database.ts';
import type { Log } from './log.ts';
import { notify } from './notifications.ts';

export const queueName = 'runs';
/** How often a run may break off before it is failed. */
export const mostTimesTaken = 20;

export interface JobData {
  runId: string;
}

export interface Queue {
  boss: PgBoss;
  /** How often a worker looks for jobs that nobody is notified of: those to be tried again, and those of dead workers. */
  lookEverySeconds: number;
  /**
   * Puts a job for the run into the queue when `tx` commits, and wakes the workers of every process. `first`: before
   * those that wait already; `pauseSeconds`: not at once. Returns its id.
   */
  send(
    tx: Sql,
    run: { id: string; tenantId: string },
    when?: { first?: boolean; pauseSeconds?: number },
  ): Promise<string>;
  /** Takes a job back, in whatever state it is. */
  drop(tx: Sql, jobId: string): Promise<void>;
}

/**
 * pg-boss on our own database: leases, failover and retries are its work, and a job commits or rolls back with our rows.
 *
 * A worker that dies stops its heartbeat; ten to fifteen seconds later (ten are the least that pg-boss allows) its job
 * is free again, and two more seconds later a worker has looked for it, where our own watch (`liveness.ts`) did not see
 * it go.
 * That watch is dear on the embedded database and of little use there, where a dead worker is a dead process: it is
 * kept for a run that could not be handed back, and is slow.
 */
export async function openQueue(database: Database, log: Log, maxTimesTaken = mostTimesTaken): Promise<Queue> {
  const watchSeconds = database.alone ? 30 : 5;
  const boss = new PgBoss({
    ...database.queue,
    schema: 'queue',
    schedule: false,
    // Our own notifications wake the job loops: one connection that listens instead of two.
    useListenNotify: false,
    superviseIntervalSeconds: watchSeconds,
    monitorIntervalSeconds: watchSeconds,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  // Its loops report a copy of the error's members, which is no error any more.
  boss.on('error', (error) => log('error', 'The queue reports an error', { err: Object.assign(new Error(), error) }));
  boss.on('warning', ({ message }) => log('warn', 'The queue reports a warning', { warning: message }));
  await boss.start();
  const settings = {
    notify: false,
    heartbeatSeconds: database.alone ? 60 : 10,
    // The longest that pg-boss allows is a day: a first synchronization may take hours.
    expireInSeconds: 23 * 60 * 60,
    // pg-boss tries again what a dead worker had, at once; runs that break off pause by themselves.
    retryLimit: maxTimesTaken,
    retryDelay: 0,
    retryBackoff: false,
    deleteAfterSeconds: 24 * 60 * 60,
  };
  await boss.createQueue(queueName, settings);
  // A queue that an earlier version made stays as it was until it is updated.
  await boss.updateQueue(queueName, settings);

  return {
    boss,
    lookEverySeconds: 2,
    send: async (tx, run, { first = false, pauseSeconds = 0 } = {}) => {
      const id = randomUUID();
      const data: JobData = { runId: run.id };
      const when = { priority: first ? 1 : 0, startAfter: pauseSeconds };
      await boss.send(queueName, data, { id, group: { id: run.tenantId }, ...when, db: fromDrizzle(tx, sql) });
      await notify(tx, 'job', queueName);
      return id;
    },
    drop: async (tx, jobId) => {
      await boss.deleteJob(queueName, jobId, { db: fromDrizzle(tx, sql) });
    },
  };
}
