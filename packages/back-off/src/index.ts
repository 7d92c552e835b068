export interface BackOff {
  firstMs: number;
  longestMs: number;
  /** By how much each wait is longer than the one before: doubling where it is left out. */
  factor?: number;
}

/**
 * Milliseconds to wait after `attempt` attempts that are followed by another, counted from 0. `random`, from 0 to 1,
 * spreads a wait by a quarter to both sides, the longest too, so that those who failed together do not come back
 * together; 0.5, the default, is the wait itself.
 */
export function backOffMs({ firstMs, longestMs, factor = 2 }: BackOff, attempt: number, random = 0.5): number {
  return Math.round(Math.min(firstMs * factor ** attempt, longestMs) * (0.75 + random / 2));
}
