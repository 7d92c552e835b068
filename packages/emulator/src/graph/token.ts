import { serverTime } from '../core/clock.ts';
import type { Call, Cloud } from '../core/service.ts';
import { readToken, type TokenClaims, type TokenRefusal } from '../core/tokens.ts';
import type { Tenant, User } from '../core/world.ts';
import { GraphRefusal } from './refusal.ts';

const graphAppId = '00000003-0000-0000-c000-000000000000';

const messages: Record<TokenRefusal['refused'], string> = {
  missing: 'Access token is empty.',
  malformed: 'IDX14100: JWT is not well formed, there are no dots (.).',
  signature: 'Access token validation failure. Invalid signature.',
  audience: 'Access token validation failure. Invalid audience.',
  expired: 'Lifetime validation failed, the token is expired.',
  'not-yet-valid': 'Lifetime validation failed, the token is not yet valid.',
};

/** The token of a request, or Graph's 401. */
export async function acceptToken(call: Call, cloud: Cloud): Promise<TokenClaims> {
  const token = await readToken(call.headers.authorization, [graphAppId], cloud);
  if ('refused' in token) throw unauthorized(cloud, messages[token.refused], '');
  return token;
}

/** Who is asking, where, or Graph's 401. */
export async function authenticate(
  call: Call,
  cloud: Cloud,
): Promise<{ token: TokenClaims; tenant: Tenant; person: User | null }> {
  const token = await acceptToken(call, cloud);
  const tenant = cloud.world.tenants[token.tid];
  if (!tenant) throw unauthorized(cloud, `The tenant for tenant guid '${token.tid}' does not exist.`, '');
  const person = token.idtyp === 'user' ? (tenant.users[token.oid] ?? null) : null;
  challenge(token, tenant, person, cloud);
  return { token, tenant, person };
}

/**
 * Continuous access evaluation and Conditional Access: Graph sends the client back for a better token.
 *
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
function challenge(token: TokenClaims, tenant: Tenant, person: User | null, cloud: Cloud): void {
  const revoked = person && (!person.accountEnabled || token.issuedAt < person._validFrom);
  if (revoked && token.xms_cc.map((capability) => capability.toLowerCase()).includes('cp1')) {
    throw insufficientClaims(cloud, 'TokenIssuedBeforeRevocationTimestamp', {
      nbf: { essential: true, value: String(Math.floor(serverTime(cloud) / 1000)) },
    });
  }
  const wanted = tenant.weather.conditionalAccess;
  if (wanted?.at === 'graph' && token.idtyp === 'user' && !token.acrs.includes('c1')) {
    throw insufficientClaims(cloud, 'InteractionRequired', { acrs: { essential: true, value: 'c1' } });
  }
}

function insufficientClaims(cloud: Cloud, code: string, accessToken: Record<string, unknown>): GraphRefusal {
  const claims = Buffer.from(JSON.stringify({ access_token: accessToken })).toString('base64');
  return unauthorized(
    cloud,
    `Continuous access evaluation resulted in challenge with result: InteractionRequired and code: ${code}`,
    `, error="insufficient_claims", claims="${claims}"`,
  );
}

function unauthorized(cloud: Cloud, message: string, more: string): GraphRefusal {
  return new GraphRefusal(401, 'InvalidAuthenticationToken', message, {
    'www-authenticate': `Bearer realm="", authorization_uri="${cloud.origins.identity}/common/oauth2/authorize", client_id="${graphAppId}"${more}`,
  });
}
