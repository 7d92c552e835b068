/**
 * Time that passes only while everybody waits: when nothing is under way, the earliest sleeper is woken and it is
 * that late. So a wait of twenty minutes costs nothing, and two waits side by side overlap as they would.
 */
export interface VirtualClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Time stands still while this is under way. */
  during<T>(work: Promise<T>): Promise<T>;
  set(now: number): void;
}

/** How many turns of the event loop without anything under way count as everybody waiting. */
const quietTurns = 12;

export function virtualClock(): VirtualClock {
  let now = 0;
  let underWay = 0;
  let quiet = 0;
  let turning = false;
  const sleepers = new Set<{ at: number; wake: () => void }>();

  const turn = () => {
    quiet = underWay > 0 ? 0 : quiet + 1;
    if (quiet >= quietTurns) {
      quiet = 0;
      const [earliest] = [...sleepers].sort((a, b) => a.at - b.at);
      if (earliest) {
        now = Math.max(now, earliest.at);
        sleepers.delete(earliest);
        earliest.wake();
      }
    }
    turning = sleepers.size > 0;
    if (turning) setImmediate(turn);
  };

  return {
    now: () => now,
    set: (to) => {
      now = to;
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper = {
          at: now + ms,
          wake: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        sleepers.add(sleeper);
        quiet = 0;
        if (!turning) {
          turning = true;
          setImmediate(turn);
        }
      }),
    async during(work) {
      underWay += 1;
      try {
        return await work;
      } finally {
        underWay -= 1;
        quiet = 0;
      }
    },
  };
}
