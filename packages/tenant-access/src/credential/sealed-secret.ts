import * as z from 'zod';
import type { OpenVault } from '../ports.ts';

/** Under which purpose the vault of a run keeps the client secret. */
export const secretPurpose = 'client-secret';

const Sealed = z.object({
  keyId: z.string(),
  value: z.string(),
  addedAt: z.optional(z.string()),
  expiresAt: z.optional(z.string()),
});
export type SealedSecret = z.infer<typeof Sealed>;

/** As it is sealed: together with its key id, so that a value is never taken for that of another credential. */
export const secretText = (secret: SealedSecret): string => JSON.stringify(secret);

export async function openSecret(vault: OpenVault): Promise<SealedSecret | null> {
  const text = await vault.open(secretPurpose);
  return text === null ? null : Sealed.parse(JSON.parse(text));
}
