import { createPublicKey } from 'node:crypto';
import type { Emulator } from '@vplus/emulator';
import { type CryptoKey, decodeJwt, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';

export type Claims = Record<string, unknown>;

/** Tokens as an attacker would like to have them, made from a real one; `undefined` leaves a claim out. */
export function forgeries({ cloud }: Pick<Emulator, 'cloud'>, real: string) {
  const [jwk] = cloud.world.signingKeys;
  if (!jwk) throw new Error('The identity server has no signing key');
  const header = { typ: 'JWT', kid: String(jwk.kid) };
  const changed = (change: Claims) => ({ ...decodeJwt(real), ...change }) as JWTPayload;
  const signed = async (change: Claims, key: CryptoKey) =>
    new SignJWT(changed(change)).setProtectedHeader({ ...header, alg: 'RS256' }).sign(key);

  return {
    /** Signed by the identity server itself: only what it says can give it away. */
    saying: async (change: Claims) => signed(change, (await importJWK(jwk, 'RS256')) as CryptoKey),
    signedByAnother: async () => signed({}, (await generateKeyPair('RS256')).privateKey),
    unsigned: async () => `${encoded({ ...header, alg: 'none' })}.${encoded(changed({}))}.`,
    /** The public key, which everybody has, taken for a shared secret. */
    signedWithThePublicKey: async () => {
      const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
      return new SignJWT(changed({})).setProtectedHeader({ ...header, alg: 'HS256' }).sign(Buffer.from(pem));
    },
    underUnknownKeys: async (count: number) => {
      const [, payload, signature] = real.split('.');
      const heads = Array.from({ length: count }, (_, number) => encoded({ alg: 'RS256', kid: `unknown-${number}` }));
      return heads.map((head) => `${head}.${payload}.${signature}`);
    },
    withAnotherPayload: async (change: Claims) => {
      const [head, , signature] = real.split('.');
      return `${head}.${encoded(changed(change))}.${signature}`;
    },
  };
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
