import type { Answer } from '../core/service.ts';
import type { RefreshToken } from '../core/world.ts';
import { Refusal } from './aadsts.ts';
import { type Client, clientFor } from './applications.ts';
import { readClaims, stepUpClaims } from './claims-request.ts';
import { proveClient, readCredentials } from './client-authentication.ts';
import type { ClientProof } from './issue.ts';
import { type Person, personOf, seenAt } from './people.ts';
import { type Ask, required, tenantOf } from './request.ts';
import { graphAlone, oidcScopes, readScopes, singleResource } from './scopes.ts';
import { personAnswer, valuesFor } from './token-answers.ts';

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#refresh-the-access-token */
export async function refreshToken(ask: Ask): Promise<Answer> {
  const { params, cloud } = ask;
  const credentials = readCredentials(ask);
  const client = clientFor(credentials.clientId, tenantOf(ask.authority, cloud), cloud);
  const kept = open(required(params, 'refresh_token'), client, ask);
  const proof = await proveHolder(client, kept, ask);
  const person = holder(kept, ask);
  const claims = readClaims(params.claims);
  if (claims.stepUp && !kept.stepUp) throw new Refusal(50076, { claims: stepUpClaims, suberror: 'basic_action' });

  const request = readScopes(params.scope ?? kept.scopes.join(' '), person.tenant, client, cloud);
  const wanted = singleResource(request) ?? graphAlone(person.tenant, cloud);
  const oidc = [...new Set([...request.oidc, ...kept.scopes.filter((scope) => oidcScopes.includes(scope))])];
  return personAnswer(
    {
      client,
      person,
      proof,
      request: { ...request, oidc },
      wanted,
      values: valuesFor(wanted, client, person),
      nonce: null,
      stepUp: kept.stepUp,
      continuous: claims.continuous,
      authTime: kept.authTime,
      spa: kept.spa,
    },
    ask,
  );
}

function open(value: string, client: Client, { cloud }: Ask): RefreshToken {
  const kept = cloud.world.refreshTokens[value];
  if (!kept || kept.clientId !== client.application.appId) {
    throw new Refusal(9002313, { error: 'invalid_grant', text: 'Invalid request. Request is malformed or invalid.' });
  }
  if (kept.expiresAt <= cloud.clock.now()) throw new Refusal(kept.spa ? 700084 : 700082);
  return kept;
}

/** The person, at the tenant that is asked now; a session that was ended since does not go on. */
function holder(kept: RefreshToken, { authority, cloud }: Ask): Person {
  const person = personOf(kept, cloud);
  if (!person?.user.accountEnabled) throw new Refusal(50057);
  if (kept.authTime < person.user._validFrom) {
    throw new Refusal(50173, {
      text: `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${new Date(kept.authTime).toISOString()}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${new Date(person.user._validFrom).toISOString()}'.`,
    });
  }
  const tenant = tenantOf(authority, cloud);
  if (!tenant) return person;
  const there = seenAt(kept, tenant, cloud);
  if (!there) throw new Refusal(50020);
  return there;
}

async function proveHolder(client: Client, kept: RefreshToken, ask: Ask): Promise<ClientProof> {
  const crossOrigin = ask.call.headers.origin !== undefined;
  const credentials = readCredentials(ask);
  if (kept.spa) {
    if (!crossOrigin) throw new Refusal(9002327);
    return '0';
  }
  if (crossOrigin) throw new Refusal(9002326);
  const proof = await proveClient(client, credentials, ask);
  if (proof) return proof;
  if (client.application.web.redirectUris.length > 0 && client.application.publicClient.redirectUris.length === 0) {
    throw new Refusal(7000218);
  }
  return '0';
}
