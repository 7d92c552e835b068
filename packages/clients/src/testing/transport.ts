import type { Transport } from '../ports.ts';

/** Real requests, and a clock on which every wait is over at once; `waits` are the milliseconds that were asked for. */
export function testTransport(timeoutMs = 5_000): Transport & { waits: number[] } {
  const waits: number[] = [];
  let now = Date.parse('2026-11-23T10:00:00Z');
  return {
    fetch: globalThis.fetch,
    timeoutMs,
    waits,
    clock: {
      now: () => now,
      async sleep(ms, signal) {
        signal?.throwIfAborted();
        waits.push(ms);
        now += ms;
      },
    },
  };
}
