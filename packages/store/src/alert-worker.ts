import { setTimeout as wait } from 'node:timers/promises';
import { and, eq, inArray, sql as raw } from 'drizzle-orm';
import type { Job as QueueJob } from 'pg-boss';
import { secretsOf, switchOff } from './alert-channels.ts';
import { digestOf } from './alert-digest.ts';
import { type AlertJob, alertQueue, watchDueAlerts } from './alert-queue.ts';
import { waitAfter } from './alert-schedule.ts';
import type { AlertStore, AttemptEnd, Delivery } from './alert-store.ts';
import { stillWanted } from './alerts.ts';
import type { Context } from './context.ts';
import type { Sql } from './database.ts';
import { WorkerStopping } from './errors.ts';
import { alertAttempts, alertChannels, alerts, tenants } from './schema.ts';
import { isStorageFault } from './storage-fault.ts';
import type { VaultKey } from './vault-key.ts';

/** How many are sent to one channel at a time, by all processes, so that one that does not answer holds no other up. */
const perChannel = 2;
/** Only what a dead worker left behind is found by looking; everything else wakes the loops. */
const lookEverySeconds = 10;
/** Between two tries to write down how an attempt ended while the database does not answer. */
const patienceMs = 500;

interface Attempt {
  id: string;
  jobId: string;
  startedAt: Date;
  durationMs: number;
}

/** Sends alerts until stopped. An attempt whose worker dies before it is recorded is made again, under the same id. */
export function openAlertWorker(context: Context, key: VaultKey): AlertStore['deliver'] {
  const { queue, notifications, log, clock } = context;
  const { boss } = queue;

  return async (send, { concurrency }) => {
    const stop = new AbortController();
    const atWork = new Set<Promise<void>>();
    const ids: string[] = [];
    const wake = () => {
      for (const id of ids) boss.notifyWorker(id);
    };

    const attempt = async (job: QueueJob<AlertJob>): Promise<void> => {
      const found = await deliveryOf(context, key, { id: job.data.alertId, jobId: job.id });
      if (!found) return;
      const startedAt = new Date(clock.now());
      const began = performance.now();
      const end = await send({ ...found, signal: AbortSignal.any([stop.signal, job.signal]) }).catch(
        (err: unknown): AttemptEnd => {
          if (!stop.signal.aborted) log('error', 'An alert could not be sent', { alertId: found.id, err });
          return { result: 'failed', code: 'unexpected' };
        },
      );
      const made = { id: found.id, jobId: job.id, startedAt, durationMs: Math.round(performance.now() - began) };
      // Broken off by us: another worker makes this attempt, and none is counted.
      if (end.result === 'failed' && stop.signal.aborted) return giveBack(context, made);
      for (;;) {
        try {
          return await note(context, made, end);
        } catch (err) {
          if (!isStorageFault(err) || stop.signal.aborted) throw err;
          log('warn', 'The end of an attempt cannot be noted yet', { alertId: found.id, err });
          await wait(patienceMs, undefined, { signal: stop.signal }).catch(() => undefined);
        }
      }
    };

    const onJobs = async (jobs: QueueJob<AlertJob>[]) => {
      const done = Promise.all(jobs.map(attempt)).then(() => undefined);
      atWork.add(done);
      await done.finally(() => {
        atWork.delete(done);
        // Whoever ends looks for the next one at once.
        if (!stop.signal.aborted) wake();
      });
    };
    const options = { pollingIntervalSeconds: lookEverySeconds, groupConcurrency: perChannel };
    for (let n = 0; n < concurrency; n += 1) ids.push(await boss.work<AlertJob>(alertQueue, options, onJobs));
    const wakeNoMore = notifications.on('job', alertQueue, wake);
    const watchNoMore = watchDueAlerts(context);

    return {
      stop: async (drainMs) => {
        stop.abort(new WorkerStopping());
        wakeNoMore();
        await watchNoMore();
        for (const id of ids) void boss.offWork(alertQueue, { id, wait: false }).catch(() => undefined);
        const drained = new AbortController();
        const all = Promise.allSettled([...atWork]).finally(() => drained.abort());
        await Promise.race([all, wait(drainMs, undefined, { signal: drained.signal }).catch(() => undefined)]);
      },
    };
  };
}

