import { useSyncExternalStore } from 'react';
import { duration, language, relative } from './time-words.ts';

const listeners = new Set<() => void>();
let clock: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  clock ??= setInterval(() => {
    for (const tell of listeners) tell();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(clock);
    clock = undefined;
  };
}

/** The time, a second exact: one clock for everything on the page that counts. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => Math.floor(Date.now() / 1000) * 1000);

/** "30 November 2026 at 15:14", in the reader's time zone. */
export const exactly = (at: string): string =>
  new Date(at).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' });

/** A moment, relative to now, with the exact time on hover. */
export function Time({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exactly(at)}>
      {relative(Date.parse(at), now)}
    </time>
  );
}

/** A moment of today, a second exact. */
export function ClockTime({ at }: { at: number }) {
  const exact = new Date(at);
  return (
    <time dateTime={exact.toISOString()} className="sm:whitespace-nowrap">
      {exact.toLocaleTimeString(language)}
    </time>
  );
}

/** A moment that matters as a date, e.g. an expiry. */
export function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{exactly(at)}</time>;
}

/** The day of a moment, in the reader's time zone. */
export function Day({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exactly(at)} className="sm:whitespace-nowrap">
      {new Date(at).toLocaleDateString(language, { dateStyle: 'medium' })}
    </time>
  );
}

/** A day of the calendar (2026-04-02), the same day for every reader wherever they are. */
export function CalendarDay({ day }: { day: string }) {
  return (
    <time dateTime={day}>{new Date(day).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })}</time>
  );
}

/** How long something has taken, counting on while it has no end. */
export function Elapsed({ from, to }: { from: string; to: string | null }) {
  const now = useNow();
  return <span className="sm:whitespace-nowrap">{duration((to ? Date.parse(to) : now) - Date.parse(from))}</span>;
}

/** A moment as a record states it: exact to the second, the same for every reader. */
export function ExactTime({ at }: { at: string }) {
  return <time dateTime={at}>{`${at.slice(0, 10)} ${at.slice(11, 19)} UTC`}</time>;
}
