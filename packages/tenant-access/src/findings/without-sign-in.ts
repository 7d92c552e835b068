import { RemoteError } from '@vplus/clients';
import type { CheckReport, TenantFacts } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import { addCertificate } from '../steps/add-certificate/step.ts';
import { addSecret } from '../steps/add-secret/step.ts';
import { allowEws } from '../steps/allow-ews/step.ts';
import { allowLook } from '../steps/allow-look/step.ts';
import { approveAssistant } from '../steps/approve-assistant/step.ts';
import { createServicePrincipal } from '../steps/create-service-principal/step.ts';
import type { TenantStep } from '../steps/define-step.ts';
import { exemptApplication } from '../steps/exempt-application/step.ts';
import { grantPermissions } from '../steps/grant-permissions/step.ts';
import { lockApplication } from '../steps/lock-application/step.ts';
import { registerApplication } from '../steps/register-application/step.ts';
import { registerOrganization } from '../steps/register-organization/step.ts';
import { removeLeftovers } from '../steps/remove-leftovers/step.ts';
import { removeReplaced } from '../steps/remove-replaced/step.ts';
import { synchronizeInventory } from '../steps/synchronize-inventory/step.ts';
import { verifyAccess } from '../steps/verify-access/step.ts';
import type { StandingLook } from './standing-look.ts';
import { tenantPolicies } from './tenant-policies.ts';

/** They look on vPlus, or at what is remembered: no token of Microsoft is needed. */
const ofVplus = new Set<string>([registerOrganization.id, synchronizeInventory.id, allowEws.id]);

/**
 * What they read at Microsoft is open to the one permission that the assistant itself may have. Not among them: the
 * approval itself, policies and SharePoint's settings, whose steps take a refusal for an answer.
 */
const ofMicrosoft = new Set<string>(
  [
    registerApplication,
    lockApplication,
    createServicePrincipal,
    grantPermissions,
    addSecret,
    addCertificate,
    verifyAccess,
    removeLeftovers,
    removeReplaced,
  ].map(({ id }) => id),
);

/** A server that does not answer holds up no other tenant for longer. */
const patienceMs = 30_000;

interface Given {
  steps: TenantStep[];
  facts: TenantFacts;
  look: StandingLook;
  /** Asks once more, since a server of Microsoft may be behind. */
  lookAgain(): Promise<StandingLook>;
}

/**
 * The steps of a check for which nobody is signed in. What cannot be looked at stands in as it was last seen, and
 * counts as not looked at.
 */
export function stepsWithoutSignIn({ steps, facts, look, lookAgain }: Given): TenantStep[] {
  const known = outputsIn(facts, look);
  return steps.map((step) => {
    const budgetMs = Math.min(step.budgetMs, patienceMs);
    if (ofVplus.has(step.id)) return { ...step, budgetMs };
    if (step.id === allowLook.id && look.is !== 'none')
      return { ...step, budgetMs, after: [], find: () => ownAccess(look, lookAgain) };
    if (look.is === 'sees' && ofMicrosoft.has(step.id)) return { ...step, budgetMs, find: unlessRefused(step.find) };
    const output = known.get(step.id);
    return {
      ...step,
      after: [],
      find: async () => (output === undefined ? { is: 'cannot-look', why: whyUnseen(look) } : { is: 'there', output }),
    };
  });
}

/** What such a check says, with what stood in for a look told as not looked at. */
export function reportWithoutSignIn(report: CheckReport, look: StandingLook): CheckReport {
  const isLookedAt = (stepId: string) =>
    ofVplus.has(stepId) ||
    (stepId === allowLook.id && look.is !== 'none') ||
    (look.is === 'sees' && ofMicrosoft.has(stepId));
  const unlooked = report.covered.filter((id) => !isLookedAt(id));
  return {
    concerns: report.concerns.filter(({ stepId }) => isLookedAt(stepId)),
    covered: report.covered.filter(isLookedAt),
    unseen: [
      ...report.unseen.map((one) =>
        one.kinds || one.stepId === tenantPolicies.id ? { ...one, why: whyUnseen(look) } : one,
      ),
      ...unlooked.map((stepId) => ({ stepId, why: whyUnseen(look) })),
    ],
  };
}

async function ownAccess(look: StandingLook, lookAgain: Given['lookAgain']): ReturnType<typeof allowLook.find> {
  const now = look.is === 'gone' ? await lookAgain() : look;
  if (now.is === 'gone') return { is: 'absent', detail: now.what };
  if (now.is === 'blind') return { is: 'cannot-look', why: now.why };
  return { is: 'there', output: { assignmentId: null, ours: false }, detail: message('allow-look.allowed') };
}

/** What Microsoft does not let this assistant read is no word against the tenant, and asks nobody for a role. */
const unlessRefused =
  (find: TenantStep['find']): TenantStep['find'] =>
  async (context) => {
    try {
      return await find(context);
    } catch (error) {
      const status = error instanceof RemoteError && error.fields.service === 'graph' && error.fields.status;
      if (status !== 401 && status !== 403) throw error;
      return { is: 'cannot-look', why: message('check.look-refused') };
    }
  };

function whyUnseen(look: StandingLook): Words {
  if (look.is === 'none') return message('check.nobody-signed-in');
  if (look.is === 'blind') return look.why;
  return message(look.is === 'sees' ? 'check.look-covers-not' : 'check.look-lost');
}

function outputsIn({ clientId, permissions, credentials }: TenantFacts, look: StandingLook): Map<string, unknown> {
  const outputs = new Map<string, unknown>();
  if (look.is === 'sees') {
    outputs.set(approveAssistant.id, { scopes: [] });
    outputs.set(exemptApplication.id, { policyId: null, lifts: [] });
  }
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
