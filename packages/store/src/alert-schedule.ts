const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/**
 * The waits after each failed attempt: a little over three days in all.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
 */
const waitsMs = [
  5 * seconds,
  5 * minutes,
  30 * minutes,
  2 * hours,
  5 * hours,
  10 * hours,
  14 * hours,
  20 * hours,
  24 * hours,
];
const longestMs = 24 * hours;

/**
 * Milliseconds until the next attempt when `tries` have failed; null: that was the last. `random`, from 0 to 1, spreads
 * a wait by a tenth to both sides. What the receiver asks for is heeded where it is longer, up to a day.
 */
export function waitAfter(tries: number, random: number, retryAfterMs = 0): number | null {
  const wait = waitsMs[tries - 1];
  if (wait === undefined) return null;
  return Math.max(Math.round(wait * (0.9 + random / 5)), Math.min(retryAfterMs, longestMs));
}
