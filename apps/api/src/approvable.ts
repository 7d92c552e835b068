import type { ConnectionRow, Store } from '@vplus/store';
import type { Caller } from './caller.ts';

/** How long a plan may lie on a person's screen before it is approved. */
const lifeMs = 60 * 60_000;

interface Approval {
  connection: ConnectionRow;
  caller: Caller;
  planHash: string;
  /** Epoch milliseconds. */
  now: number;
}

/** Only a plan that this very person was shown can be approved, and only for a while. */
export async function isApprovable(store: Store, { connection, caller, planHash, now }: Approval): Promise<boolean> {
  const shownAt = await store.planShownAt(connection.id, planHash, caller);
  return shownAt !== null && now - shownAt <= lifeMs;
}
