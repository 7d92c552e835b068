import type { ConnectionRow, Store } from '@vplus/store';
import * as z from 'zod';
import type { Caller } from './caller.ts';

/** How long a plan may lie on a person's screen before it is approved. */
const lifeMs = 60 * 60_000;
const Offer = z.object({ hash: z.string(), at: z.number() });

const keyOf = (caller: Caller) => `offered:${caller.tenantId}/${caller.objectId}`;

/** Remembers, for every process of this installation, which plan a person was shown last. */
export const offer = (store: Store, connectionId: string, caller: Caller, plan: { hash: string }, now: number) =>
  store.remember(connectionId, { [keyOf(caller)]: { hash: plan.hash, at: now } });

/** Only the plan that this very person was shown can be approved, and only for a while. */
export function isApprovable(connection: ConnectionRow, caller: Caller, hash: string, now: number): boolean {
  const shown = Offer.safeParse(connection.memory[keyOf(caller)]);
  return shown.success && shown.data.hash === hash && now - shown.data.at <= lifeMs;
}
