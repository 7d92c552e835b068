import type { Answer } from '../core/service.ts';
import { Refusal } from './aadsts.ts';
import { clientFor } from './applications.ts';
import { readClaims } from './claims-request.ts';
import { proveClient, readCredentials } from './client-authentication.ts';
import { personOf } from './people.ts';
import { type Ask, required, tenantOf } from './request.ts';
import { graphAlone, readScopes, singleResource } from './scopes.ts';
import { personAnswer, valuesFor } from './token-answers.ts';

/** Seconds between two questions. */
export const pollSeconds = 5;

/** A device asking whether its person has signed in: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
export async function deviceCode(ask: Ask): Promise<Answer> {
  const { params, cloud } = ask;
  const credentials = readCredentials(ask);
  const client = clientFor(credentials.clientId, tenantOf(ask.authority, cloud), cloud);
  const value = params.device_code ?? required(params, 'code');
  const kept = cloud.world.deviceCodes[value];
  if (!kept || kept.clientId !== client.application.appId) {
    throw new Refusal(70018, { error: 'bad_verification_code' });
  }
  const now = cloud.clock.now();
  if (kept.expiresAt <= now) throw new Refusal(70020, { error: 'expired_token' });
  if (kept.declined)
    throw new Refusal(65004, { error: 'authorization_declined', text: 'User declined to consent to access the app.' });
  if (!kept.approvedBy) {
    const hasty = kept.polledAt !== null && now - kept.polledAt < (pollSeconds - 1) * 1000;
    kept.polledAt = now;
    throw new Refusal(70016, hasty ? { error: 'slow_down' } : {});
  }
  const person = personOf(kept.approvedBy, cloud);
  if (!person) throw new Refusal(50034);
  const proof = (await proveClient(client, credentials, ask)) ?? '0';
  const request = readScopes(kept.scopes.join(' '), person.tenant, client, cloud);
  const wanted = singleResource(request) ?? graphAlone(person.tenant, cloud);
  const values = valuesFor(wanted, client, person);
  delete cloud.world.deviceCodes[value];
  return personAnswer(
    {
      client,
      person,
      proof,
      request,
      wanted,
      values,
      nonce: null,
      stepUp: kept.approvedBy.stepUp,
      continuous: readClaims(params.claims).continuous,
      authTime: kept.approvedBy.authTime,
      spa: false,
    },
    ask,
  );
}
