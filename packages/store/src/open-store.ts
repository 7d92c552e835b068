import { randomUUID } from 'node:crypto';
import { message } from '@vplus/messages';
import { sql as raw } from 'drizzle-orm';
import type { ActiveJobs } from './active-jobs.ts';
import { openChannels, sealAnew } from './alert-channels.ts';
import { openDeliveries } from './alert-deliveries.ts';
import { freeAlerts, openAlertQueue } from './alert-queue.ts';
import { openAlertWorker } from './alert-worker.ts';
import { openApprovals } from './approvals.ts';
import { cutAudit } from './audit-cut.ts';
import { openAudit } from './audit-log.ts';
import { openCalendarFeeds } from './calendar-feeds.ts';
import { beginChain, openChainer } from './chainer.ts';
import { openCheckSchedule } from './check-schedule.ts';
import { openConnections } from './connections.ts';
import type { Context } from './context.ts';
import type { Database, Sql } from './database.ts';
import { openDurations } from './durations.ts';
import { openFolder, openMemory } from './embedded.ts';
import { StorageUnavailable, WrongVaultKey } from './errors.ts';
import { openFindings } from './findings.ts';
import { openIntents } from './intents.ts';
import { openJournal } from './journal.ts';
import type { Log } from './log.ts';
import { openAnswers } from './memory.ts';
import { migrate } from './migrate.ts';
import { listenForNotifications } from './notifications.ts';
import { openOutageLog } from './outage-log.ts';
import { forgetPlans, openPlans } from './plans.ts';
import { openPostgres } from './postgres.ts';
import { mostTimesTaken, openQueue } from './queue.ts';
import { openRecords } from './records.ts';
import { forgetOld, usualKeepDays } from './retention.ts';
import { openRuns } from './runs.ts';
import { installation } from './schema.ts';
import { seal, unseal } from './seal.ts';
import type { Store } from './store.ts';
import { openTenants } from './tenants.ts';
import { freeAll } from './turns.ts';
import { openVault } from './vault.ts';
import type { VaultKey } from './vault-key.ts';
import { openWorker } from './worker.ts';

export interface StoreOptions {
  database:
    | { kind: 'pglite'; folder: string }
    | { kind: 'postgres'; url: string }
    /** For tests. */
    | { kind: 'memory' };
  vaultKey: VaultKey;
  log?: Log;
  clock?: { now(): number };
  /** How often a run may break off, by an error or a dead worker, before it is failed. */
  maxTimesTaken?: number;
  /** For how many days runs that ended and their events are kept; records stay. */
  keepDays?: number;
  /** For how many days the audit log is kept; null: for good. */
  auditDays?: number | null;
}

/** A server that takes longer for nothing is not ready. */
const pingMs = 3000;
const tidyEveryMs = 5 * 60 * 1000;

