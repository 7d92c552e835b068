import { type DelegatedToken, RemoteError } from '@vplus/clients';
import type { VaultOf } from '@vplus/store';
import * as z from 'zod';

/** Under which the administrator's Graph token of a run lies in the vault. */
export const graphTokenPurpose = 'graph-token';

const Sealed = z.object({ accessToken: z.string(), expiresAt: z.number(), scopes: z.array(z.string()) });

export const toSeal = ({ accessToken, expiresAt, scopes }: DelegatedToken): Record<string, string> => ({
  [graphTokenPurpose]: JSON.stringify({ accessToken, expiresAt, scopes }),
});

export async function openToken(vault: VaultOf): Promise<DelegatedToken | null> {
  const value = await vault.open(graphTokenPurpose);
  return value === null ? null : Sealed.parse(JSON.parse(value));
}

/** The token of a run while it is good; afterwards the refusal that Graph itself would give, which asks for a sign-in. */
export const bearer =
  (token: Pick<DelegatedToken, 'accessToken' | 'expiresAt'> | null, now: () => number) => async (): Promise<string> => {
    if (token && token.expiresAt > now()) return token.accessToken;
    throw new RemoteError({
      service: 'graph',
      operation: 'sign in',
      failure: 'refused',
      status: 401,
      code: 'InvalidAuthenticationToken',
      at: new Date(now()).toISOString(),
    });
  };
