import { createHash } from 'node:crypto';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** What was made just now may still be spreading at Microsoft. */
export const firstCheckMs = 15 * 60_000;

/** Whoever looks the moment that something ends may still see it. */
const pastAnEndMs = 60_000;

/**
 * Once a day, at a moment that follows from the connection's id, so that all tenants together make a steady trickle. `soon`:
 * within the hour, because nobody could look. `ends`: when something ends that was told; it is looked at just after.
 * Epoch milliseconds.
 */
export function nextCheckAfter(
  connectionId: string,
  now: number,
  { soon, ends = [] }: { soon: boolean; ends?: number[] },
): number {
  const ofDay = createHash('sha256').update(connectionId).digest().readUInt32BE() % dayMs;
  const today = now - (now % dayMs) + ofDay;
  const usual = today > now ? today : today + dayMs;
  const next = Math.min(usual, ...ends.filter((at) => at + pastAnEndMs > now).map((at) => at + pastAnEndMs));
  return soon ? Math.min(next, now + hourMs) : next;
}
