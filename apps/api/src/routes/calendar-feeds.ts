import { createHash, randomBytes } from 'node:crypto';
import {
  type CalendarFeed,
  listAllCalendarFeeds,
  listCalendarFeeds,
  makeCalendarFeed,
  makeCalendarFeedOfAll,
  Problem,
  readCalendarFeed,
  revokeCalendarFeed,
} from '@vplus/contracts';
import type { CalendarFeedRow } from '@vplus/store';
import type * as z from 'zod/mini';
import { calendarOf } from '../calendar-of.ts';
import type { Caller } from '../caller.ts';
import { limitPerCalendar } from '../limits.ts';
import type { Parts } from '../parts.ts';
import { actor, actorOf, permit } from '../permit.ts';
import { type Counter, fromAddress, serve } from '../serve.ts';

/** Private addresses that a calendar program reads: who has one needs no sign-in, so it tells names and dates only. */
export function calendarFeedRoutes(counter: Counter, parts: Parts): void {
  const { authority, onBehalfOf, onRefused, outside, settings, store } = parts;

  /** What is of all tenants is for whoever sees them all. */
  const ofAll = (caller: Caller) => {
    if (authority.visibleTenant(caller) === null) return;
    onRefused(caller, 'calendar', { tenantId: caller.tenantId });
    throw new Problem('not-found');
  };
  const by = (caller: Caller, tenantId: string | null) =>
    tenantId === null ? actor(caller, 'operator') : actorOf(parts, caller, 'calendar', tenantId);
  const make = async (caller: Caller, tenantId: string | null, signal: AbortSignal) => {
    // The address outlives the sign-in: a disabled account, or one whose sessions were revoked, gets none.
    await onBehalfOf.tryExchange(caller, signal);
    if (tenantId !== null && !(await store.tenant(tenantId))) throw new Problem('not-found');
    const token = randomBytes(32).toString('base64url');
    const feed = await store.makeCalendarFeed({ tenantId, tokenHash: hashOf(token), by: by(caller, tenantId) });
    return { feed: viewOf(feed), address: new URL(`/api/calendar/${token}.ics`, settings.publicUrl).href };
  };

  serve(counter, listCalendarFeeds, async ({ caller, params: { tenantId } }) => {
    permit(parts, caller, 'calendar', tenantId);
    return { feeds: (await store.calendarFeeds(tenantId)).map(viewOf) };
  });
  serve(
    counter,
    makeCalendarFeed,
    async ({ caller, params: { tenantId }, signal }) => {
      permit(parts, caller, 'calendar', tenantId);
      return make(caller, tenantId, signal);
    },
    { costly: true },
  );
  serve(counter, listAllCalendarFeeds, async ({ caller }) => {
    ofAll(caller);
    return { feeds: (await store.calendarFeeds(null)).map(viewOf) };
  });
  serve(
    counter,
    makeCalendarFeedOfAll,
    async ({ caller, signal }) => {
      ofAll(caller);
      return make(caller, null, signal);
    },
    { costly: true },
  );
  serve(
    counter,
    revokeCalendarFeed,
    async ({ caller, params: { feedId } }) => {
      const feed = await store.calendarFeed(feedId);
      if (!feed) throw new Problem('not-found');
      if (feed.tenantId === null) ofAll(caller);
      else permit(parts, caller, 'calendar', feed.tenantId);
      return { revoked: await store.revokeCalendarFeed(feedId, by(caller, feed.tenantId)) };
    },
    { noted: true },
  );

  counter.router.get(readCalendarFeed.path, limitPerCalendar(settings.limits.costly), async (req, res) => {
    const { file } = fromAddress(readCalendarFeed.params, req.params);
    const feed = await store.readCalendarFeed(hashOf(file.replace(/\.ics$/, '')));
    const tenantId = feed?.tenantId ?? null;
    if (!feed || (tenantId !== null && !authority.allows(tenantId))) throw new Problem('not-found');
    const text = calendarOf(await store.endsOf(tenantId), {
      installationId: store.installationId,
      now: outside.clock.now(),
      ofAll: tenantId === null,
    });
    res.set({ 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Disposition': 'inline; filename="vplus.ics"' });
    res.end(text);
  });
}

/** 256 random bits need no salt and no slow hash: nobody guesses them. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const viewOf = (row: CalendarFeedRow) => row as z.input<typeof CalendarFeed>;
