/** How long until the next look: doubling from 300 ms up to 15 s, with jitter so that a thousand tenants do not march in step. */
export function backOffMs(attempt: number, random: number): number {
  const base = Math.min(300 * 2 ** attempt, 15_000);
  return Math.round(base * (0.75 + random / 2));
}

/** After a step's budget: still trying, but no longer in a hurry. */
export const slowRetryMs = 60_000;

/** The next wait of a step: never sooner than the remote asked for, never in a hurry once the budget is used up. */
export function nextWaitMs(input: { attempt: number; random: number; askedMs: number; overBudget: boolean }): number {
  const own = input.overBudget ? slowRetryMs * (0.75 + input.random / 2) : backOffMs(input.attempt, input.random);
  return Math.max(own, input.askedMs);
}

/** How often a watched ask is looked at without growing slower: people who do it at once are seen at once. */
const keenLooks = 10;

/** The pause before the next look of a watch: even at first, then longer and longer, ten times as long at most. */
export function nextLookMs(input: { looks: number; everyMs: number; random: number }): number {
  const slower = Math.min(1.5 ** Math.max(0, input.looks - keenLooks), 10);
  return Math.round(input.everyMs * slower * (0.75 + input.random / 2));
}
