import { type BackOff, backOffMs } from '@vplus/back-off';
import { failed } from '../http/failed.ts';
import { retryAfter } from '../http/retry-after.ts';
import { effectOf } from '../remote-error.ts';
import type { GraphCall } from './graph-call.ts';
import type { GraphOptions } from './graph-options.ts';

export const mostAttempts = 4;

export const defaultCeilingMs = 10_000;
const backOff: BackOff = { firstMs: 500, longestMs: defaultCeilingMs };

/** Says how long to wait before a refused call is sent again; null: do not. Decided by status and Retry-After alone. */
export function createPatience({ clock, retryAfterCeilingMs = defaultCeilingMs }: GraphOptions) {
  return (reply: { status: number; headers: Headers }, call: GraphCall, attempt: number): number | null => {
    const { status } = reply;
    const passes = status === 429 || status === 503 || status === 504;
    const isSafe = call.repeatable || effectOf({ failure: 'refused', status }) === 'none';
    if (!passes || !isSafe || attempt >= mostAttempts) return null;
    const asked = retryAfter(reply.headers, clock) ?? ownPauseMs(attempt);
    return asked <= retryAfterCeilingMs ? asked : null;
  };
}

/** Some of Graph's APIs throttle without saying for how long. `attempt`: the one that failed, from 1. */
export const ownPauseMs = (attempt: number): number => backOffMs(backOff, attempt - 1, Math.random());

export async function pause({ clock, signal }: GraphOptions, call: GraphCall, ms: number): Promise<void> {
  await clock.sleep(ms, signal).catch((error: unknown) => {
    throw signal?.aborted
      ? failed(clock, { service: 'graph', operation: call.operation }, { failure: 'aborted' })
      : error;
  });
}
