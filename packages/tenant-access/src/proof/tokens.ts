import type { AppToken, ClientCredential } from '@vplus/clients';
import type { Offered } from '../permissions/offered.ts';
import { graphApi, type Permission } from '../permissions/permission.ts';
import type { Readers } from '../ports.ts';
import { attempt } from './attempt.ts';
import type { Reading } from './reading.ts';
import { refusedToken } from './refused-token.ts';
import type { TokenSeen } from './seen.ts';

export type ProofToken =
  | { is: 'complete'; accessToken: string; seen: TokenSeen }
  /** Granted, but not yet in a fresh token. */
  | { is: 'lacking'; seen: TokenSeen }
  /** Microsoft gives none for this service; what it says of the others is theirs. */
  | { is: 'refused'; reading: Reading }
  | { is: 'not-offered' };

export interface NewApplication {
  clientId: string;
  /** For everything but SharePoint where there are two. */
  credential: ClientCredential;
  /** SharePoint refuses a token that a secret obtained, so the certificate where there is one. */
  sharePointCredential: ClientCredential;
  offered: Offered[];
}

/**
 * A fresh app-only token of the new application, complete once it carries every role that was granted on the API.
 * Throws where the refusal is about the application, its credential or the tenant as a whole.
 */
export async function proofToken(
  services: Readers,
  { clientId, offered }: NewApplication,
  credential: ClientCredential,
  apiAppId: string,
  scope: string,
): Promise<ProofToken> {
  const wanted = offered.filter(({ permission }) => permission.resourceAppId === apiAppId);
  const [one] = wanted;
  if (!one) return { is: 'not-offered' };

  const answer = await tokenOf(services, { clientId, credential, scope }, one.permission);
  if ('is' in answer) return { is: 'refused', reading: answer };
  const { accessToken, roles } = answer;
  const missing = wanted.map(({ permission }) => permission.value).filter((value) => !roles.includes(value));
  const seen: TokenSeen = {
    api: one.permission.api,
    audience: scope.replace(/\/\.default$/, ''),
    credential: 'secret' in credential ? 'secret' : 'certificate',
    roles: roles.toSorted(),
    missing,
    at: new Date(services.clock.now()).toISOString(),
  };
  return missing.length > 0 ? { is: 'lacking', seen } : { is: 'complete', accessToken, seen };
}

/** Without a token for Graph there is no proof at all: that is waited for by whoever asks for the proof. */
async function tokenOf(
  services: Readers,
  asked: Parameters<Readers['appOnly']>[0],
  { api, resourceAppId }: Permission,
): Promise<AppToken | Reading> {
  const isAlone = resourceAppId === graphApi.appId;
  const ask = () => services.appOnly(asked).catch((error: unknown) => refusedToken(error, api, isAlone));
  if (isAlone) return ask();
  let token: AppToken | undefined;
  const reading = await attempt(services, {
    candidates: [null],
    nothing: '',
    async read() {
      const answer = await ask();
      if ('is' in answer) return answer;
      token = answer;
      return 'answered';
    },
  });
  return token ?? reading;
}
