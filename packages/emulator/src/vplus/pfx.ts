import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import * as pkijs from 'pkijs';

export interface OpenedPfx {
  key: KeyObject;
  certificate: X509Certificate;
}

/** Opens a PKCS#12 file as any server does: under its password, one key with its certificate. Throws what is wrong. */
export async function openPfx(base64: string, passphrase: string): Promise<OpenedPfx> {
  const file = Buffer.from(base64, 'base64');
  // OpenSSL judges the file: its password, its integrity, and that key and certificate are a pair.
  createSecureContext({ pfx: file, passphrase });

  const password = new Uint8Array(Buffer.from(passphrase, 'utf8')).buffer;
  const pfx = pkijs.PFX.fromBER(file);
  await pfx.parseInternalValues({ password, checkIntegrity: false });
  const safe = pfx.parsedValue?.authenticatedSafe;
  await safe?.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
  const bags: pkijs.SafeBag[] = (safe?.parsedValue?.safeContents ?? []).flatMap(
    ({ value }: { value: pkijs.SafeContents }) => value.safeBags,
  );
  const shrouded = bags.find(({ bagId }) => bagId === '1.2.840.113549.1.12.10.1.2')?.bagValue;
  const holding = bags.find(({ bagId }) => bagId === '1.2.840.113549.1.12.10.1.3')?.bagValue;
  if (!shrouded || !(holding instanceof pkijs.CertBag) || !(holding.parsedValue instanceof pkijs.Certificate))
    throw new Error('The file holds no key with its certificate.');
  const encrypted = Buffer.from(shrouded.toSchema().toBER());
  return {
    key: createPrivateKey({ key: encrypted, format: 'der', type: 'pkcs8', passphrase }),
    certificate: new X509Certificate(Buffer.from(holding.parsedValue.toSchema().toBER())),
  };
}

/** How Entra ID is told which registered certificate signed. */
export const thumbprintOf = (certificate: X509Certificate): string =>
  createHash('sha256').update(certificate.raw).digest('base64url');
