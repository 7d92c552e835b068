import * as z from 'zod';
import type { Vault } from '../ports.ts';

/** Under which purpose the vault of a run keeps certificate and private key. */
export const certificatePurpose = 'client-certificate';

const Sealed = z.object({
  keyId: z.string(),
  certificatePem: z.string(),
  privateKeyPem: z.string(),
  base64: z.string(),
  thumbprintSha256: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
});
export type SealedCertificate = z.infer<typeof Sealed>;

/** Kept together with the key id that it is to have at Microsoft. */
export const sealCertificate = (vault: Vault, certificate: SealedCertificate): Promise<void> =>
  vault.seal(certificatePurpose, JSON.stringify(certificate));

export async function openCertificate(vault: Vault): Promise<SealedCertificate | null> {
  const text = await vault.open(certificatePurpose);
  return text === null ? null : Sealed.parse(JSON.parse(text));
}
