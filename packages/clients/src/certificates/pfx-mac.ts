import { createHmac, hash, randomBytes } from 'node:crypto';
import { type AsnType, Integer, Null } from 'asn1js';
import { identifier, octets, sequence } from './der.ts';
import { rounds } from './pbes2.ts';

const sha256 = '2.16.840.1.101.3.4.2.1';
/** Of SHA-256: what it takes at a time. */
const block = 64;

/** MacData: an HMAC-SHA-256 over the whole content, by which a reader tells a wrong password from a spoiled file. */
export function pfxMac(content: Uint8Array, password: string): AsnType {
  const salt = randomBytes(16);
  const digest = createHmac('sha256', macKey(password, salt)).update(content).digest();
  const digestInfo = sequence(sequence(identifier(sha256), new Null()), octets(digest));
  return sequence(digestInfo, octets(salt), new Integer({ value: rounds }));
}

/**
 * PKCS#12's own derivation, of which a key as long as the hash needs the first turn only.
 * https://www.rfc-editor.org/rfc/rfc7292#appendix-B.2
 */
function macKey(password: string, salt: Buffer): Buffer {
  const purpose = Buffer.alloc(block, 3);
  const bigEndian = Buffer.from(`${password}\0`, 'utf16le').swap16();
  let key = Buffer.concat([purpose, repeated(salt), repeated(bigEndian)]);
  for (let round = 0; round < rounds; round += 1) key = hash('sha256', key, 'buffer');
  return key;
}

const repeated = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
