import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { type AsnType, Integer, Null } from 'asn1js';
import { identifier, octets, sequence } from './der.ts';

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const hmacWithSha256 = '1.2.840.113549.2.9';
const aes256Cbc = '2.16.840.1.101.3.4.1.42';

/** The password has 144 random bits: rounds slow down who guesses, and nobody guesses that. OpenSSL writes as many. */
export const rounds = 2048;

/** AES-256 under a password: the AlgorithmIdentifier that says how, and what came of it. https://www.rfc-editor.org/rfc/rfc8018 */
export function encryptPbes2(plain: Uint8Array, password: string): { algorithm: AsnType; encrypted: Buffer } {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, salt, rounds, 32, 'sha256'), iv);
  const derivation = sequence(
    octets(salt),
    new Integer({ value: rounds }),
    // Left out, the function would be SHA-1; its NULL is not optional for everybody who reads.
    sequence(identifier(hmacWithSha256), new Null()),
  );
  return {
    algorithm: sequence(
      identifier(pbes2),
      sequence(sequence(identifier(pbkdf2), derivation), sequence(identifier(aes256Cbc), octets(iv))),
    ),
    encrypted: Buffer.concat([cipher.update(plain), cipher.final()]),
  };
}
