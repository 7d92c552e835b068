import type { Choices } from '@vplus/contracts';
import type { Step } from '@vplus/reconciler';
import { byHand } from '../by-hand.ts';
import { credentialSteps } from '../credentials.ts';
import type { Connection, Services } from '../ports.ts';
import { addCertificate } from './add-certificate/step.ts';
import { addSecret } from './add-secret/step.ts';
import { allowEws } from './allow-ews/step.ts';
import { approveAssistant } from './approve-assistant/step.ts';
import { createServicePrincipal } from './create-service-principal/step.ts';
import { exemptApplication } from './exempt-application/step.ts';
import { grantPermissions } from './grant-permissions/step.ts';
import { registerApplication } from './register-application/step.ts';
import { registerOrganization } from './register-organization/step.ts';
import { removeLeftovers } from './remove-leftovers/step.ts';
import { setLegacyAuth } from './set-legacy-auth/step.ts';
import { synchronizeInventory } from './synchronize-inventory/step.ts';
import { verifyAccess } from './verify-access/step.ts';

/** What must be true of a connected tenant, in the order in which a person reads it. Ids are stored: never rename one. */
export const connectSteps: Step<Services, Connection>[] = [
  approveAssistant,
  registerApplication,
  createServicePrincipal,
  grantPermissions,
  exemptApplication,
  addSecret,
  addCertificate,
  verifyAccess,
  registerOrganization,
  allowEws,
  setLegacyAuth,
  removeLeftovers,
  synchronizeInventory,
];

/**
 * The steps as a plan with these choices carries them out: of the credentials only those that were chosen.
 */
export function stepsFor(choices: Choices): Step<Services, Connection>[] {
  const chosen = credentialSteps(choices).map(({ id }) => id);
  return undoStepsFor(choices).filter(
    ({ id }) => (id !== addSecret.id && id !== addCertificate.id) || chosen.includes(id),
  );
}

/** All of them, since a disconnect takes away also what an earlier choice made; an exemption only where one was ever chosen. */
export function undoStepsFor({ writes, credentialPolicy }: Choices): Step<Services, Connection>[] {
  const steps = connectSteps.filter(({ id }) => id !== exemptApplication.id || credentialPolicy !== undefined);
  return writes === 'by-hand' ? steps.map(byHand) : steps;
}
