/** How many runs of a tenant one process works on at a time, so that no tenant fills every slot. */
const slotsPerTenant = 2;

interface Waiter {
  tenantId: string;
  enter(): void;
}

/**
 * The worker slots of this process: how many runs it works on at a time. A parked run, which only waits, gives its
 * slot to another and takes one again when it goes on: twenty minutes of one directory's lag hold nobody else up.
 */
export interface WorkerSlots {
  readonly free: number;
  /** Resolves when there is a slot; those that have worked before come `first`. Rejects with the signal's reason. */
  take(tenantId: string, options: { first: boolean; signal: AbortSignal }): Promise<void>;
  give(tenantId: string): void;
}

export function openSlots(size: number): WorkerSlots {
  const taken = new Map<string, number>();
  const waiting: Waiter[] = [];
  let free = size;

  const mayEnter = (tenantId: string) => free > 0 && (taken.get(tenantId) ?? 0) < slotsPerTenant;
  const enter = (tenantId: string) => {
    free -= 1;
    taken.set(tenantId, (taken.get(tenantId) ?? 0) + 1);
  };

  return {
    get free() {
      return free;
    },
    take: async (tenantId, { first, signal }) => {
      signal.throwIfAborted();
      if (mayEnter(tenantId)) return enter(tenantId);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const waiter: Waiter = { tenantId, enter: resolve };
      const leave = () => {
        const at = waiting.indexOf(waiter);
        if (at >= 0) waiting.splice(at, 1);
        reject(signal.reason);
      };
      if (first) waiting.unshift(waiter);
      else waiting.push(waiter);
      signal.addEventListener('abort', leave, { once: true });
      await promise.finally(() => signal.removeEventListener('abort', leave));
    },
    give: (tenantId) => {
      free += 1;
      const left = (taken.get(tenantId) ?? 1) - 1;
      if (left > 0) taken.set(tenantId, left);
      else taken.delete(tenantId);
      const at = waiting.findIndex((waiter) => mayEnter(waiter.tenantId));
      if (at < 0) return;
      const [next] = waiting.splice(at, 1);
      if (!next) return;
      enter(next.tenantId);
      next.enter();
    },
  };
}
