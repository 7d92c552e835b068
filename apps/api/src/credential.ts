import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ClientCredential } from '@vplus/clients';
import { MessageError, message } from '@vplus/messages';
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
    if (!certificateFile || !keyFile) throw new MessageError(message('settings.certificate-and-key'));
    const pem = readCertificates(certificateFile);
    const certificate = new X509Certificate(pem);
    const privateKeyPem = readGiven(keyFile);
    if (!isKeyOf(certificate, privateKeyPem, keyFile))
      throw new MessageError(message('settings.key-of-another-certificate', { keyFile, certificateFile }));
    const thumbprintSha256 = certificate.fingerprint256.replaceAll(':', '');
    return { certificate: { thumbprintSha256, privateKeyPem, x5cPem: pem } };
  }
  const secretFile = env.ASSISTANT_CLIENT_SECRET_FILE;
  const secret = env.ASSISTANT_CLIENT_SECRET ?? (secretFile && readGiven(secretFile).trim());
  if (secretFile && !secret) throw new MessageError(message('settings.file-empty', { file: secretFile }));
  if (!secret) throw new MessageError(message('settings.no-credential'));
  return { secret };
}

function isKeyOf(certificate: X509Certificate, pem: string, file: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(pem));
  } catch {
    throw new MessageError(message('settings.no-private-key', { file }));
  }
}
