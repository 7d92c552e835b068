const dayMs = 86_400_000;

/** A credential's life in whole days, the unit in which people plan. */
export function daysLeft(at: string, now: number): string {
  const days = Math.floor((Date.parse(at) - now) / dayMs);
  if (days < 0) return 'expired';
  if (days === 0) return 'today';
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}
