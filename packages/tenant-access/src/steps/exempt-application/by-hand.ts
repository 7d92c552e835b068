import { Problem } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { StepContext } from '@vplus/reconciler';
import { customPolicies, isOurExemption } from '#credential/exemption.ts';
import type { Connection, Services } from '#ports.ts';
import type { ByHand } from '../by-hand-way.ts';
import { registerApplication } from '../register-application/step.ts';
import { exemptionIn } from './output.ts';

/** A policy for one application is an exception that a person makes knowingly: no script writes it. */
export const exemptedByHand: ByHand = {
  wants: 'script',
  plan: () => message('exempt-application.plan-by-hand'),
  ask: (found) => {
    const seen = exemptionIn(found);
    // An exemption of an earlier plan, which this one goes without.
    if (seen?.lifts.length === 0)
      return message(seen.sharedWith ? 'exempt-application.take-off-by-hand' : 'exempt-application.delete-by-hand');
    return message('exempt-application.exempt-by-hand');
  },
  isLeft: (found) => (exemptionIn(found)?.policyId ?? null) !== null,
  undo: exemptionGone,
};

/**
 * A policy that a person made is theirs; one that this assistant made before is named by its mark. Where others use it
 * it only has to be off our application.
 */
async function exemptionGone(context: StepContext<Services, Connection>): Promise<void> {
  const { services, connection, outputOf, report } = context;
  const { exemption } = await services.recall();
  const policies = await services.graph.appManagementPolicies();
  const ours = customPolicies(policies ?? []).filter((one) => isOurExemption(one, connection));
  const users = await Promise.all(ours.map(({ id }) => services.graph.appliesTo(id)));
  const objectId = outputOf(registerApplication)?.objectId;
  const isOfOthers = (of: string[]) => of.length > 0 && !of.some((id) => id === objectId);
  const isThere = policies ? !users.every(isOfOthers) : exemption !== undefined;
  if (isThere) throw new Problem('policy-by-hand');
  report({ detail: message(policies ? 'exempt-application.none-of-ours' : 'exempt-application.none-may-be-read') });
}
