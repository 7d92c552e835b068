import type { Choices } from '@vplus/contracts';
import type { StepContext } from '@vplus/reconciler';
import { openCertificate, type SealedCertificate } from '../credential/sealed-certificate.ts';
import { openSecret } from '../credential/sealed-secret.ts';
import type { Connection, OpenVault, Readers } from '../ports.ts';
import { addCertificate } from './add-certificate/step.ts';
import { addSecret } from './add-secret/step.ts';
import { isChosen } from './define-step.ts';

/** Which credential steps a plan has. */
export const credentialSteps = (choices: Choices) =>
  [addSecret, addCertificate].filter((step) => isChosen(step, choices));

/** What the application signs in with; undefined while one of the planned credentials does not exist. */
export function credentialsOf({
  connection,
  outputOf,
}: Pick<StepContext<Readers, Connection>, 'connection' | 'outputOf'>) {
  const steps = credentialSteps(connection.choices);
  const outputs = steps.flatMap((one) => outputOf<{ keyId: string; addedAt: string | null }>(one) ?? []);
  if (outputs.length < steps.length) return undefined;
  const added = outputs.flatMap(({ addedAt }) => addedAt ?? []).toSorted();
  return { keyIds: outputs.map(({ keyId }) => keyId), lastAddedAt: added.at(-1) ?? null };
}

/** The values of a run, of those credentials alone. */
export interface SealedCredentials {
  secret?: { keyId: string; value: string };
  certificate?: SealedCertificate;
}

/** What this run can show of the given credentials; null: nothing, only vPlus has them. */
export async function openCredentials(vault: OpenVault, keyIds: string[]): Promise<SealedCredentials | null> {
  const [secret, certificate] = await Promise.all([openSecret(vault), openCertificate(vault)]);
  const sealed = {
    ...(secret && keyIds.includes(secret.keyId) ? { secret } : {}),
    ...(certificate && keyIds.includes(certificate.keyId) ? { certificate } : {}),
  };
  return Object.keys(sealed).length > 0 ? sealed : null;
}

/** Of two lists without doubles. */
export const sameMembers = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));
