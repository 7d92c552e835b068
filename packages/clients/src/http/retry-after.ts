import type { Clock } from '../ports.ts';

/** Whoever asks for longer is asked again after this all the same: nobody is to be put off for a year by one answer. */
const longestMs = 60 * 60_000;

/**
 * How long the remote side wants us to wait, in milliseconds, an hour at most; undefined where it does not say.
 * SharePoint may send `RateLimit-Reset` beside it: the longer one counts.
 * https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online
 */
export function retryAfter(headers: Headers, clock: Pick<Clock, 'now'>): number | undefined {
  const waits = [headers.get('retry-after'), headers.get('ratelimit-reset')]
    .filter((value) => value !== null && value.trim() !== '')
    .map((value) => (Number.isFinite(Number(value)) ? Number(value) * 1000 : Date.parse(String(value)) - clock.now()))
    .filter((ms) => Number.isFinite(ms));
  return waits.length === 0 ? undefined : Math.min(Math.max(0, ...waits), longestMs);
}
