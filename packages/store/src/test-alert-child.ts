import { openStore, type StoreOptions } from './open-store.ts';
import { testKey } from './test-databases.ts';

/** What the child is told: a database, the address of a receiver, and what time it is. */
export interface Orders {
  database: StoreOptions['database'];
  receiver: string;
  now: number;
}

/** Posts an alert, and the time of whoever sends, to the receiver of a test; answers the status. */
export async function post(receiver: string, id: string, now: number): Promise<number> {
  const { status } = await fetch(receiver, { method: 'POST', body: JSON.stringify({ id, now }) });
  return status;
}

// A worker in a process of its own that sends and never writes down how it went: to be killed.
if (import.meta.main) {
  const { database, receiver, now } = JSON.parse(process.argv[2] ?? '') as Orders;
  const store = await openStore({ database, vaultKey: testKey, clock: { now: () => now } });
  const send = async ({ id }: { id: string }) => {
    process.stdout.write(`${id} ${await post(receiver, id, now)}\n`);
    return new Promise<never>(() => undefined);
  };
  await store.alerts.deliver(send, { concurrency: 1 });
}
