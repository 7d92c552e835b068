import { type CryptoKey, errors, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { serverTime } from './clock.ts';
import { microsoftApiNamed } from './resources.ts';
import type { Cloud } from './service.ts';
import type { JsonWebKey } from './world.ts';

/** A validated access token of the practice identity server, as an API sees it. */
export interface TokenClaims {
  aud: string;
  iss: string;
  tid: string;
  oid: string;
  appid: string;
  idtyp: 'user' | 'app';
  /** Delegated scopes; empty for app-only. */
  scopes: string[];
  /** Application roles; empty for delegated. */
  roles: string[];
  wids: string[];
  /** '0' public, '1' secret, '2' certificate: how the client proved itself. */
  appidacr: '0' | '1' | '2';
  xms_cc: string[];
  /** Authentication contexts that the sign-in satisfied: `c1` after a step-up. */
  acrs: string[];
  iat: number;
  /** Epoch milliseconds of the issue, which `iat` lies before. */
  issuedAt: number;
  exp: number;
}

export type TokenRefusal = {
  refused: 'missing' | 'malformed' | 'signature' | 'audience' | 'expired' | 'not-yet-valid';
};

/** Reads `Authorization: Bearer` for one of the given audiences (app ids or resource URIs). */
export type ReadToken = (
  authorization: string | undefined,
  audiences: string[],
  cloud: Cloud,
) => Promise<TokenClaims | TokenRefusal>;

export const readToken: ReadToken = async (authorization, audiences, cloud) => {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return { refused: 'missing' };
  const payload = await verifyToken(token, cloud);
  if ('refused' in payload) return payload as TokenRefusal;
  const aud = String(payload.aud);
  return audiences.some((audience) => sameAudience(audience, aud, cloud))
    ? claimsOf(payload, aud)
    : { refused: 'audience' };
};

/** Tokens whose signature was found good: the same one comes with every request, and with every item of a batch. */
const sound = new Map<string, { key: JsonWebKey; payload: JWTPayload }>();
const mostSound = 1000;

const isInTime = ({ exp = 0, nbf = 0 }: JWTPayload, now: number) => exp > now / 1000 && nbf <= now / 1000;

/** Checks signature and times of any token that we signed; audiences are the caller's matter. */
export async function verifyToken(token: string, cloud: Cloud): Promise<JWTPayload | TokenRefusal> {
  try {
    const findKey = async ({ kid }: { kid?: string }): Promise<CryptoKey> => {
      const jwk = cloud.world.signingKeys.find((key) => key.kid === kid);
      if (!jwk) throw new errors.JWSSignatureVerificationFailed();
      return publicKey(jwk);
    };
    const now = serverTime(cloud);
    const known = sound.get(token);
    if (known && cloud.world.signingKeys.includes(known.key) && isInTime(known.payload, now)) return known.payload;
    const currentDate = new Date(now);
    const { payload, protectedHeader } = await jwtVerify(token, findKey, { algorithms: ['RS256'], currentDate });
    const key = cloud.world.signingKeys.find(({ kid }) => kid === protectedHeader.kid);
    if (sound.size >= mostSound) sound.clear();
    if (key) sound.set(token, { key, payload });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { refused: 'expired' };
    if (error instanceof errors.JWTClaimValidationFailed) return { refused: 'not-yet-valid' };
    if (error instanceof errors.JWSSignatureVerificationFailed) return { refused: 'signature' };
    return { refused: 'malformed' };
  }
}

/** Signs claims as the identity server does; the times must be in them already. */
export async function signToken(claims: JWTPayload, cloud: Cloud): Promise<string> {
  const [jwk] = cloud.world.signingKeys;
  if (!jwk) throw new Error('The identity server has no signing key.');
  const key = (await importJWK(jwk as JWK, 'RS256')) as CryptoKey;
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: jwk.kid, x5t: jwk.kid }).sign(key);
}

/** Entra's own note in a token, opaque to everybody else (claim `aio`): here, when it was issued. */
export function issueMark(cloud: Cloud): string {
  return Buffer.from(`${serverTime(cloud)}.${crypto.randomUUID()}`).toString('base64url');
}

/** Epoch milliseconds; a token without our note was issued when it says that it begins. */
export function issuedAt({ aio, iat = 0 }: JWTPayload): number {
  const noted = typeof aio === 'string' ? Number.parseInt(Buffer.from(aio, 'base64url').toString(), 10) : Number.NaN;
  return Number.isNaN(noted) ? iat * 1000 : noted;
}

const publicKeys = new WeakMap<object, Promise<CryptoKey>>();

/** Imported once: every request of every batch shows a token. */
function publicKey(jwk: { kid: string; [member: string]: unknown }): Promise<CryptoKey> {
  const known = publicKeys.get(jwk);
  if (known) return known;
  const imported = importJWK({ kty: 'RSA', n: jwk.n as string, e: jwk.e as string }, 'RS256') as Promise<CryptoKey>;
  publicKeys.set(jwk, imported);
  return imported;
}

function sameAudience(wanted: string, aud: string, cloud: Cloud): boolean {
  if (wanted === aud) return true;
  const api = microsoftApiNamed(aud, cloud);
  return api !== null && api === microsoftApiNamed(wanted, cloud);
}

function claimsOf(payload: JWTPayload, aud: string): TokenClaims {
  const text = (name: string): string => (typeof payload[name] === 'string' ? (payload[name] as string) : '');
  const list = (name: string): string[] => (Array.isArray(payload[name]) ? (payload[name] as string[]) : []);
  const scopes = text('scp').split(' ').filter(Boolean);
  return {
    aud,
    iss: text('iss'),
    tid: text('tid'),
    oid: text('oid'),
    appid: text('appid') || text('azp'),
    idtyp: scopes.length > 0 ? 'user' : 'app',
    scopes,
    roles: list('roles'),
    wids: list('wids'),
    appidacr: (text('appidacr') || text('azpacr') || '0') as TokenClaims['appidacr'],
    xms_cc: list('xms_cc'),
    acrs: list('acrs'),
    iat: payload.iat ?? 0,
    issuedAt: issuedAt(payload),
    exp: payload.exp ?? 0,
  };
}
