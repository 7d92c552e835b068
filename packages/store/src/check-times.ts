import { createHash } from 'node:crypto';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** What was made just now may still be spreading at Microsoft. */
export const firstCheckMs = 15 * 60_000;

/**
 * Once a day, at a moment that follows from the connection's id, so that all tenants together make a steady trickle. `soon`:
 * within the hour, because nobody could look. Epoch milliseconds.
 */
export function nextCheckAfter(connectionId: string, now: number, { soon }: { soon: boolean }): number {
  const ofDay = createHash('sha256').update(connectionId).digest().readUInt32BE() % dayMs;
  const today = now - (now % dayMs) + ofDay;
  const next = today > now ? today : today + dayMs;
  return soon ? Math.min(next, now + hourMs) : next;
}
