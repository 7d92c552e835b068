import { failed } from '../http/failed.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { GraphOptions } from './graph.ts';
import type { GraphCall } from './wire.ts';

export const mostAttempts = 4;

export const defaultCeilingMs = 10_000;
const firstBackOffMs = 500;

/** Says how long to wait before a refused call is sent again; null: do not. Decided by status and Retry-After alone. */
export function createPatience({ clock, retryAfterCeilingMs = defaultCeilingMs }: GraphOptions) {
  return (reply: { status: number; headers: Headers }, call: GraphCall, attempt: number): number | null => {
    // 429 and 503 say that nothing was done; after 504 nobody knows.
    const worthwhile = reply.status === 429 || reply.status === 503 || (reply.status === 504 && call.repeatable);
    if (!worthwhile || attempt >= mostAttempts) return null;
    const asked = retryAfter(reply.headers, clock) ?? backOff(attempt);
    return asked <= retryAfterCeilingMs ? asked : null;
  };
}

/** Doubling, and never the same for two callers: some of Graph's APIs throttle without saying for how long. */
export function backOff(attempt: number): number {
  return firstBackOffMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

export async function pause({ clock, signal }: GraphOptions, call: GraphCall, ms: number): Promise<void> {
  await clock.sleep(ms, signal).catch((error: unknown) => {
    throw signal?.aborted
      ? failed(clock, { service: 'graph', operation: call.operation }, { failure: 'aborted' })
      : error;
  });
}
