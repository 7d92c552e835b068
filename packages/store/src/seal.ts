import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import type { VaultKey } from './vault-key.ts';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

export interface Sealed {
  keyId: string;
  /** Nonce, tag and ciphertext. */
  sealed: Uint8Array;
}

/** Packs, and encrypts under the newest key; `boundTo` is not stored, so a value that is moved elsewhere does not open. */
export function seal(key: VaultKey, boundTo: string[], value: string): Sealed {
  const nonce = randomBytes(nonceBytes);
  const lock = createCipheriv(cipher, key.key, nonce, { authTagLength: tagBytes });
  lock.setAAD(Buffer.from(JSON.stringify(boundTo)));
  const text = Buffer.concat([lock.update(deflateSync(value)), lock.final()]);
  return { keyId: key.id, sealed: Buffer.concat([nonce, lock.getAuthTag(), text]) };
}

/** Throws when the value was sealed for something else, was changed, or its key is not there any more. */
export function unseal(key: VaultKey, boundTo: string[], { keyId, sealed }: Sealed): string {
  const fitting = [key, ...(key.older ?? [])].find(({ id }) => id === keyId);
  if (!fitting) throw new Error(`Sealed with vault key ${keyId}, which is not at hand`);
  const bytes = Buffer.from(sealed);
  const open = createDecipheriv(cipher, fitting.key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  open.setAAD(Buffer.from(JSON.stringify(boundTo)));
  open.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return unpacked(Buffer.concat([open.update(bytes.subarray(nonceBytes + tagBytes)), open.final()])).toString('utf8');
}

/** What earlier builds sealed was not packed; no text begins like a zlib stream, for 0x9c only goes on with a character. */
const unpacked = (value: Buffer): Buffer => (value[0] === 0x78 && value[1] === 0x9c ? inflateSync(value) : value);
