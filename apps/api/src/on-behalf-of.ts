import { type DelegatedToken, type Identity, RemoteError } from '@vplus/clients';
import { Problem } from '@vplus/contracts';
import { missingScopes } from '@vplus/onboarding';
import type { Caller } from './caller.ts';

/** Exchanges the person's token for one that Microsoft Graph accepts from us on their behalf. */
export interface OnBehalfOf {
  /** null: the organization has not approved the assistant at all. */
  tryExchange(caller: Caller, signal?: AbortSignal): Promise<DelegatedToken | null>;
  /** Throws assistant-not-approved unless everything that the steps need is approved. */
  exchange(caller: Caller, signal?: AbortSignal): Promise<DelegatedToken>;
}

/** Consent missing, or given so lately that Microsoft has not spread it. */
const consentMissing = 65001;

export function createOnBehalfOf(identity: Identity, graphScope: string): OnBehalfOf {
  const tryExchange: OnBehalfOf['tryExchange'] = async (caller, signal) => {
    try {
      return await identity.onBehalfOf({
        tenantId: caller.tenantId,
        assertion: caller.token,
        scope: graphScope,
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (error instanceof RemoteError && !error.fields.claims && error.fields.aadsts?.includes(consentMissing))
        return null;
      throw error;
    }
  };
  return {
    tryExchange,
    exchange: async (caller, signal) => {
      const token = await tryExchange(caller, signal);
      const missing = missingScopes(token?.scopes ?? []);
      if (!token || missing.length > 0)
        throw new Problem('assistant-not-approved', undefined, { missingScopes: missing });
      return token;
    },
  };
}
