import { randomUUID } from 'node:crypto';
import type { Actor } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { and, desc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Context } from './context.ts';
import { type Sql, storable } from './database.ts';
import { endsOf } from './ends.ts';
import { note } from './history.ts';
import { instantOf } from './run-record.ts';
import { calendarFeeds } from './schema.ts';
import type { CalendarFeedRow, Store } from './store.ts';

type Feeds = Pick<
  Store,
  'calendarFeeds' | 'calendarFeed' | 'makeCalendarFeed' | 'revokeCalendarFeed' | 'readCalendarFeed' | 'endsOf'
>;

const hourMs = 3_600_000;

/** Private addresses of calendars, and what they tell. */
export function openCalendarFeeds({ sql, clock, chainer }: Context): Feeds {
  const noteDeed = (tx: Sql, { tenantId }: { tenantId: string | null }, deed: 'made' | 'revoked', by: Actor) => {
    const what = message('history.calendar-feed', { deed, scope: tenantId === null ? 'all' : 'one' });
    return note({ chainer }, tx, { tenantId, kind: 'deed', by, what, at: new Date(clock.now()) });
  };
  const one = async (id: string): Promise<CalendarFeedRow | null> => {
    const [row] = await sql.select().from(calendarFeeds).where(eq(calendarFeeds.id, id));
    return row ? rowOf(row) : null;
  };
  return {
    calendarFeeds: async (tenantId) => {
      const rows = await sql
        .select()
        .from(calendarFeeds)
        .where(tenantId === null ? isNull(calendarFeeds.tenantId) : eq(calendarFeeds.tenantId, tenantId))
        .orderBy(desc(calendarFeeds.madeAt));
      return rows.map(rowOf);
    },
    calendarFeed: one,
    makeCalendarFeed: ({ tenantId, tokenHash, by }) =>
      sql.transaction(async (tx) => {
        const made = {
          id: randomUUID(),
          tenantId,
          tokenHash,
          madeBy: storable(by.name),
          madeAt: new Date(clock.now()),
        };
        const [row] = await tx.insert(calendarFeeds).values(made).returning();
        if (!row) throw new Error('An insert returned no row');
        await noteDeed(tx, row, 'made', by);
        return rowOf(row);
      }),
    revokeCalendarFeed: (id, by) =>
      sql.transaction(async (tx) => {
        const [gone] = await tx.delete(calendarFeeds).where(eq(calendarFeeds.id, id)).returning();
        if (gone) await noteDeed(tx, gone, 'revoked', by);
        return gone !== undefined;
      }),
    readCalendarFeed: async (tokenHash) => {
      const [row] = await sql.select().from(calendarFeeds).where(eq(calendarFeeds.tokenHash, tokenHash));
      if (!row) return null;
      const now = clock.now();
      const stale = or(isNull(calendarFeeds.lastReadAt), lt(calendarFeeds.lastReadAt, new Date(now - hourMs)));
      await sql
        .update(calendarFeeds)
        .set({ lastReadAt: new Date(now) })
        .where(and(eq(calendarFeeds.id, row.id), stale));
      return rowOf(row);
    },
    endsOf: (tenantId) => endsOf(sql, tenantId),
  };
}

const rowOf = ({ id, tenantId, madeBy, madeAt, lastReadAt }: typeof calendarFeeds.$inferSelect): CalendarFeedRow => ({
  id,
  tenantId,
  madeBy,
  madeAt: madeAt.toISOString(),
  lastReadAt: instantOf(lastReadAt),
});
