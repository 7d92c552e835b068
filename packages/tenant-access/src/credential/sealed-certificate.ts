import * as z from 'zod';
import type { OpenVault } from '../ports.ts';

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

/** As it is sealed: together with the key id that it is to have at Microsoft. */
export const certificateText = (certificate: SealedCertificate): string => JSON.stringify(certificate);

export async function openCertificate(vault: OpenVault): Promise<SealedCertificate | null> {
  const text = await vault.open(certificatePurpose);
  return text === null ? null : Sealed.parse(JSON.parse(text));
}
