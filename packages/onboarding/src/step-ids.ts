/**
 * Every step of a connect, in the order in which a person reads it. Ids are stored: never rename or reuse one. What
 * belongs to each step stands in tables over this list, so that a missing row does not compile.
 */
export const stepIds = [
  'confirm-plan',
  'approve-assistant',
  'register-application',
  'create-service-principal',
  'grant-permissions',
  'exempt-application',
  'add-secret',
  'add-certificate',
  'verify-access',
  'register-organization',
  'allow-ews',
  'set-legacy-auth',
  'remove-leftovers',
  'synchronize-inventory',
] as const;
export type StepId = (typeof stepIds)[number];

/** Throws on a step that nobody knows: a default would be a guess. */
export function stepIdOf(id: string): StepId {
  const known = stepIds.find((one) => one === id);
  if (!known) throw new Error(`No such step: ${id}`);
  return known;
}
