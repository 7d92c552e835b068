import { createHash } from 'node:crypto';
import { type Message, message, render } from '@vplus/messages';
import type { End } from '@vplus/store';
import ical, { ICalEventTransparency } from 'ical-generator';

/** How often a calendar program should ask: ends are known weeks before. */
const refreshSeconds = 12 * 3600;

interface CalendarOptions {
  /** Makes the ids of events those of this installation. */
  installationId: string;
  /** When it is asked for. */
  now: number;
  /** What many tenants have in common stands there once. */
  ofAll: boolean;
}

/**
 * What ends and when, one event of a whole day each (RFC 5545), without alarms. Ids are those of the things that end, so
 * that a calendar program changes an event and never doubles it. A day is that of UTC: the exact time stands below it.
 */
export function calendarOf(ends: End[], { installationId, now, ofAll }: CalendarOptions): string {
  const calendar = ical({
    // The library does not escape a calendar's name, so nobody else's words may be in it.
    name: render(message('calendar.name')),
    prodId: { company: 'Catalogic', product: 'vPlus setup assistant', language: 'EN' },
    ttl: refreshSeconds,
  });
  for (const { key, at, summary } of eventsOf(ends, ofAll).toSorted((a, b) => a.at.localeCompare(b.at)))
    calendar.createEvent({
      id: `${idOf(key)}@${installationId}`,
      start: new Date(at),
      allDay: true,
      stamp: new Date(now),
      summary: plain(render(summary)),
      description: render(message('calendar.at', { time: at.slice(11, 16) })),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  return `${calendar.toString()}\r\n`;
}

/** The same for as long as the key is; what is in a key is nobody's business, and may be a stranger's words. */
const idOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);

interface Event {
  /** What ends, and how. */
  key: string;
  at: string;
  summary: Message;
}

function eventsOf(ends: End[], ofAll: boolean): Event[] {
  const shared = ofAll ? Map.groupBy(ends.filter(isRetirement), ({ kind, at }) => `${kind}/${at}`) : new Map();
  return [
    ...ends.filter((end) => !ofAll || !isRetirement(end)).map(eventOf),
    ...[...shared].map(([key, group]: [string, Retirement[]]) => {
      const [{ kind, at }] = group as [Retirement];
      const count = new Set(group.map(({ tenantId }) => tenantId)).size;
      const title = message(`finding.${kind}`);
      return { key: `retirement/${key}`, at, summary: message('calendar.retirement-of-many', { title, count }) };
    }),
  ];
}

type Retirement = End & { is: 'retirement' };
const isRetirement = (end: End): end is Retirement => end.is === 'retirement';

function eventOf(end: End): Event {
  const { tenantName: tenant, at } = end;
  const key = `${end.is}/${end.key}`;
  if (end.is === 'credential') return { key, at, summary: message('calendar.credential', { kind: end.kind, tenant }) };
  const title = message(`finding.${end.kind}`);
  return { key, at, summary: message(`calendar.${end.is}`, { title, tenant }) };
}

/** A name is a customer's own: one line of it, whatever is in it. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
