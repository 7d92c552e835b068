import { type AuditQuery, listAudit } from '@vplus/contracts';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';

export type Filter = Pick<AuditQuery, 'search' | 'since' | 'until' | 'runId'>;
/** Days of the calendar, in the reader's time zone; empty: no limit. */
export interface Days {
  from: string;
  to: string;
}
type Change = Partial<Days & { search: string; runId: string }>;

/** What is searched for, kept in the address: it can be bookmarked, and the back button works. */
export function useFilter(): { days: Days; filter: Filter; change(wanted: Change): void } {
  const [search, setSearch] = useSearchParams();
  const { days, filter } = useMemo(() => filterOf(search), [search]);
  const change = (wanted: Change) =>
    setSearch(
      (known) => {
        const next = new URLSearchParams(known);
        for (const [name, value] of Object.entries(wanted)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return { days, filter, change };
}

/** An address that somebody mistyped searches for nothing. The last day belongs to what is asked for. */
export function filterOf(search: URLSearchParams): { days: Days; filter: Filter } {
  const days = { from: dayIn(search.get('from')), to: dayIn(search.get('to')) };
  const asked = {
    search: search.get('search') || undefined,
    runId: search.get('runId') || undefined,
    since: days.from ? startOf(days.from) : undefined,
    until: days.to ? startOf(days.to, 1) : undefined,
  };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const parsed = listAudit.query.safeParse(given);
  return { days, filter: parsed.success ? (parsed.data as Filter) : {} };
}

const dayIn = (text: string | null): string =>
  text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';

/** The beginning of a day in the reader's time zone. */
function startOf(day: string, daysLater = 0): string {
  const start = new Date(`${day}T00:00`);
  start.setDate(start.getDate() + daysLater);
  return start.toISOString();
}
