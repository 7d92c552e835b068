import { Problem } from '@vplus/contracts';

/** So long after it was made something may not show yet. */
const showingMs = 2 * 60_000;

export const isYoung = (at: string | null, now: number): boolean => at !== null && now - Date.parse(at) < showingMs;

/** What a step tells of something that it left and that is gone: see `lost` of a step. */
export const removedMeanwhile = (what: string) =>
  new Problem('removed-meanwhile', `${what} Somebody removed it while this run was at work.`).toView();
