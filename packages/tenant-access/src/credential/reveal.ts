import { writePfx } from '@vplus/clients';
import type { Revealable, Revealed } from '@vplus/contracts';
import type { OpenVault } from '../ports.ts';
import { newPassword } from './passwords.ts';
import { openCertificate } from './sealed-certificate.ts';
import { openSecret } from './sealed-secret.ts';

/** A sealed credential as a person needs it; null: the run keeps none (any more). Whoever asks sees to the "once". */
export async function revealed(vault: OpenVault, what: Revealable): Promise<Revealed | null> {
  if (what === 'client-secret') {
    const secret = await openSecret(vault);
    return secret && { what, ...secret };
  }
  const certificate = await openCertificate(vault);
  if (!certificate) return null;
  const { keyId, thumbprintSha256, notAfter } = certificate;
  const password = newPassword();
  const pfx = writePfx(certificate, { password, name: 'vPlus' });
  return { what, keyId, pfx, password, thumbprint: thumbprintSha256, expiresAt: notAfter };
}
