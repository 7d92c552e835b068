import { createHash, type webcrypto, X509Certificate } from 'node:crypto';
// First: the library below refuses to load without it.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** A certificate with its private key, both PEM. */
export interface KeyPair {
  pem: string;
  keyPem: string;
}

/** Makes leaves that chain to one practice authority. */
export interface Authority {
  pem: string;
  issue(): Promise<KeyPair>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 86_400_000;

const loopbackNames = new x509.SubjectAlternativeNameExtension([
  { type: 'dns', value: 'localhost' },
  { type: 'ip', value: '127.0.0.1' },
  { type: 'ip', value: '::1' },
]);

/** The practice authority of one start: its key is never written anywhere. */
export async function makeAuthority(now: number): Promise<Authority> {
  const keys = await newKeys();
  const name = 'CN=Practice cloud authority';
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name,
    ...lifetime(now),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    pem: root.toString('pem'),
    async issue() {
      const leafKeys = await newKeys();
      const leaf = await x509.X509CertificateGenerator.create({
        serialNumber: serialNumber(),
        subject: 'CN=localhost',
        issuer: name,
        ...lifetime(now),
        signingAlgorithm: algorithm,
        publicKey: leafKeys.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          loopbackNames,
          new x509.BasicConstraintsExtension(false),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return { pem: leaf.toString('pem'), keyPem: await keyPem(leafKeys.privateKey) };
    },
  };
}

/** What a vPlus server shows by default: signed by itself, with the vendor's own common name. */
export async function makeSelfSigned(now: number): Promise<KeyPair & { fingerprint: string }> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=localhost.localdomain',
    ...lifetime(now),
    signingAlgorithm: algorithm,
    keys,
    extensions: [loopbackNames],
  });
  const pem = certificate.toString('pem');
  return { pem, keyPem: await keyPem(keys.privateKey), fingerprint: new X509Certificate(pem).fingerprint256 };
}

/** A signing key of the identity server as a private JWK, with the certificate that Microsoft publishes beside it. */
export async function makeSigningKey(now: number): Promise<{ kid: string } & Record<string, unknown>> {
  const rsa = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=accounts.accesscontrol.practice',
    ...lifetime(now),
    signingAlgorithm: rsa,
    keys,
  });
  const der = Buffer.from(certificate.rawData);
  const thumbprint = createHash('sha1').update(der).digest('base64url');
  const { kty, n, e, d, p, q, dp, dq, qi } = await crypto.subtle.exportKey('jwk', keys.privateKey);
  return {
    kid: thumbprint,
    use: 'sig',
    kty,
    n,
    e,
    d,
    p,
    q,
    dp,
    dq,
    qi,
    x5t: thumbprint,
    x5c: [der.toString('base64')],
  };
}

function lifetime(now: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now - day), notAfter: new Date(now + 365 * day) };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
}

function serialNumber(): string {
  return `01${crypto.randomUUID().replaceAll('-', '').slice(0, 30)}`;
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
