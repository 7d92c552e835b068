import type { ConnectionRow, Store } from '@vplus/store';
import * as z from 'zod';
import type { Caller } from './caller.ts';

/** How long a plan may lie on a person's screen before it is approved. */
const lifeMs = 60 * 60_000;
const Offers = z.array(z.object({ hash: z.string(), at: z.number() }));
/** A person who tries choices out gets one plan after the other, and their answers may overtake one another. */
const mostOffers = 8;

const keyOf = (caller: Caller) => `offered:${caller.tenantId}/${caller.objectId}`;

const offersIn = (connection: ConnectionRow | null, caller: Caller) =>
  Offers.safeParse(connection?.memory[keyOf(caller)]).data ?? [];

/** Remembers, for every process of this installation, which plans a person was shown last. */
export async function offer(store: Store, connectionId: string, caller: Caller, hash: string, at: number) {
  const earlier = offersIn(await store.connection(connectionId), caller).filter((one) => one.hash !== hash);
  await store.remember(connectionId, { [keyOf(caller)]: [{ hash, at }, ...earlier].slice(0, mostOffers) });
}

/** Only a plan that this very person was shown can be approved, and only for a while. */
export const isApprovable = (connection: ConnectionRow, caller: Caller, hash: string, now: number): boolean =>
  offersIn(connection, caller).some((shown) => shown.hash === hash && now - shown.at <= lifeMs);
