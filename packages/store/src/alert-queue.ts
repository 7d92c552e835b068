import { sql as raw } from 'drizzle-orm';
import { fromDrizzle, type PgBoss } from 'pg-boss';
import { makeDigests } from './alert-digest.ts';
import { alertsDue } from './alerts.ts';
import type { Context } from './context.ts';
import { notify } from './notifications.ts';

export const alertQueue = 'alerts';
export interface AlertJob {
  alertId: string;
}

const atATime = 100;
const lookEveryMs = 2000;

/** A queue beside that of the runs: what a channel does holds no run up. An attempt is a job; when the next one is due our own table says. */
export async function openAlertQueue(boss: PgBoss, alone: boolean): Promise<void> {
  const settings = {
    notify: false,
    heartbeatSeconds: alone ? 60 : 10,
    expireInSeconds: 300,
    // What a dead worker had in hand is tried again under the same id, for as long as it takes.
    retryLimit: 1000,
    retryDelay: 0,
    retryBackoff: false,
    deleteAfterSeconds: 60 * 60,
  };
  await boss.createQueue(alertQueue, settings);
  await boss.updateQueue(alertQueue, settings);
}

/** For a database that only this process can have open: what an earlier one had in hand when it died is free at once. */
export async function freeAlerts({ sql, queue: { boss } }: Pick<Context, 'sql' | 'queue'>): Promise<void> {
  await boss.deleteAllJobs(alertQueue);
  await sql.execute(raw`update alerts set job_id = null where job_id is not null`);
}

/** Hands what is due to the queue, each alert once however many processes look. */
export function watchDueAlerts({ sql, queue, notifications, clock, log }: Context): () => Promise<void> {
  const handOver = async (): Promise<void> => {
    const now = raw`${new Date(clock.now()).toISOString()}::timestamptz`;
    const count = await sql.transaction(async (tx) => {
      const { rows } = await tx.execute<{ id: string; channel: string; job: string }>(raw`
        with due as (
          select id from alerts
          where state = 'waiting' and next_at <= ${now} and (job_id is null or (${lost(now)}))
          order by next_at limit ${atATime} for update skip locked
        )
        update alerts set job_id = gen_random_uuid() from due where alerts.id = due.id
        returning alerts.id, channel_id as channel, job_id as job`);
      if (rows.length === 0) return 0;
      const jobs = rows.map(({ id, channel, job }) => ({ id: job, data: { alertId: id }, group: { id: channel } }));
      await queue.boss.insert(alertQueue, jobs, { db: fromDrizzle(tx, raw) });
      await notify(tx, 'job', alertQueue);
      return rows.length;
    });
    if (count === atATime) await handOver();
  };

  const digestsThenDue = async () => {
    await makeDigests(sql, raw`${new Date(clock.now()).toISOString()}::timestamptz`);
    await handOver();
  };

  let looking = Promise.resolve();
  let asked = false;
  const look = () => {
    if (asked) return;
    asked = true;
    looking = looking.then(async () => {
      asked = false;
      await digestsThenDue().catch((err) => log('warn', 'Due alerts cannot be handed to the queue yet', { err }));
    });
  };
  const timer = setInterval(look, lookEveryMs).unref();
  const hearNoMore = notifications.on('job', alertsDue, look);
  look();
  return async () => {
    clearInterval(timer);
    hearNoMore();
    await looking;
  };
}

/** Its job is there no more, which no path of ours leaves behind: a queue that was emptied by hand. */
const lost = (now: ReturnType<typeof raw>) => raw`
  next_at < ${now} - interval '15 minutes' and not exists (
    select from queue.job where name = ${alertQueue} and job.id = alerts.job_id and state in ('created', 'retry', 'active')
  )`;
