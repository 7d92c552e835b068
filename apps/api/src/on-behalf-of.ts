import { type DelegatedToken, type Identity, RemoteError } from '@vplus/clients';
import { Problem } from '@vplus/contracts';
import { missingScopes, problemOf } from '@vplus/tenant-access';
import type { Caller } from './caller.ts';

/** Exchanges the person's token for one that Microsoft Graph accepts from us on their behalf. */
export interface OnBehalfOf {
  /** null: the organization has not approved the assistant at all. */
  tryExchange(caller: Caller, signal?: AbortSignal): Promise<DelegatedToken | null>;
  /** Throws assistant-not-approved unless everything that the steps need is approved. */
  exchange(caller: Caller, signal?: AbortSignal): Promise<DelegatedToken>;
}

export interface OnBehalfOfOptions {
  identity: Identity;
  graphScope: string;
  /** Guests who are named as such that may act. */
  guestsAllowed: string[];
  /** What the directory calls the person of this token; null: it has no such person, or does not say. */
  userTypeOf(token: DelegatedToken, signal?: AbortSignal): Promise<string | null>;
}

export function createOnBehalfOf({ identity, graphScope, guestsAllowed, userTypeOf }: OnBehalfOfOptions): OnBehalfOf {
  const exchange = async (caller: Caller, signal?: AbortSignal) => {
    const token = await identity.onBehalfOf({
      tenantId: caller.tenantId,
      assertion: caller.token,
      scope: graphScope,
      ...(signal ? { signal } : {}),
    });
    const named = guestsAllowed.includes(`${caller.tenantId}/${caller.objectId}`);
    if (caller.guest === null && !named && (await userTypeOf(token, signal)) === 'Guest')
      throw new Problem('guest-refused');
    return token;
  };
  return {
    tryExchange: async (caller, signal) =>
      exchange(caller, signal).catch((error: unknown) => {
        if (error instanceof RemoteError && isNotApproved(error)) return null;
        throw error;
      }),
    exchange: async (caller, signal) => {
      const token = await exchange(caller, signal);
      const missing = missingScopes(token.scopes);
      if (missing.length > 0) throw new Problem('assistant-not-approved', undefined, { missingScopes: missing });
      return token;
    },
  };
}

/** Never approved, or approved so lately that Microsoft has not spread it. */
const isNotApproved = (error: RemoteError): boolean =>
  problemOf(error, { assistant: true }).code === 'assistant-not-approved';