/** null: it was sent meanwhile, or its channel was switched off or wants it no more. */
async function deliveryOf(
  { sql, clock }: Context,
  key: VaultKey,
  { id, jobId }: { id: string; jobId: string },
): Promise<Omit<Delivery, 'signal'> | null> {
  const [row] = await sql
    .select({ alert: alerts, channel: alertChannels, tenantName: tenants.name, wanted: stillWanted })
    .from(alerts)
    .innerJoin(alertChannels, eq(alertChannels.id, alerts.channelId))
    .leftJoin(tenants, eq(tenants.id, alerts.tenantId))
    .where(and(eq(alerts.id, id), eq(alerts.jobId, jobId)));
  if (!row) return null;
  const { alert, channel, tenantName, wanted } = row;
  const digest = alert.event === 'digest' ? await digestOf(sql, alert) : undefined;
  if (channel.offSince || !wanted || digest === null) {
    const change = { state: 'failed', nextAt: null, jobId: null, endedAt: new Date(clock.now()) } as const;
    await sql
      .update(alerts)
      .set(change)
      .where(and(eq(alerts.id, id), eq(alerts.jobId, jobId)));
    return null;
  }
  const { channelId, tenantId, findingId, event, kind, severity, what, raisedAt } = alert;
  return {
    ...{ id, channelId, tenantId, findingId, event, kind, severity, what, tenantName },
    ...(digest ? { digest } : {}),
    raisedAt: raisedAt.toISOString(),
    channelName: channel.name,
    settings: channel.settings,
    secrets: secretsOf(key, channel),
  };
}

async function giveBack({ sql }: Context, { id, jobId }: Attempt): Promise<void> {
  await sql
    .update(alerts)
    .set({ jobId: null })
    .where(and(eq(alerts.id, id), eq(alerts.jobId, jobId)));
}

/** How the attempt ended, and what follows from it. The first who notes it counts. */
async function note({ sql, clock }: Context, attempt: Attempt, end: AttemptEnd): Promise<void> {
  const { id, jobId, startedAt, durationMs } = attempt;
  const at = new Date(clock.now());
  await sql.transaction(async (tx) => {
    // The channel before its alerts, as whoever removes it takes them.
    if (end.result === 'gone') await lockChannel(tx, id);
    const [alert] = await tx
      .select()
      .from(alerts)
      .where(and(eq(alerts.id, id), eq(alerts.jobId, jobId)))
      .for('update');
    if (!alert) return;
    const tries = alert.tries + 1;
    // A person who tests looks at the answer and tests again.
    const again = end.result === 'failed' && alert.event !== 'test';
    const waitMs = again ? waitAfter(tries, Math.random(), end.retryAfterMs) : null;
    const state = end.result === 'delivered' ? 'delivered' : 'failed';
    await tx
      .update(alerts)
      .set(
        waitMs === null
          ? { state, tries, nextAt: null, jobId: null, endedAt: at }
          : { tries, nextAt: new Date(at.getTime() + waitMs), jobId: null },
      )
      .where(eq(alerts.id, id));
    const { result, status = null, code = null } = end;
    await tx.insert(alertAttempts).values({
      alertId: id,
      number: raw`(select coalesce(max(number), 0) + 1 from alert_attempts where alert_id = ${id})`,
      ...{ at: startedAt, durationMs, result, status, code },
    });
    if (result === 'gone') await switchOff(tx, alert.channelId, { why: 'gone', by: null, at });
  });
}

async function lockChannel(tx: Sql, alertId: string): Promise<void> {
  const of = tx.select({ id: alerts.channelId }).from(alerts).where(eq(alerts.id, alertId));
  await tx.select({ id: alertChannels.id }).from(alertChannels).where(inArray(alertChannels.id, of)).for('update');
}
