import type { ConnectionRow, Store } from '@vplus/store';
import type { Memory, Services } from '@vplus/tenant-access';

/** For how long what the API writes there for a person (`answers`, `revealed:…`) may go unseen. */
const freshMs = 5000;

/** What is remembered of a connection, read anew each time. */
export const memoryOf = (
  store: Pick<Store, 'connection' | 'remember'>,
  connectionId: string,
): Pick<Services, 'recall' | 'remember'> => ({
  recall: async () => ((await store.connection(connectionId))?.memory ?? {}) as Memory,
  remember: (patch) => store.remember(connectionId, { ...patch }),
});

/**
 * The same for the worker that holds the run: what its steps remember nobody else writes meanwhile, so that it is known
 * without a read for some seconds. Every patch is durable when `remember` resolves.
 */
export function keptMemory(
  store: Pick<Store, 'connection' | 'remember'>,
  row: ConnectionRow,
  clock: { now(): number },
): Pick<Services, 'recall' | 'remember'> {
  const { recall, remember } = memoryOf(store, row.id);
  let known = row.memory as Memory;
  let readAt = clock.now();
  let changes = 0;
  return {
    recall: async () => {
      if (clock.now() - readAt >= freshMs) {
        readAt = clock.now();
        const before = changes;
        const fresh = await recall();
        // What was read while a patch was on its way may lack it.
        if (changes === before) known = fresh;
      }
      return structuredClone(known);
    },
    remember: async (patch) => {
      changes += 1;
      await remember(patch);
      changes += 1;
      known = structuredClone({ ...known, ...patch }) as Memory;
    },
  };
}
