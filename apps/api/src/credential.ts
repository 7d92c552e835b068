import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ClientCredential } from '@vplus/clients';
import { readCertificates, readGiven } from './setting-files.ts';

export interface CredentialSettings {
  ASSISTANT_CLIENT_SECRET?: string | undefined;
  ASSISTANT_CLIENT_SECRET_FILE?: string | undefined;
  ASSISTANT_CERTIFICATE_FILE?: string | undefined;
  ASSISTANT_CERTIFICATE_KEY_FILE?: string | undefined;
}

/** How the assistant proves itself to Entra ID; a certificate is preferred over a secret. */
export function credentialOf(env: CredentialSettings): ClientCredential {
  const { ASSISTANT_CERTIFICATE_FILE: certificateFile, ASSISTANT_CERTIFICATE_KEY_FILE: keyFile } = env;
  if (certificateFile || keyFile) {
    if (!certificateFile || !keyFile)
      throw new Error(
        'ASSISTANT_CERTIFICATE_FILE (the certificate) and ASSISTANT_CERTIFICATE_KEY_FILE (its private key), both PEM, belong together: set both',
      );
    const pem = readCertificates(certificateFile);
    const certificate = new X509Certificate(pem);
    const privateKeyPem = readGiven(keyFile);
    if (!isKeyOf(certificate, privateKeyPem, keyFile))
      throw new Error(`the key in ${keyFile} is not the one of the certificate in ${certificateFile}`);
    const thumbprintSha256 = certificate.fingerprint256.replaceAll(':', '');
    return { certificate: { thumbprintSha256, privateKeyPem, x5cPem: pem } };
  }
  const secretFile = env.ASSISTANT_CLIENT_SECRET_FILE;
  const secret = env.ASSISTANT_CLIENT_SECRET ?? (secretFile && readGiven(secretFile).trim());
  if (secretFile && !secret) throw new Error(`${secretFile} is empty`);
  if (!secret)
    throw new Error(
      'set it, ASSISTANT_CLIENT_SECRET_FILE, or ASSISTANT_CERTIFICATE_FILE with ASSISTANT_CERTIFICATE_KEY_FILE',
    );
  return { secret };
}

function isKeyOf(certificate: X509Certificate, pem: string, file: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(pem));
  } catch {
    throw new Error(`${file} has no private key that can be read; it must be PEM, without a pass phrase`);
  }
}
