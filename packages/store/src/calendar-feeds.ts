import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Context } from './context.ts';
import { storable } from './database.ts';
import { endsOf } from './ends.ts';
import { instantOf } from './run-record.ts';
import { calendarFeeds } from './schema.ts';
import type { CalendarFeedRow, Store } from './store.ts';

type Feeds = Pick<
  Store,
  'calendarFeeds' | 'calendarFeed' | 'makeCalendarFeed' | 'revokeCalendarFeed' | 'readCalendarFeed' | 'endsOf'
>;

const hourMs = 3_600_000;

/** Private addresses of calendars, and what they tell. */
export function openCalendarFeeds({ sql, clock }: Context): Feeds {
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
    makeCalendarFeed: async ({ tenantId, tokenHash, by }) => {
      const made = { id: randomUUID(), tenantId, tokenHash, madeBy: storable(by), madeAt: new Date(clock.now()) };
      const [row] = await sql.insert(calendarFeeds).values(made).returning();
      if (!row) throw new Error('An insert returned no row');
      return rowOf(row);
    },
    revokeCalendarFeed: async (id) => {
      const gone = await sql.delete(calendarFeeds).where(eq(calendarFeeds.id, id)).returning({ id: calendarFeeds.id });
      return gone.length > 0;
    },
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
