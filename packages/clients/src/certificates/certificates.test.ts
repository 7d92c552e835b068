import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { expect, test } from 'vitest';
import { type BerValue, berValues } from '../testing/ber-values.ts';
import { createCertificate } from './create-certificate.ts';
import { writePfx } from './write-pfx.ts';

const notBefore = new Date('2026-11-24T00:00:00Z');
const notAfter = new Date('2027-02-22T00:00:00Z');

test('a certificate has an RSA key of 2048 bits, signs for itself, and lives exactly as long as asked', async () => {
  const made = await createCertificate({ commonName: 'vPlus, "Contoso" + Söhne', notBefore, notAfter });

  const certificate = new X509Certificate(made.certificatePem);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  expect(certificate.checkPrivateKey(createPrivateKey(made.privateKeyPem))).toBe(true);
  expect(certificate.validToDate).toEqual(notAfter);
  expect(certificate.validFromDate).toEqual(notBefore);
  expect(certificate.raw.toString('base64')).toBe(made.base64);
  expect(certificate.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(made.thumbprintSha256);
});

test('OpenSSL opens the file with its password, finds key and certificate a pair, and refuses any other', async () => {
  const pfx = await pfxOf({ password: '-abc_DEF-123', name: 'vPlus for Contoso' });

  expect(() => createSecureContext({ pfx, passphrase: '-abc_DEF-123' })).not.toThrow();
  expect(() => createSecureContext({ pfx, passphrase: 'another' })).toThrow('mac verify failure');
});

/** Object identifiers as DER writes them, and what follows an algorithm without parameters. */
const hmacWithSha256 = '06082a864886f70d02090500';
const aes256Cbc = '060960864801650304012a';
const pbkdf2 = '06092a864886f70d01050c';
const sha256 = '06096086480165030402010500';

test('the file is DER that every reader takes: told lengths, strings in one piece, short salts, few rounds', async () => {
  const pfx = await pfxOf({ password: 'abc', name: 'vPlus for an organization with a long name' });

  const values = berValues(pfx);

  const octets = values.filter(({ tag }) => (tag & 0x1f) === 4 && tag < 0x40);
  expect(values.some(({ isIndefinite }) => isIndefinite)).toBe(false);
  expect(octets.some(({ isConstructed }) => isConstructed)).toBe(false);
  // Key and certificate, each: PBKDF2 with its salt, its rounds and its function, then the cipher with its block.
  const derivations = values.filter(({ body }) => body.toString('hex').startsWith(pbkdf2));
  expect(derivations.map(({ parts: [, parameters] }) => parametersOf(parameters))).toEqual([
    { salt: 16, rounds: 2048, rest: hmacWithSha256 },
    { salt: 16, rounds: 2048, rest: hmacWithSha256 },
  ]);
  expect(values.filter(({ body }) => body.toString('hex').startsWith(aes256Cbc))).toHaveLength(2);
  const [digestInfo, salt, rounds] = values[0]?.parts.at(-1)?.parts ?? [];
  expect(digestInfo?.body.toString('hex')).toMatch(new RegExp(`^300d${sha256}0420`));
  expect([salt?.body.length, numberIn(rounds)]).toEqual([16, 2048]);
});

test('neither key nor certificate is to be read without the password', async () => {
  const made = await createCertificate({ commonName: 'vPlus', notBefore, notAfter });

  const pfx = Buffer.from(writePfx(made, { password: 'abc', name: 'vPlus' }), 'base64');

  expect(pfx.includes(createPublicKey(made.certificatePem).export({ type: 'spki', format: 'der' }))).toBe(false);
  expect(pfx.includes(createPrivateKey(made.privateKeyPem).export({ type: 'pkcs8', format: 'der' }))).toBe(false);
});

test.each(['', 'Zürich-8', 'a b', 'pass\nword', '🔑'])(
  'a password that readers differ about is refused: %j',
  async (password) => {
    await expect(pfxOf({ password, name: 'vPlus' })).rejects.toThrow(RangeError);
  },
);

async function pfxOf(options: { password: string; name: string }): Promise<Buffer> {
  const made = await createCertificate({ commonName: 'vPlus', notBefore, notAfter });
  return Buffer.from(writePfx(made, options), 'base64');
}

const numberIn = (value: BerValue | undefined): number => value?.body.readUIntBE(0, value.body.length) ?? 0;

function parametersOf(parameters: BerValue | undefined) {
  const [salt, rounds, ...rest] = parameters?.parts ?? [];
  return {
    salt: salt?.body.length,
    rounds: numberIn(rounds),
    rest: Buffer.concat(rest.map(({ body }) => body)).toString('hex'),
  };
}