/** Opens the database, brings it up to date, and refuses a vault key that is not its own. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const {
    clock = Date,
    vaultKey,
    maxTimesTaken = mostTimesTaken,
    keepDays = usualKeepDays,
    auditDays = null,
  } = options;
  const outages = openOutageLog(options.log ?? (() => undefined));
  const { log } = outages;
  const database = await openDatabase(options.database, log);
  const opened: (() => Promise<void>)[] = [() => database.close()];
  const close = async () => {
    for (const end of opened.splice(0).toReversed()) await end();
  };

  try {
    const { sql } = database;
    await migrate(sql);
    const installationId = await installed(sql, vaultKey);
    await beginChain(sql);

    const queue = await openQueue(database, log, maxTimesTaken);
    opened.push(() => queue.boss.stop({ timeout: 1000 }));
    const notifications = await listenForNotifications(queue.boss);
    opened.push(() => notifications.close());

    const vault = openVault(vaultKey, clock);
    const chainer = openChainer({ sql, log });
    opened.push(() => chainer.close());
    const context: Context = { sql, queue, notifications, vault, chainer, log, clock, maxTimesTaken };
    const audit = openAudit(context);
    opened.push(() => audit.close());
    await openAlertQueue(queue.boss, database.alone);
    await sealAnew(sql, vaultKey);
    if (database.alone) {
      await freeAll(context);
      await freeAlerts(context);
    }

    await vault.wipeExpired(sql);
    let tidying = Promise.resolve();
    const tidy = async () => {
      try {
        await vault.wipeExpired(sql);
        await forgetOld(sql, { now: clock.now(), keepDays });
        await forgetPlans(sql, clock.now());
        if (auditDays !== null) await cutAudit(context, auditDays);
        await database.tidy();
      } catch (err) {
        log('warn', 'The database could not be tidied', { err });
      }
    };
    const timer = setInterval(() => {
      tidying = tidying.then(tidy);
    }, tidyEveryMs).unref();
    opened.push(async () => {
      clearInterval(timer);
      await tidying;
    });

    const ping = async () => {
      const late = AbortSignal.timeout(pingMs);
      const { promise, reject } = Promise.withResolvers<never>();
      late.addEventListener('abort', () => reject(new StorageUnavailable(message('database.no-answer'))));
      await Promise.race([sql.execute(raw`select 1`), promise]);
    };
    outages.watch(ping);
    opened.push(() => outages.close());

    audit.watch();
    const activeJobs: ActiveJobs = new Map();
    const work = openWorker(context, database, activeJobs);
    const { lastDeliveryOf, ...deliveries } = openDeliveries(context);
    const deliver = openAlertWorker(context, vaultKey);
    return {
      installationId,
      ping,
      ...openConnections(context),
      ...openAnswers(context),
      ...openFindings(context),
      ...openCheckSchedule(context),
      ...openTenants(context),
      ...openRuns(context),
      ...openApprovals(context),
      ...openCalendarFeeds(context),
      ...openPlans(context),
      ...openRecords(context),
      ...openIntents(context),
      ...openDurations(context),
      alerts: {
        ...openChannels(context, vaultKey, lastDeliveryOf),
        ...deliveries,
        deliver: async (send, deliverOptions) => {
          const worker = await deliver(send, deliverOptions);
          opened.push(() => worker.stop(1000));
          return worker;
        },
      },
      audit,
      watch: (runId, onNotification) => notifications.on('events', runId, onNotification),
      journal: (job) => openJournal(context, job, activeJobs.get(job.lease)),
      vault: (runId) => vault.of(sql, runId),
      work: async (handler, workOptions) => {
        const worker = await work(handler, workOptions);
        opened.push(() => worker.stop(0));
        return worker;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openDatabase(options: StoreOptions['database'], log: Log): Promise<Database> {
  if (options.kind === 'pglite') return openFolder(options.folder);
  if (options.kind === 'postgres') return openPostgres(options.url, log);
  return openMemory();
}

/** The installation's id, made at the first start. Its canary opens only with a key that the database was sealed with. */
async function installed(sql: Sql, key: VaultKey): Promise<string> {
  const boundTo = (id: string) => ['installation', id];
  const canaryOf = (id: string) => {
    const { keyId, sealed } = seal(key, boundTo(id), 'canary');
    return { keyId, canary: Buffer.from(sealed).toString('base64') };
  };
  const fresh = randomUUID();
  await sql
    .insert(installation)
    .values({ id: fresh, ...canaryOf(fresh) })
    .onConflictDoNothing();
  const [found] = await sql.select().from(installation);
  if (!found) throw new Error('The installation has no row');
  try {
    unseal(key, boundTo(found.id), { keyId: found.keyId, sealed: Buffer.from(found.canary, 'base64') });
  } catch {
    throw new WrongVaultKey(
      found.keyId,
      [key, ...(key.older ?? [])].map(({ id }) => id),
    );
  }
  // After a rotation the newest key vouches for the database, so that the old ones can be taken away.
  if (found.keyId !== key.id) await sql.update(installation).set(canaryOf(found.id));
  return found.id;
}
