import { Problem } from '@vplus/contracts';
import { createRemoteJWKSet, customFetch, errors, type JWK, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';

/** The person behind a request, as their validated token tells it. A person is (`tenantId`, `objectId`), never a name. */
export interface Caller {
  tenantId: string;
  objectId: string;
  name: string;
  username: string;
  guest: boolean;
  /** Directory role template ids, fixed when the token was issued; null: the token does not say. */
  wids: string[] | null;
  appRoles: string[];
  /** Epoch milliseconds. */
  expiresAt: number;
  /** For the on-behalf-of exchange only; never stored, never logged. */
  token: string;
}

export type Identify = (authorization: string | undefined) => Promise<Caller>;

export interface CallerOptions {
  clientId: string;
  /** Where keys and issuers are: `https://login.microsoftonline.com`. */
  identityOrigin: string;
  fetch: typeof globalThis.fetch;
  now(): number;
}

/** The tenant of personal Microsoft accounts: nobody there administers anything. */
const consumers = '9188040d-6c67-4c5b-b112-36a304b66dad';
const guid = z.guid().toLowerCase();
const Claims = z.object({
  ver: z.literal('2.0'),
  tid: guid.refine((tid) => tid !== consumers),
  oid: guid,
  azp: z.string(),
  scp: z.string(),
  exp: z.number(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  idp: z.string().optional(),
  wids: z.array(z.string().toLowerCase()).optional(),
  roles: z.array(z.string()).optional(),
});
type Claims = z.infer<typeof Claims>;
/** Entra's own addition to a JSON Web Key. */
type EntraKey = JWK & { issuer?: string };

/**
 * Validates the browser's access token for our own API.
 * https://learn.microsoft.com/entra/identity-platform/claims-validation
 */
export function createIdentify(options: CallerOptions): Identify {
  const keys = createRemoteJWKSet(new URL('/organizations/discovery/v2.0/keys', options.identityOrigin), {
    [customFetch]: afterFailure(options),
  });

  return async (authorization) => {
    const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new Problem('sign-in-required');
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        audience: options.clientId,
        currentDate: new Date(options.now()),
        clockTolerance: 60,
        requiredClaims: ['exp', 'nbf', 'iss'],
      });
      const claims = claimsOf(payload, options.clientId);
      const issuer = `${options.identityOrigin}/${claims.tid}/v2.0`;
      const key: EntraKey | undefined = keys.jwks()?.keys.find(({ kid }) => kid === protectedHeader.kid);
      // A key of one tenant or cloud must not speak for another: it names the issuers that may use it.
      const keyIssuer = key?.issuer?.replace('{tenantid}', claims.tid);
      if (payload.iss !== issuer || keyIssuer !== issuer) throw new Problem('sign-in-required');
      return callerOf(claims, issuer, token);
    } catch (error) {
      throw problemOfToken(error);
    }
  };
}

const coolDownMs = 5_000;

/**
 * Keys that could not be had are not asked for again at once: whoever sends a thousand bad tokens must not make us
 * send Microsoft a thousand requests. (jose itself waits only after a success.)
 */
function afterFailure({ fetch, now }: CallerOptions): CallerOptions['fetch'] {
  let failedAt = Number.NEGATIVE_INFINITY;
  return async (url, init) => {
    if (now() - failedAt < coolDownMs) throw new Error('The keys could not be had a moment ago');
    const answer = await fetch(url, init).catch((error: unknown) => {
      failedAt = now();
      throw error;
    });
    if (!answer.ok) failedAt = now();
    return answer;
  };
}

function claimsOf(payload: JWTPayload, clientId: string): Claims {
  const claims = Claims.safeParse(payload);
  if (!claims.success) throw new Problem('sign-in-required');
  const { azp, scp } = claims.data;
  if (azp !== clientId || !scp.split(' ').includes('access_as_user')) throw new Problem('sign-in-required');
  return claims.data;
}

function callerOf(claims: Claims, issuer: string, token: string): Caller {
  const home = [issuer, `https://sts.windows.net/${claims.tid}/`];
  return {
    tenantId: claims.tid,
    objectId: claims.oid,
    name: claims.name ?? claims.preferred_username ?? claims.oid,
    username: claims.preferred_username ?? '',
    guest: claims.idp !== undefined && !home.includes(claims.idp),
    wids: claims.wids ?? null,
    appRoles: claims.roles ?? [],
    expiresAt: claims.exp * 1000,
    token,
  };
}

/** A bad token is the caller's; keys that cannot be fetched are not. */
function problemOfToken(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const unreachable =
    !(error instanceof errors.JOSEError) ||
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === 'ERR_JOSE_GENERIC';
  if (unreachable) return new Problem('microsoft-unreachable', undefined, { cause: error });
  // Only its code: the error itself carries the claims, which belong into no log.
  return new Problem('sign-in-required', undefined, { cause: error.code });
}
