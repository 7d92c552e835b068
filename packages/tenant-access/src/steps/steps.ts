import type { Choices } from '@vplus/contracts';
import { replacedIn } from '../credential/replaced.ts';
import { addCertificate } from './add-certificate/step.ts';
import { addSecret } from './add-secret/step.ts';
import { allowEws } from './allow-ews/step.ts';
import { allowLook } from './allow-look/step.ts';
import { approveAssistant } from './approve-assistant/step.ts';
import { byHand } from './by-hand.ts';
import { createServicePrincipal } from './create-service-principal/step.ts';
import { type ConnectStep, isChosen } from './define-step.ts';
import { exemptApplication } from './exempt-application/step.ts';
import { grantPermissions } from './grant-permissions/step.ts';
import { lockApplication } from './lock-application/step.ts';
import { registerApplication } from './register-application/step.ts';
import { registerOrganization } from './register-organization/step.ts';
import { removeLeftovers } from './remove-leftovers/step.ts';
import { removeReplaced } from './remove-replaced/step.ts';
import { setLegacyAuth } from './set-legacy-auth/step.ts';
import { synchronizeInventory } from './synchronize-inventory/step.ts';
import { verifyAccess } from './verify-access/step.ts';

/** What must be true of a connected tenant, in the order in which a person reads it. Ids are stored: never rename one. */
const steps = [
  approveAssistant,
  registerApplication,
  lockApplication,
  createServicePrincipal,
  grantPermissions,
  exemptApplication,
  addSecret,
  addCertificate,
  verifyAccess,
  registerOrganization,
  allowEws,
  setLegacyAuth,
  allowLook,
  removeLeftovers,
  synchronizeInventory,
  removeReplaced,
] as const satisfies readonly ConnectStep[];

/** A table over it does not compile without a row for each step. */
export type StepId = (typeof steps)[number]['id'];

export const connectSteps: ConnectStep[] = [...steps];

/**
 * The steps as a plan with these choices carries them out: of the credentials only those that were chosen. Where one
 * is replaced, the run is not over before vPlus has signed in with the new one and the old one is gone.
 */
export const stepsFor = (choices: Choices): ConnectStep[] => {
  const chosen = connectSteps.filter((step) => isChosen(step, choices));
  const waits = replacedIn(choices).length > 0;
  return carriedOut(waits ? chosen.map((step) => ({ ...step, background: false })) : chosen, choices);
};

/** All of them, since a disconnect takes away also what an earlier choice made; an exemption only where one was ever chosen. */
export const undoStepsFor = (choices: Choices): ConnectStep[] =>
  carriedOut(
    connectSteps
      .filter((step) => step.isUndone?.(choices) ?? true)
      .map((step) => (step.giveBackTitle && isAdopted(choices) ? { ...step, undoTitle: step.giveBackTitle } : step)),
    choices,
  );

const isAdopted = ({ adoptApplication }: Choices): boolean => adoptApplication !== null;

const carriedOut = (chosen: ConnectStep[], { writes }: Choices): ConnectStep[] =>
  writes === 'by-hand' ? chosen.map(byHand) : chosen;
