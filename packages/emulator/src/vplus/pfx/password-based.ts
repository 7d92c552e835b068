import { createDecipheriv, createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { identifierOf, numberOf, octetsOf, partAt, partsOf } from './der-values.ts';
import type { DerValue } from './read-der.ts';

/** What Java 17 reads of it; RC2, which it knows as well, is left out. */
const hashes: Record<string, { name: string; block: number }> = {
  '1.3.14.3.2.26': { name: 'sha1', block: 64 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', block: 64 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', block: 128 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', block: 128 },
};
const functions: Record<string, string> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const ciphers: Record<string, { name: string; keyLength: number }> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
};
const pbes2 = '1.2.840.113549.1.5.13';
const tripleDes = '1.2.840.113549.1.12.1.3';
const pbkdf2 = '1.2.840.113549.1.5.12';
const mostRounds = 5_000_000;

/** Undoes what an AlgorithmIdentifier names; throws where Java would not know it, or the password is another. */
export function decrypt(algorithm: DerValue, encrypted: Buffer, password: string): Buffer {
  const type = identifierOf(partAt(algorithm, 0));
  const parameters = partAt(algorithm, 1);
  if (type === pbes2) return decryptPbes2(parameters, encrypted, password);
  if (type !== tripleDes) throw new Error(`Encrypted in a way that is not known: ${type}.`);
  const salt = octetsOf(partAt(parameters, 0));
  const count = roundsOf(partAt(parameters, 1));
  const derived = (purpose: number, length: number) =>
    pfxKey({ password, salt, rounds: count, purpose, length, hash: { name: 'sha1', block: 64 } });
  return finished(createDecipheriv('des-ede3-cbc', derived(1, 24), derived(2, 8)), encrypted);
}

function decryptPbes2(parameters: DerValue, encrypted: Buffer, password: string): Buffer {
  const [derivation, scheme] = [partAt(parameters, 0), partAt(parameters, 1)];
  const cipher = ciphers[identifierOf(partAt(scheme, 0))];
  const [salt, count, ...others] = partsOf(partAt(derivation, 1));
  const prf = others.find(({ tag }) => tag === 0x30);
  const digest = prf ? functions[identifierOf(partAt(prf, 0))] : 'sha1';
  if (identifierOf(partAt(derivation, 0)) !== pbkdf2 || !cipher || !digest || !salt || !count)
    throw new Error('Encrypted in a way that is not known.');
  const key = pbkdf2Sync(password, octetsOf(salt), roundsOf(count), cipher.keyLength, digest);
  return finished(createDecipheriv(cipher.name, key, octetsOf(partAt(scheme, 1))), encrypted);
}

/** MacData: whether the password is the one that the content was closed with. */
export function isAuthentic(macData: DerValue, content: Buffer, password: string): boolean {
  const digestInfo = partAt(macData, 0);
  const hash = hashes[identifierOf(partAt(partAt(digestInfo, 0), 0))];
  if (!hash) throw new Error('Authenticated in a way that is not known.');
  const told = octetsOf(partAt(digestInfo, 1));
  const rounds = partsOf(macData)[2] ? roundsOf(partAt(macData, 2)) : 1;
  const salt = octetsOf(partAt(macData, 1));
  const key = pfxKey({ password, salt, rounds, purpose: 3, length: told.length, hash });
  const found = createHmac(hash.name, key).update(content).digest();
  return found.length === told.length && timingSafeEqual(found, told);
}

interface Derivation {
  password: string;
  salt: Buffer;
  rounds: number;
  /** 1: a key, 2: a first block, 3: authentication. */
  purpose: number;
  length: number;
  hash: { name: string; block: number };
}

/** https://www.rfc-editor.org/rfc/rfc7292#appendix-B.2 */
function pfxKey({ password, salt, rounds, purpose, length, hash: { name, block } }: Derivation): Buffer {
  const repeated = (bytes: Buffer) =>
    bytes.length === 0 ? bytes : Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
  const text = Buffer.from(`${password}\0`, 'utf16le').swap16();
  let input: Buffer = Buffer.concat([repeated(salt), repeated(text)]);
  let key: Buffer = Buffer.alloc(0);
  while (key.length < length) {
    let turn: Buffer = Buffer.concat([Buffer.alloc(block, purpose), input]);
    for (let round = 0; round < rounds; round += 1) turn = createHash(name).update(turn).digest();
    key = Buffer.concat([key, turn]);
    input = raised(input, Buffer.alloc(block, turn), block);
  }
  return key.subarray(0, length);
}

/** Each block of it plus the other, plus one, as numbers of that length. */
function raised(input: Buffer, other: Buffer, block: number): Buffer {
  const result = Buffer.from(input);
  for (let start = 0; start < result.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at -= 1) {
      carry += (result[start + at] ?? 0) + (other[at] ?? 0);
      result[start + at] = carry & 0xff;
      carry >>= 8;
    }
  }
  return result;
}

function roundsOf(value: DerValue): number {
  const rounds = numberOf(value);
  if (rounds < 1 || rounds > mostRounds) throw new Error('An iteration count that no Java server takes.');
  return rounds;
}

const finished = (decipher: ReturnType<typeof createDecipheriv>, encrypted: Buffer): Buffer =>
  Buffer.concat([decipher.update(encrypted), decipher.final()]);
