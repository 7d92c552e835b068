import { failed } from '../http/failed.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { GraphCall, GraphReply } from './graph-call.ts';
import type { GraphOptions } from './graph-options.ts';
import { defaultCeilingMs, pause } from './patience.ts';

/**
 * Keeps to a Retry-After whoever sends the request again: another attempt of a step may begin while the first still
 * waits, since something else beside it failed. A short rest is waited out here; a longer one is told as the refusal
 * that Graph would give.
 */
export function createHoldBack(options: GraphOptions) {
  const { clock, heldBack = new Map(), retryAfterCeilingMs = defaultCeilingMs } = options;
  const nameOf = ({ method, path, body }: GraphCall) => `${method} ${path} ${body ? JSON.stringify(body) : ''}`;

  return {
    async before(call: GraphCall): Promise<void> {
      const name = nameOf(call);
      const rest = (heldBack.get(name) ?? 0) - clock.now();
      if (rest <= 0) {
        heldBack.delete(name);
        return;
      }
      if (rest <= retryAfterCeilingMs) return pause(options, call, rest);
      const description = { service: 'graph' as const, operation: call.operation };
      throw failed(clock, description, {
        failure: 'refused',
        status: 429,
        code: 'TooManyRequests',
        retryAfterMs: rest,
      });
    },
    after(call: GraphCall, { status, headers }: Pick<GraphReply, 'status' | 'headers'>): void {
      const rest = status === 429 || status === 503 ? retryAfter(headers, clock) : undefined;
      if (rest) heldBack.set(nameOf(call), clock.now() + rest);
    },
  };
}
