import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { boxedAt, identifierOf, octetsOf, partAt, partsOf } from './der-values.ts';
import { decrypt, isAuthentic } from './password-based.ts';
import { type DerValue, readDer } from './read-der.ts';

export interface OpenedPfx {
  key: KeyObject;
  certificate: X509Certificate;
}

const data = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';
const shroudedKeyBag = '1.2.840.113549.1.12.10.1.2';
const certBag = '1.2.840.113549.1.12.10.1.3';

/**
 * Opens a PKCS#12 file as a Java server does: under its password, one key with its certificate, by algorithms that
 * Java 17 knows. Stricter than Java in one thing, as other readers are: the file must be DER. Throws what is wrong.
 * https://www.rfc-editor.org/rfc/rfc7292
 */
export function openPfx(base64: string, password: string): OpenedPfx {
  const file = readDer(Buffer.from(base64, 'base64'));
  const [, content, macData] = partsOf(file);
  if (!content) throw new Error('The file holds nothing.');
  // Java takes the password for one byte a character here, and for two there: beyond ASCII it opens nothing.
  if (!/^[ -~]*$/.test(password)) throw new Error('keystore password was incorrect');
  const safe = dataOf(content);
  if (macData && !isAuthentic(macData, safe, password)) throw new Error('keystore password was incorrect');

  const bags = partsOf(readDer(safe)).flatMap((one) => partsOf(readDer(contentOf(one, password))));
  const key = bags.map((bag) => keyOf(bag, password)).find((one) => one !== null);
  const certificates = bags.flatMap(certificatesOf);
  const certificate = key && certificates.find((one) => one.checkPrivateKey(key));
  if (!key || !certificate) throw new Error('The file holds no key with its certificate.');
  return { key, certificate };
}

const dataOf = (contentInfo: DerValue): Buffer => {
  if (identifierOf(partAt(contentInfo, 0)) !== data)
    throw new Error('The content is closed in a way that is not known.');
  return octetsOf(boxedAt(contentInfo, 1));
};

function contentOf(contentInfo: DerValue, password: string): Buffer {
  if (identifierOf(partAt(contentInfo, 0)) !== encryptedData) return dataOf(contentInfo);
  const [, algorithm, encrypted] = partsOf(partAt(boxedAt(contentInfo, 1), 1));
  // An octet string under the number 0, in one piece.
  if (!algorithm || encrypted?.tag !== 0x80) throw new Error('The encrypted content is in pieces.');
  return decrypt(algorithm, encrypted.body, password);
}

function keyOf(bag: DerValue, password: string): KeyObject | null {
  if (identifierOf(partAt(bag, 0)) !== shroudedKeyBag) return null;
  const shrouded = boxedAt(bag, 1);
  const key = decrypt(partAt(shrouded, 0), octetsOf(partAt(shrouded, 1)), password);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function certificatesOf(bag: DerValue): X509Certificate[] {
  if (identifierOf(partAt(bag, 0)) !== certBag) return [];
  return [new X509Certificate(octetsOf(boxedAt(boxedAt(bag, 1), 1)))];
}

/** How Entra ID is told which registered certificate signed. */
export const thumbprintOf = (certificate: X509Certificate): string =>
  createHash('sha256').update(certificate.raw).digest('base64url');
