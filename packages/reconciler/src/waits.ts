import { type BackOff, backOffMs } from '@vplus/back-off';

/** Between two looks: people who watch see what happens at once, and a thousand tenants do not march in step. */
const looks: BackOff = { firstMs: 300, longestMs: 15_000 };

/** After a step's budget: still trying, but no longer in a hurry. */
const overBudget: BackOff = { firstMs: 60_000, longestMs: 60_000 };

/** The next wait of a step: never sooner than the remote asked for, never in a hurry once the budget is used up. */
export function nextWaitMs(input: { attempt: number; random: number; askedMs: number; overBudget: boolean }): number {
  return Math.max(backOffMs(input.overBudget ? overBudget : looks, input.attempt, input.random), input.askedMs);
}

/** How often a watched ask is looked at without growing slower: people who do it at once are seen at once. */
const keenLooks = 10;

/** The pause before the next look of a watch: even at first, then longer and longer, ten times as long at most. */
export function nextLookMs(input: { looks: number; everyMs: number; random: number }): number {
  const slower: BackOff = { firstMs: input.everyMs, longestMs: 10 * input.everyMs, factor: 1.5 };
  return backOffMs(slower, Math.max(0, input.looks - keenLooks), input.random);
}
