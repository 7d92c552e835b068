import { createHash } from 'node:crypto';
import type { Answer } from '../core/service.ts';
import type { AuthorizationCode } from '../core/world.ts';
import { Refusal } from './aadsts.ts';
import { type Client, clientFor, redirectKind } from './applications.ts';
import { readClaims } from './claims-request.ts';
import { proveClient, readCredentials } from './client-authentication.ts';
import type { ClientProof } from './issue.ts';
import { personOf } from './people.ts';
import { type Ask, required, tenantOf } from './request.ts';
import { graphAlone, oidcScopes, readScopes, singleResource } from './scopes.ts';
import { personAnswer, valuesFor } from './token-answers.ts';

/** Redeems a code: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow */
export async function authorizationCode(ask: Ask): Promise<Answer> {
  const { params, cloud } = ask;
  const { clientId } = readCredentials(ask);
  const client = clientFor(clientId, tenantOf(ask.authority, cloud), cloud);
  const code = openCode(required(params, 'code'), client, ask);
  const proof = await proveRedeemer(client, code, ask);
  checkChallenge(code, params.code_verifier);
  const person = personOf(code, cloud);
  if (!person) throw new Refusal(50034);

  const request = readScopes(params.scope ?? code.scopes.join(' '), person.tenant, client, cloud);
  const asked = params.scope === undefined ? request.wanted[0] : singleResource(request);
  const wanted = asked ?? graphAlone(person.tenant, cloud);
  const oidc = [...new Set([...request.oidc, ...code.scopes.filter((scope) => oidcScopes.includes(scope))])];
  const values = valuesFor(wanted, client, person);
  code.used = true;
  return personAnswer(
    {
      client,
      person,
      proof,
      request: { ...request, oidc },
      wanted,
      values,
      nonce: code.nonce,
      stepUp: code.stepUp,
      continuous: readClaims(params.claims ?? code.claims).continuous,
      authTime: code.authTime,
      spa: redirectKind(client.application, code.redirectUri) === 'spa',
    },
    ask,
  );
}

function openCode(value: string, client: Client, { params, cloud, authority }: Ask): AuthorizationCode {
  const code = cloud.world.codes[value];
  if (!code || code.clientId !== client.application.appId) throw new Refusal(70000);
  if (code.used) throw new Refusal(54005);
  if (code.expiresAt <= cloud.clock.now()) throw new Refusal(70008);
  const tenant = tenantOf(authority, cloud);
  if (tenant && tenant.id !== code.tenantId) throw new Refusal(700005);
  if (required(params, 'redirect_uri') !== code.redirectUri) throw new Refusal(500112);
  return code;
}

/** A page redeems across origins and without a credential; a web server with one; a public client with neither. */
async function proveRedeemer(client: Client, code: AuthorizationCode, ask: Ask): Promise<ClientProof> {
  const kind = redirectKind(client.application, code.redirectUri);
  const crossOrigin = ask.call.headers.origin !== undefined;
  const credentials = readCredentials(ask);
  if (kind === 'spa' && !crossOrigin) throw new Refusal(9002327);
  if (kind !== 'spa' && crossOrigin) throw new Refusal(9002326);
  if (kind === 'web') {
    const proof = await proveClient(client, credentials, ask);
    if (proof) return proof;
    throw new Refusal(7000218);
  }
  if (credentials.secret !== null || credentials.assertion !== null) throw new Refusal(700025);
  return '0';
}

function checkChallenge({ challenge }: AuthorizationCode, verifier: string | undefined): void {
  if (!challenge && verifier === undefined) return;
  if (!challenge || !verifier) {
    throw new Refusal(501481, {
      text: 'The Code_Verifier and the code_challenge supplied in the authorization request must come together.',
    });
  }
  const derived = challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (derived !== challenge.value) throw new Refusal(501481);
}
