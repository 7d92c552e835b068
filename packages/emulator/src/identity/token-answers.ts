import { randomBytes } from 'node:crypto';
import type { Answer, Cloud } from '../core/service.ts';
import type { RefreshToken } from '../core/world.ts';
import { describeRefusal, Refusal } from './aadsts.ts';
import type { Client, Resource } from './applications.ts';
import { grantedValues } from './consent.ts';
import { type ClientProof, clientInfo, issueAccessToken, issueIdToken, userRoles } from './issue.ts';
import type { Person } from './people.ts';
import type { Ask } from './request.ts';
import { graphName, oidcScopes, type ScopeRequest, type Wanted } from './scopes.ts';

const day = 86_400_000;
export const spaLifeMs = day;
export const refreshLifeMs = 90 * day;

export interface PersonTokens {
  client: Client;
  person: Person;
  proof: ClientProof;
  request: ScopeRequest;
  wanted: Wanted;
  /** Values that the access token carries. */
  values: string[];
  nonce: string | null;
  stepUp: boolean;
  continuous: boolean;
  authTime: number;
  /** Ends 24 hours after the sign-in. */
  spa: boolean;
}

/** The answer of the token endpoint for a person. */
export async function personAnswer(tokens: PersonTokens, ask: Ask): Promise<Answer> {
  const { cloud, origin } = ask;
  const { client, person, request, wanted, values, spa, authTime } = tokens;
  const access = await issueAccessToken(
    {
      client,
      tenant: person.tenant,
      resource: wanted.resource,
      proof: tokens.proof,
      person,
      scopes: withOidc(wanted.resource, request.oidc, values),
      roles: userRoles(person, wanted.resource.application),
      stepUp: tokens.stepUp,
      continuous: tokens.continuous,
      origin,
    },
    cloud,
  );
  const openid = request.oidc.includes('openid');
  const refresh = request.oidc.includes('offline_access') ? keepRefresh(tokens, cloud) : null;
  return {
    status: 200,
    headers: noStore,
    body: {
      token_type: 'Bearer',
      scope: scopeAnswer(wanted, request.oidc, values),
      expires_in: access.expiresIn,
      ext_expires_in: access.expiresIn,
      access_token: access.token,
      ...(refresh && { refresh_token: refresh }),
      ...(refresh &&
        spa && { refresh_token_expires_in: Math.floor((authTime + spaLifeMs - cloud.clock.now()) / 1000) }),
      ...(openid && {
        id_token: await issueIdToken({ client, person, nonce: tokens.nonce, scopes: request.oidc, origin }, cloud),
      }),
      ...(ask.params.client_info === '1' && { client_info: clientInfo(person, cloud) }),
    },
  };
}

/** Graph's own tokens list `openid profile email` too, as they are Graph's scopes. */
function withOidc(resource: Resource, oidc: string[], values: string[]): string[] {
  if (resource.audience !== graphName) return values;
  return [...new Set([...values, ...oidc.filter((scope) => scope !== 'offline_access')])];
}

/** Names scopes as the caller named the resource: short for short names, full for URIs; `.default` stands beside what it meant. */
export function scopeAnswer(wanted: Wanted, oidc: string[], values: string[]): string {
  const short = wanted.written.every((scope) => !scope.includes('/'));
  const plain = values.filter((value) => oidcScopes.includes(value));
  const named = values
    .filter((value) => !oidcScopes.includes(value))
    .map((value) => (short ? value : `${wanted.resource.name}/${value}`));
  const defaults = wanted.isDefault ? wanted.written : [];
  const signIn = [...oidc, ...plain].filter((scope) => scope !== 'offline_access');
  return [...new Set([...signIn, ...named, ...defaults])].join(' ');
}

/** What a token for these scopes holds: all that was approved for the resource, not only what is asked now. */
export function valuesFor(wanted: Wanted, client: Client, person: Person): string[] {
  const granted = grantedValues(person.tenant, client, wanted.resource, person.user);
  return tokenValues(wanted, granted, client);
}

/** The values of a token, given what was approved; what is asked beyond that is refused. */
export function tokenValues(wanted: Wanted, granted: string[], { application }: Client): string[] {
  const known = granted.map((value) => value.toLowerCase());
  const beyond = wanted.values.some((value) => !known.includes(value.toLowerCase()));
  if (beyond || (wanted.isDefault && granted.length === 0)) {
    throw new Refusal(65001, {
      text: `The user or administrator has not consented to use the application with ID '${application.appId}' named '${application.displayName}'. Send an interactive authorization request for this user and resource.`,
      suberror: 'consent_required',
    });
  }
  return granted.filter((value) => value !== 'offline_access');
}

function keepRefresh(tokens: PersonTokens, cloud: Cloud): string {
  const { client, person, request, wanted, authTime, stepUp, spa } = tokens;
  const token = `1.${randomBytes(48).toString('base64url')}`;
  const now = cloud.clock.now();
  const kept: RefreshToken = {
    clientId: client.application.appId,
    tenantId: person.tenant.id,
    userId: person.user.id,
    scopes: [...request.oidc, ...wanted.written],
    authTime,
    stepUp,
    issuedAt: now,
    expiresAt: spa ? authTime + spaLifeMs : now + refreshLifeMs,
    spa,
  };
  cloud.world.refreshTokens[token] = kept;
  return token;
}

export const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };

const statuses: Record<string, number> = { invalid_client: 401, temporarily_unavailable: 503 };

/** A refusal as the token endpoint says it. */
export function refusalAnswer(refusal: Refusal, { trace, origin }: Ask): Answer {
  return {
    status: statuses[refusal.error] ?? 400,
    headers: noStore,
    body: {
      error: refusal.error,
      error_description: describeRefusal(refusal, trace),
      error_codes: [refusal.code],
      timestamp: trace.timestamp,
      trace_id: trace.traceId,
      correlation_id: trace.correlationId,
      error_uri: `${origin}/error?code=${refusal.code}`,
      ...(refusal.suberror && { suberror: refusal.suberror }),
      ...(refusal.claims && { claims: refusal.claims }),
    },
  };
}
