import { randomUUID } from 'node:crypto';
import { Problem } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { and, asc, desc, eq, exists, inArray, isNull, sql as raw, type SQL } from 'drizzle-orm';
import { noteDeed } from './alert-deeds.ts';
import type { AlertStore, AttemptRow, DeliveryRow } from './alert-store.ts';
import { alertsDue, stillWanted } from './alerts.ts';
import type { Context } from './context.ts';
import { type Sql, storable } from './database.ts';
import { notify } from './notifications.ts';
import { instantOf } from './run-record.ts';
import { alertAttempts, alertChannels, alerts } from './schema.ts';

type Deliveries = Pick<AlertStore, 'test' | 'deliveries' | 'replay' | 'replayFailed'>;
type Row = typeof alerts.$inferSelect;

/** How alerts got there, and another try for those that did not. */
export function openDeliveries(context: Context): Deliveries & {
  lastDeliveryOf(channelId: string): Promise<DeliveryRow | null>;
} {
  const { sql, clock } = context;
  const now = () => new Date(clock.now());

  const withAttempts = async (rows: Row[]): Promise<DeliveryRow[]> => {
    const ids = rows.map(({ id }) => id);
    const attempts =
      ids.length === 0
        ? []
        : await sql
            .select()
            .from(alertAttempts)
            .where(inArray(alertAttempts.alertId, ids))
            .orderBy(asc(alertAttempts.number));
    return rows.map((row) => {
      const { tries: _, jobId: __, endedAt: ___, raisedAt, nextAt, ...kept } = row;
      const own = attempts.filter(({ alertId }) => alertId === row.id);
      return { ...kept, raisedAt: raisedAt.toISOString(), nextAt: instantOf(nextAt), attempts: own.map(attemptOf) };
    });
  };
  const only = async (row: Row | undefined): Promise<DeliveryRow> => {
    const [delivery] = await withAttempts(row ? [row] : []);
    if (!delivery) throw new Problem('not-found');
    return delivery;
  };
  /** Held, so that nobody switches it off meanwhile. */
  const demandOn = async (tx: Sql, channelId: string) => {
    const [channel] = await tx.select().from(alertChannels).where(eq(alertChannels.id, channelId)).for('share');
    if (!channel) throw new Problem('not-found');
    if (channel.offSince) throw new Problem('alert-channel-off');
    return channel;
  };
  const sendNow = async (tx: Sql, which: SQL | undefined): Promise<Row[]> => {
    const rows = await tx
      .update(alerts)
      .set({ state: 'waiting', tries: 0, nextAt: now(), endedAt: null })
      .where(and(which, isNull(alerts.jobId), stillWanted))
      .returning();
    if (rows.length > 0) await notify(tx, 'job', alertsDue);
    return rows;
  };

  return {
    test: async (channelId, by) => {
      const row = await sql.transaction(async (tx) => {
        const channel = await demandOn(tx, channelId);
        const what = message('alerts.test', { channel: channel.name });
        const about = { event: 'test', kind: 'test', severity: 'info', what: storable(what) } as const;
        const [made] = await tx
          .insert(alerts)
          .values({ id: randomUUID(), channelId, ...about, raisedAt: now(), nextAt: now() })
          .returning();
        await noteDeed(context, tx, { deed: 'tested', channel, by });
        await notify(tx, 'job', alertsDue);
        return made;
      });
      return await only(row);
    },
    deliveries: async (channelId, { before, limit }) => {
      const earlier = before
        ? raw`(${alerts.raisedAt}, ${alerts.id}) < (select raised_at, id from alerts where id = ${before})`
        : undefined;
      const rows = await sql
        .select()
        .from(alerts)
        .where(and(eq(alerts.channelId, channelId), earlier))
        .orderBy(desc(alerts.raisedAt), desc(alerts.id))
        .limit(limit);
      return await withAttempts(rows);
    },
    replay: async (id, by) => {
      const row = await sql.transaction(async (tx) => {
        const [found] = await tx.select().from(alerts).where(eq(alerts.id, id));
        if (!found) throw new Problem('not-found');
        const channel = await demandOn(tx, found.channelId);
        const [sent] = await sendNow(tx, eq(alerts.id, id));
        await noteDeed(context, tx, { deed: 'replayed', channel, by });
        // What is being sent at this moment is not sent twice, and what the channel wants no more not at all.
        return sent ?? found;
      });
      return await only(row);
    },
    replayFailed: async (channelId, by) =>
      await sql.transaction(async (tx) => {
        const channel = await demandOn(tx, channelId);
        const sent = await sendNow(tx, and(eq(alerts.channelId, channelId), eq(alerts.state, 'failed')));
        await noteDeed(context, tx, { deed: 'replayed', channel, by });
        return sent.length;
      }),
    lastDeliveryOf: async (channelId) => {
      const tried = exists(sql.select().from(alertAttempts).where(eq(alertAttempts.alertId, alerts.id)));
      const rows = await sql
        .select()
        .from(alerts)
        .where(and(eq(alerts.channelId, channelId), tried))
        .orderBy(desc(alerts.raisedAt), desc(alerts.id))
        .limit(1);
      const [last] = await withAttempts(rows);
      return last ?? null;
    },
  };
}

const attemptOf = ({ alertId: _, at, ...kept }: typeof alertAttempts.$inferSelect): AttemptRow => ({
  ...kept,
  at: at.toISOString(),
});
