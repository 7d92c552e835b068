import { type Ask, Problem } from '@vplus/contracts';
import type { Finding, Step, StepContext } from '@vplus/reconciler';
import { customPolicies, isOurExemption } from './exemption.ts';
import type { Connection, Services } from './ports.ts';
import { secretPurpose } from './sealed-secret.ts';
import { adoptSecret } from './steps/add-secret/handed-in-secret.ts';
import { addSecret } from './steps/add-secret/step.ts';
import { exemptApplication } from './steps/exempt-application/step.ts';
import { registerOrganization } from './steps/register-organization/step.ts';
import { setLegacyAuth } from './steps/set-legacy-auth/step.ts';
import { synchronizeInventory } from './steps/synchronize-inventory/step.ts';

type OnboardingStep = Step<Services, Connection>;

/** What is done on vPlus goes on as ever; whatever else has something to make makes it in the tenant. */
const onVplus: string[] = [registerOrganization.id, synchronizeInventory.id];

/**
 * A step for those who do not let this assistant write in their tenant: it looks as ever, and where it would make or
 * take away something it asks a person to, and looks again.
 */
export function byHand(step: OnboardingStep): OnboardingStep {
  if (!step.make || onVplus.includes(step.id)) return step;
  const { make: _, undo, ...looking } = step;
  const find: OnboardingStep['find'] = step.id === addSecret.id ? (context) => findSecret(step, context) : step.find;
  return {
    ...looking,
    find,
    ask: (_context, found) => askFor(step, found),
    // What a person switched on in SharePoint is theirs to switch off: whether they did cannot be told from a look.
    ...(undo && step.id !== setLegacyAuth.id ? { undo: (context) => gone(step, context) } : {}),
  };
}

function askFor({ id }: OnboardingStep, found: Finding<unknown>): Ask {
  const seen = 'detail' in found && found.detail ? `${found.detail} ` : '';
  if (id === addSecret.id)
    return {
      kind: 'by-hand',
      wants: 'secret',
      text: `${seen}Enter the client secret that the script printed. If it printed none, run it again. If the secret is lost, run the script again and have it replaced.`,
    };
  if (id === setLegacyAuth.id)
    return {
      kind: 'by-hand',
      wants: 'script',
      text: `${seen}No script does this. Change it in SharePoint, then press Check again.`,
    };
  if (id === exemptApplication.id && isTakenBack(found))
    return {
      kind: 'by-hand',
      wants: 'script',
      text: `${seen}No script does this. In the Microsoft Entra admin center, under Application policies, take that policy off the application and delete it, or ask whoever looks after these policies. Then press Check again.`,
    };
  if (id === exemptApplication.id)
    return {
      kind: 'by-hand',
      wants: 'script',
      text: `${seen}No script does this. In the Microsoft Entra admin center, under Application policies, exempt this one application from that restriction, or ask whoever looks after these policies. Then press Check again.`,
    };
  return { kind: 'by-hand', wants: 'script', text: `${seen}Run the script, then press Check again.` };
}

/** An exemption of an earlier plan, which this one goes without. */
const isTakenBack = (found: Finding<unknown>): boolean =>
  'output' in found && exemptApplication.output.safeParse(found.output).data?.lifts.length === 0;

async function findSecret(step: OnboardingStep, context: StepContext<Services, Connection>): Promise<Finding<unknown>> {
  const found = await step.find(context);
  if (found.is !== 'absent' && found.is !== 'partly') return found;
  const refusal = await adoptSecret(context);
  if (refusal === null) return step.find(context);
  return refusal ? { ...found, detail: refusal } : found;
}

/** There is nothing that a disconnect may take away: it looks whether a person did. */
async function gone(step: OnboardingStep, context: StepContext<Services, Connection>): Promise<void> {
  if (step.id === exemptApplication.id) return exemptionGone(context);
  const found = await step.find(context);
  // What stays as it was on purpose is nobody's to take away.
  const isOurs = found.is !== 'absent' && found.is !== 'cannot-look' && !('as' in found && found.as);
  if (isOurs) throw new Problem('remove-by-hand');
  await context.services.vault.wipe(secretPurpose);
}

/** A policy that a person made is theirs; one that this assistant made before is named by its mark. */
async function exemptionGone({ services, connection, report }: StepContext<Services, Connection>): Promise<void> {
  const { exemption } = await services.recall();
  const policies = await services.graph.appManagementPolicies();
  const isThere = policies
    ? customPolicies(policies).some((one) => isOurExemption(one, connection))
    : exemption !== undefined;
  if (isThere) throw new Problem('remove-by-hand');
  report({
    detail: policies
      ? 'No policy of this assistant is there. A custom policy that you made is yours and stays.'
      : 'Your role may not read the policies. If somebody exempted the application, look whether that is still wanted.',
  });
}
