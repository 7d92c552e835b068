import type { ConnectionRow, Journal, Store } from '@vplus/store';
import type { Memory, Services } from '@vplus/tenant-access';

/** For how long what the API writes there for a person (`answers`, `revealed:…`) may go unseen. */
const freshMs = 5000;

/** What is remembered of a connection, read anew each time. */
export const memoryOf = (store: Pick<Store, 'connection'>, connectionId: string): Pick<Services, 'recall'> => ({
  recall: async () => ((await store.connection(connectionId))?.memory ?? {}) as Memory,
});

/**
 * The same for the worker that holds the run: what its steps remember nobody else writes meanwhile, so that it is known
 * without a read for some seconds. Every patch goes through the run's journal: it is durable before the next write to
 * a remote system.
 */
export function keptMemory(
  { store, journal }: { store: Pick<Store, 'connection'>; journal: Pick<Journal, 'remember'> },
  row: ConnectionRow,
  clock: { now(): number },
): Pick<Services, 'recall' | 'remember'> {
  const { recall } = memoryOf(store, row.id);
  const ours: Partial<Memory> = {};
  let known = row.memory as Memory;
  let readAt = clock.now();
  return {
    recall: async () => {
      if (clock.now() - readAt >= freshMs) {
        readAt = clock.now();
        known = await recall();
      }
      // What was read may lack a patch that is still on its way.
      return structuredClone({ ...known, ...ours });
    },
    remember: async (patch) => {
      Object.assign(ours, structuredClone(patch));
      await journal.remember({ ...patch });
    },
  };
}
