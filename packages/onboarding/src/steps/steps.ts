import type { Choices } from '@vplus/contracts';
import type { Step } from '@vplus/reconciler';
import { byHand } from '../by-hand.ts';
import { credentialSteps } from '../credentials.ts';
import type { Connection, Services } from '../ports.ts';
import { addCertificate } from './add-certificate.ts';
import { addSecret } from './add-secret.ts';
import { allowEws } from './allow-ews.ts';
import { approveAssistant } from './approve-assistant.ts';
import { createServicePrincipal } from './create-service-principal.ts';
import { exemptApplication } from './exempt-application.ts';
import { grantPermissions } from './grant-permissions.ts';
import { registerApplication } from './register-application.ts';
import { registerOrganization } from './register-organization.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { setLegacyAuth } from './set-legacy-auth.ts';
import { synchronizeInventory } from './synchronize-inventory.ts';
import { verifyAccess } from './verify-access.ts';

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
