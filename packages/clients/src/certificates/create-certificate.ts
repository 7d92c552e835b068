import { createHash, type webcrypto } from 'node:crypto';
// First: the library below refuses to load without it.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import type { SigningCertificate } from './certificate.ts';

/** Entra ID verifies RS256 and PS256 by RSA keys of 2048 bits and more; MSAL signs with the same key. */
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

/**
 * A new RSA key and a certificate that it signs for itself: Entra ID asks for no authority behind it.
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export async function createCertificate(input: {
  commonName: string;
  notBefore: Date;
  notAfter: Date;
}): Promise<SigningCertificate> {
  const { commonName, notBefore, notAfter } = input;
  const keys = (await crypto.subtle.generateKey(rsa, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: new x509.Name([{ CN: [commonName] }]).toString(),
    notBefore,
    notAfter,
    signingAlgorithm: rsa,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
    ],
  });
  const der = Buffer.from(certificate.rawData);
  return {
    certificatePem: certificate.toString('pem'),
    privateKeyPem: x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    base64: der.toString('base64'),
    thumbprintSha256: createHash('sha256').update(der).digest('hex'),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
  };
}
