import type { Choices } from '@vplus/contracts';
import type { Step } from '@vplus/reconciler';
import { byHand } from '../by-hand.ts';
import type { Connection, Services } from '../ports.ts';
import { addSecret } from './add-secret.ts';
import { approveAssistant } from './approve-assistant.ts';
import { createServicePrincipal } from './create-service-principal.ts';
import { grantPermissions } from './grant-permissions.ts';
import { registerApplication } from './register-application.ts';
import { registerOrganization } from './register-organization.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { synchronizeInventory } from './synchronize-inventory.ts';
import { verifyAccess } from './verify-access.ts';

/** What must be true of a connected tenant, in the order in which a person reads it. Ids are stored: never rename one. */
export const connectSteps: Step<Services, Connection>[] = [
  approveAssistant,
  registerApplication,
  createServicePrincipal,
  grantPermissions,
  addSecret,
  verifyAccess,
  registerOrganization,
  removeLeftovers,
  synchronizeInventory,
];

/** The steps as a plan with these choices carries them out. */
export const stepsFor = ({ writes }: Choices): Step<Services, Connection>[] =>
  writes === 'by-hand' ? connectSteps.map(byHand) : connectSteps;
