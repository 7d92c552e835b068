import { setTimeout as after } from 'node:timers/promises';
import type { Clock, Transport } from './ports.ts';

const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    after(ms, undefined, { ...(signal && { signal }) }).catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : error;
    }),
};

/** Node's own fetch, whose connections are kept alive, and real time. */
export function systemTransport(): Transport {
  return { fetch: globalThis.fetch, clock: systemClock, timeoutMs: 30_000 };
}
