import { BmpString, OctetString } from 'asn1js';
import * as pkijs from 'pkijs';
import type { SigningCertificate } from './certificate.ts';

/** The strongest that OpenSSL 1.1, Windows Server 2019 and Java 8u301 all open. */
const encryption = {
  contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
  hmacHashAlgorithm: 'SHA-256',
  iterationCount: 100_000,
};
/** Java pairs key and certificate by it. */
const localKeyId = '1.2.840.113549.1.9.21';
const friendlyName = '1.2.840.113549.1.9.20';

/**
 * Certificate and private key as one PKCS#12 file (PFX) under a password, base64: what servers and people take.
 * https://www.rfc-editor.org/rfc/rfc7292
 */
export async function writePfx(
  { certificatePem, privateKeyPem, thumbprintSha256 }: SigningCertificate,
  options: { password: string; name: string },
): Promise<string> {
  const password = new TextEncoder().encode(options.password).buffer;
  const attributes = () => bagAttributes(thumbprintSha256, options.name);
  const keyBag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: pkijs.PrivateKeyInfo.fromBER(derOf(privateKeyPem)) });
  const certBag = new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(derOf(certificatePem)) });

  const authenticatedSafe = new pkijs.AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: contents('1.2.840.113549.1.12.10.1.2', keyBag, attributes()) },
        { privacyMode: 1, value: contents('1.2.840.113549.1.12.10.1.3', certBag, attributes()) },
      ],
    },
  });
  await keyBag.makeInternalValues({ password, ...encryption });
  await authenticatedSafe.makeInternalValues({ safeContents: [{}, { password, ...encryption }] });
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } });
  await pfx.makeInternalValues({
    password,
    iterations: encryption.iterationCount,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  });
  return Buffer.from(pfx.toSchema().toBER()).toString('base64');
}

function contents(
  bagId: string,
  bagValue: pkijs.PKCS8ShroudedKeyBag | pkijs.CertBag,
  bagAttributes: pkijs.Attribute[],
) {
  return new pkijs.SafeContents({ safeBags: [new pkijs.SafeBag({ bagId, bagValue, bagAttributes })] });
}

function bagAttributes(keyId: string, name: string): pkijs.Attribute[] {
  return [
    new pkijs.Attribute({ type: localKeyId, values: [new OctetString({ valueHex: Buffer.from(keyId, 'hex') })] }),
    new pkijs.Attribute({ type: friendlyName, values: [new BmpString({ value: name })] }),
  ];
}

const derOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
