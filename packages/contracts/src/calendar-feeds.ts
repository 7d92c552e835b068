import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { CalendarFeedId, Instant, TenantId } from './ids.ts';
import { exchangeProblems } from './problems.ts';

/** A private address under which a calendar program reads all ends. The address itself is kept by nobody but the program. */
export const CalendarFeed = z.object({
  id: CalendarFeedId,
  /** null: of all tenants. */
  tenantId: z.nullable(TenantId),
  madeBy: z.string(),
  madeAt: Instant,
  /** To the hour; null: never. */
  lastReadAt: z.nullable(Instant),
});
export type CalendarFeed = z.infer<typeof CalendarFeed>;

const tenantParams = z.object({ tenantId: TenantId });
const feeds = z.object({ feeds: z.array(CalendarFeed) });
/** `address` is shown here and never again. */
const made = z.object({ feed: CalendarFeed, address: z.string() });

export const listCalendarFeeds = endpoint({
  id: 'listCalendarFeeds',
  summary: 'The private calendar addresses of a tenant, the newest first, without what makes them private',
  method: 'GET',
  path: '/tenants/:tenantId/calendar-feeds',
  params: tenantParams,
  reply: feeds,
});

export const makeCalendarFeed = endpoint({
  id: 'makeCalendarFeed',
  summary: 'A private address for a calendar program, of what ends in this tenant; it is in the answer, once',
  method: 'POST',
  path: '/tenants/:tenantId/calendar-feeds',
  params: tenantParams,
  reply: made,
  problems: exchangeProblems,
});

export const listAllCalendarFeeds = endpoint({
  id: 'listAllCalendarFeeds',
  summary: 'The private calendar addresses of all tenants together, for operators',
  method: 'GET',
  path: '/calendar-feeds',
  reply: feeds,
});

export const makeCalendarFeedOfAll = endpoint({
  id: 'makeCalendarFeedOfAll',
  summary: 'A private address for a calendar program, of what ends in any tenant; for operators',
  method: 'POST',
  path: '/calendar-feeds',
  reply: made,
  problems: exchangeProblems,
});

export const revokeCalendarFeed = endpoint({
  id: 'revokeCalendarFeed',
  summary: 'Take a private calendar address back: whoever has it reads nothing more',
  method: 'DELETE',
  path: '/calendar-feeds/:feedId',
  params: z.object({ feedId: CalendarFeedId }),
  reply: z.object({ revoked: z.boolean() }),
});

export const readCalendarFeed = endpoint({
  id: 'readCalendarFeed',
  summary: 'What ends and when, as iCalendar (RFC 5545), for whoever has the private address',
  method: 'GET',
  path: '/calendar/:file',
  signedIn: false,
  params: z.object({ file: z.string().check(z.regex(/^[\w-]{43}\.ics$/)) }),
  reply: z.string(),
  problems: ['not-found', 'rate-limited', 'storage-unavailable'],
});
