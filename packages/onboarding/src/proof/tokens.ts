import type { Offered } from '../permissions/offered.ts';
import type { Services } from '../ports.ts';

export type ProofToken =
  | { is: 'complete'; accessToken: string }
  /** Granted, but not yet in a fresh token. */
  | { is: 'lacking'; api: string; roles: string[] }
  | { is: 'not-offered' };

export interface NewApplication {
  clientId: string;
  secret: string;
  offered: Offered[];
}

/** A fresh app-only token of the new application, complete once it carries every role that was granted on the API. */
export async function proofToken(
  { appOnly }: Services,
  { clientId, secret, offered }: NewApplication,
  apiAppId: string,
  scope: string,
): Promise<ProofToken> {
  const wanted = offered.filter(({ permission }) => permission.resourceAppId === apiAppId);
  const [one] = wanted;
  if (!one) return { is: 'not-offered' };

  const { accessToken, roles } = await appOnly({ clientId, credential: { secret }, scope });
  const lacking = wanted.map(({ permission }) => permission.value).filter((value) => !roles.includes(value));
  if (lacking.length > 0) return { is: 'lacking', api: one.permission.api, roles: lacking };
  return { is: 'complete', accessToken };
}
