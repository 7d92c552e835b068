import type { TenantFacts } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { addCertificate } from '../steps/add-certificate/step.ts';
import { addSecret } from '../steps/add-secret/step.ts';
import { allowEws } from '../steps/allow-ews/step.ts';
import type { TenantStep } from '../steps/define-step.ts';
import { grantPermissions } from '../steps/grant-permissions/step.ts';
import { registerApplication } from '../steps/register-application/step.ts';
import { registerOrganization } from '../steps/register-organization/step.ts';
import { synchronizeInventory } from '../steps/synchronize-inventory/step.ts';
import { verifyAccess } from '../steps/verify-access/step.ts';

/** They look on vPlus, or at what is remembered: no token of an administrator is needed. */
const lookedAt = new Set<string>([registerOrganization.id, synchronizeInventory.id, allowEws.id]);

/** A server that does not answer holds up no other tenant for longer. */
const patienceMs = 30_000;

/**
 * The steps of a check for which nobody is signed in. What only Microsoft could show stands as it was last seen, and counts
 * as not looked at.
 */
export function stepsWithoutSignIn(steps: TenantStep[], facts: TenantFacts): TenantStep[] {
  const known = outputsIn(facts);
  return steps.map((step) => {
    if (lookedAt.has(step.id)) return { ...step, budgetMs: Math.min(step.budgetMs, patienceMs) };
    const output = known.get(step.id);
    return {
      ...step,
      after: [],
      find: async () =>
        output === undefined ? { is: 'cannot-look', why: message('check.nobody-signed-in') } : { is: 'there', output },
    };
  });
}

/** Of the steps of such a check those that really looked. */
export const looksWithoutSignIn = (stepId: string): boolean => lookedAt.has(stepId);

function outputsIn({ clientId, permissions, credentials }: TenantFacts): Map<string, unknown> {
  const outputs = new Map<string, unknown>();
  if (clientId) outputs.set(registerApplication.id, { appId: clientId, objectId: '' });
  const granted = permissions.filter(({ state }) => state === 'done').map(({ key }) => key);
  outputs.set(grantPermissions.id, { granted, grantedAt: null });
  outputs.set(verifyAccess.id, { provedAt: null });
  for (const { kind, keyId, expiresAt, addedAt } of credentials) {
    const output = { keyId, expiresAt, addedAt };
    if (kind === 'secret') outputs.set(addSecret.id, { ...output, secretRef: null });
    else outputs.set(addCertificate.id, { ...output, thumbprint: null });
  }
  return outputs;
}
