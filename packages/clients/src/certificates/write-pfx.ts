import { createPrivateKey } from 'node:crypto';
import { type AsnType, BmpString, fromBER, Integer } from 'asn1js';
import type { SigningCertificate } from './certificate.ts';
import { boxed, der, identifier, numberedOctets, octets, sequence, setOf } from './der.ts';
import { encryptPbes2 } from './pbes2.ts';
import { pfxMac } from './pfx-mac.ts';

const data = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';
const shroudedKeyBag = '1.2.840.113549.1.12.10.1.2';
const certBag = '1.2.840.113549.1.12.10.1.3';
const x509Certificate = '1.2.840.113549.1.9.22.1';
const friendlyName = '1.2.840.113549.1.9.20';
/** Java pairs key and certificate by it. */
const localKeyId = '1.2.840.113549.1.9.21';

/**
 * Certificate and private key as one PKCS#12 file (PFX) under a password, base64: what servers and people take.
 * DER throughout, since several readers take nothing else. `pfx-readers.test.ts` says which readers were tried;
 * Windows could not be.
 *
 * The password is printable ASCII, or a RangeError is thrown: beyond it readers differ in what they make of it.
 * https://www.rfc-editor.org/rfc/rfc7292
 */
export function writePfx(
  { certificatePem, privateKeyPem, thumbprintSha256 }: SigningCertificate,
  { password, name }: { password: string; name: string },
): string {
  if (!/^[!-~]+$/.test(password)) throw new RangeError('The password of a PFX file must be printable ASCII.');
  const attributes = attributesOf(thumbprintSha256, name);
  const keys = sequence(bag(shroudedKeyBag, encryptedKey(privateKeyPem, password), attributes));
  const certificate = sequence(identifier(x509Certificate), boxed(0, octets(derOf(certificatePem))));
  const certificates = sequence(bag(certBag, certificate, attributes));

  const safe = der(sequence(content(data, octets(der(keys))), encryptedContent(der(certificates), password)));
  return der(sequence(new Integer({ value: 3 }), content(data, octets(safe)), pfxMac(safe, password))).toString(
    'base64',
  );
}

/** EncryptedPrivateKeyInfo, as OpenSSL writes it. */
function encryptedKey(privateKeyPem: string, passphrase: string): AsnType {
  const key = createPrivateKey(privateKeyPem);
  return fromBER(key.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase })).result;
}

function encryptedContent(plain: Buffer, password: string): AsnType {
  const { algorithm, encrypted } = encryptPbes2(plain, password);
  const info = sequence(identifier(data), algorithm, numberedOctets(0, encrypted));
  return content(encryptedData, sequence(new Integer({ value: 0 }), info));
}

const content = (type: string, value: AsnType) => sequence(identifier(type), boxed(0, value));

const bag = (type: string, value: AsnType, attributes: AsnType) =>
  sequence(identifier(type), boxed(0, value), attributes);

const attributesOf = (keyId: string, name: string) =>
  setOf(
    sequence(identifier(friendlyName), setOf(new BmpString({ value: name }))),
    sequence(identifier(localKeyId), setOf(octets(Buffer.from(keyId, 'hex')))),
  );

const derOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
