const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** The language of all our own words: a date in another one would stand in the middle of an English sentence. */
export const language = 'en-GB';

/** "3 minutes ago", "in 2 months". */
export function relative(at: number, now: number): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const away = at - now;
  for (const [unit, ms] of units) if (Math.abs(away) >= ms) return words.format(Math.trunc(away / ms), unit);
  return words.format(0, 'minute');
}

/** "8 s", "1 min 05 s", "20 min", "2 h 10 min". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60 && seconds % 60 === 0) return `${minutes} min`;
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
