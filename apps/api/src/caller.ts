import { Problem } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { createRemoteJWKSet, customFetch, errors, type JWK, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import { type KeysOptions, keepKeys } from './microsoft-keys.ts';

/** The person behind a request, as their validated token tells it. A person is (`tenantId`, `objectId`), never a name. */
export interface Caller {
  tenantId: string;
  objectId: string;
  name: string;
  username: string;
  /** null: the token does not say, and they signed in elsewhere; the directory knows. */
  guest: boolean | null;
  /** Directory role template ids, fixed when the token was issued; null: the token does not say. */
  wids: string[] | null;
  appRoles: string[];
  /** Epoch milliseconds. */
  expiresAt: number;
  /** For the on-behalf-of exchange only; never stored, never logged. */
  token: string;
  /** The address that the request came from, as the trusted proxies tell it. */
  from: string | null;
}

export type Identify = (authorization: string | undefined) => Promise<Omit<Caller, 'from'>>;

export interface CallerOptions {
  clientId: string;
  /** Where keys and issuers are: `https://login.microsoftonline.com`. */
  identityOrigin: string;
  fetch: typeof globalThis.fetch;
  now(): number;
  log?: KeysOptions['log'] | undefined;
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
  /** An optional claim: 0 for a member of the tenant, 1 for a guest. */
  acct: z.coerce.number().optional(),
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
  const { clientId, identityOrigin, now } = options;
  const address = new URL('/organizations/discovery/v2.0/keys', identityOrigin);
  const kept = keepKeys(options);
  const keys = createRemoteJWKSet(address, { [customFetch]: kept.fetch });
  const verify = (token: string, nowMs: number) =>
    jwtVerify(token, keys, {
      algorithms: ['RS256'],
      audience: clientId,
      currentDate: new Date(nowMs),
      clockTolerance: toleranceSeconds,
      requiredClaims: ['exp', 'nbf', 'iss'],
    });

  /** A token whose times do not fit here but do at Microsoft, which issued it: our clock is wrong, not the person. */
  const refusalOf = async (error: unknown, token: string): Promise<Problem> => {
    if (isUnknownKey(error) && kept.isStale()) return new Problem('microsoft-unreachable', undefined, { cause: error });
    if (!isAboutTime(error)) return problemOfToken(error);
    const aheadMs = await kept.aheadMs(address);
    if (aheadMs === null || Math.abs(aheadMs) <= toleranceSeconds * 1000) return problemOfToken(error);
    const fits = await verify(token, now() + aheadMs).then(
      () => true,
      () => false,
    );
    return fits ? clockProblem(aheadMs) : problemOfToken(error);
  };

  return async (authorization) => {
    const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new Problem('sign-in-required');
    const verified = await verify(token, now()).catch(async (error: unknown) => {
      throw await refusalOf(error, token);
    });
    const claims = claimsOf(verified.payload, clientId);
    const issuer = `${identityOrigin}/${claims.tid}/v2.0`;
    const key: EntraKey | undefined = keys.jwks()?.keys.find(({ kid }) => kid === verified.protectedHeader.kid);
    // A key of one tenant or cloud must not speak for another: it names the issuers that may use it.
    const keyIssuer = key?.issuer?.replace('{tenantid}', claims.tid);
    if (verified.payload.iss !== issuer || keyIssuer !== issuer) throw new Problem('sign-in-required');
    return callerOf(claims, issuer, token);
  };
}

const toleranceSeconds = 60;

const isUnknownKey = (error: unknown): boolean => error instanceof errors.JWKSNoMatchingKey;

/** The signature was good, and one of its times was not. */
const isAboutTime = (error: unknown): boolean =>
  error instanceof errors.JWTExpired ||
  (error instanceof errors.JWTClaimValidationFailed && (error.claim === 'nbf' || error.claim === 'iat'));

function clockProblem(aheadMs: number): Problem {
  const minutes = Math.max(1, Math.round(Math.abs(aheadMs) / 60_000));
  const side = aheadMs > 0 ? 'server.clock-behind' : 'server.clock-ahead';
  return new Problem('server-clock-wrong', message(side, { minutes }));
}

function claimsOf(payload: JWTPayload, clientId: string): Claims {
  const claims = Claims.safeParse(payload);
  if (!claims.success) throw new Problem('sign-in-required');
  const { azp, scp } = claims.data;
  if (azp !== clientId || !scp.split(' ').includes('access_as_user')) throw new Problem('sign-in-required');
  return claims.data;
}

function callerOf(claims: Claims, issuer: string, token: string): Omit<Caller, 'from'> {
  const home = [issuer, `https://sts.windows.net/${claims.tid}/`];
  return {
    tenantId: claims.tid,
    objectId: claims.oid,
    name: claims.name ?? claims.preferred_username ?? claims.oid,
    username: claims.preferred_username ?? '',
    guest: guestOf(claims, home),
    wids: claims.wids ?? null,
    appRoles: claims.roles ?? [],
    expiresAt: claims.exp * 1000,
    token,
  };
}

/**
 * Whoever signed in elsewhere need not be a guest: members by cross-tenant synchronization and a partner's technicians
 * (GDAP) carry `idp` too. https://learn.microsoft.com/entra/identity-platform/optional-claims-reference
 */
function guestOf({ acct, idp }: Claims, home: string[]): boolean | null {
  if (acct !== undefined) return acct === 1;
  return idp === undefined || home.includes(idp) ? false : null;
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
