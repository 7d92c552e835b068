import { Problem } from '@vplus/contracts';
import { message, sentences, type Words } from '@vplus/messages';

/** So long after it was made something may not show yet. */
const showingMs = 2 * 60_000;

export const isYoung = (at: string | null, now: number): boolean => at !== null && now - Date.parse(at) < showingMs;

/** What a step tells of something that it left and that is gone: see `lost` of a step. */
export const removedMeanwhile = (what: Words) =>
  new Problem('removed-meanwhile', sentences(what, message('steps.removed-meanwhile'))).toView();
