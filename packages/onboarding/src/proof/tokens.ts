import type { ClientCredential } from '@vplus/clients';
import type { Offered } from '../permissions/offered.ts';
import type { Services } from '../ports.ts';
import type { TokenSeen } from './seen.ts';

export type ProofToken =
  | { is: 'complete'; accessToken: string; seen: TokenSeen }
  /** Granted, but not yet in a fresh token. */
  | { is: 'lacking'; seen: TokenSeen }
  | { is: 'not-offered' };

export interface NewApplication {
  clientId: string;
  /** For everything but SharePoint where there are two. */
  credential: ClientCredential;
  /** SharePoint refuses a token that a secret obtained, so the certificate where there is one. */
  sharePointCredential: ClientCredential;
  offered: Offered[];
}

/** A fresh app-only token of the new application, complete once it carries every role that was granted on the API. */
export async function proofToken(
  { appOnly, clock }: Services,
  { clientId, offered }: NewApplication,
  credential: ClientCredential,
  apiAppId: string,
  scope: string,
): Promise<ProofToken> {
  const wanted = offered.filter(({ permission }) => permission.resourceAppId === apiAppId);
  const [one] = wanted;
  if (!one) return { is: 'not-offered' };

  const { accessToken, roles } = await appOnly({ clientId, credential, scope });
  const missing = wanted.map(({ permission }) => permission.value).filter((value) => !roles.includes(value));
  const seen: TokenSeen = {
    api: one.permission.api,
    audience: scope.replace(/\/\.default$/, ''),
    credential: 'secret' in credential ? 'secret' : 'certificate',
    roles: roles.toSorted(),
    missing,
    at: new Date(clock.now()).toISOString(),
  };
  return missing.length > 0 ? { is: 'lacking', seen } : { is: 'complete', accessToken, seen };
}
