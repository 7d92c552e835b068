import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { expect, test } from 'vitest';
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
  const made = await createCertificate({ commonName: 'vPlus', notBefore, notAfter });

  const pfx = Buffer.from(await writePfx(made, { password: 'Zürich-8', name: 'vPlus for Contoso' }), 'base64');

  expect(() => createSecureContext({ pfx, passphrase: 'Zürich-8' })).not.toThrow();
  expect(() => createSecureContext({ pfx, passphrase: 'another' })).toThrow('mac verify failure');
  expect(pfx.includes(createPublicKey(made.certificatePem).export({ type: 'spki', format: 'der' }))).toBe(false);
});
