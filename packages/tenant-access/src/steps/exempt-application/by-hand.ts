import { Problem } from '@vplus/contracts';
import type { StepContext } from '@vplus/reconciler';
import { customPolicies, isOurExemption } from '#credential/exemption.ts';
import type { Connection, Services } from '#ports.ts';
import type { ByHand } from '../by-hand-way.ts';
import { registerApplication } from '../register-application/step.ts';
import { exemptionIn } from './output.ts';

/** A policy for one application is an exception that a person makes knowingly: no script writes it. */
export const exemptedByHand: ByHand = {
  wants: 'script',
  plan: () =>
    'No script does this. You, or whoever looks after the policies of the tenant, exempt this one application.',
  ask: (found) => {
    const seen = exemptionIn(found);
    // An exemption of an earlier plan, which this one goes without.
    if (seen?.lifts.length === 0)
      return seen.sharedWith
        ? 'No script does this. In the Microsoft Entra admin center, under Application policies, take that policy off this application. Do not delete it: others use it. Then press Check again.'
        : 'No script does this. In the Microsoft Entra admin center, under Application policies, take that policy off the application and delete it, or ask whoever looks after these policies. Then press Check again.';
    return 'No script does this. In the Microsoft Entra admin center, under Application policies, exempt this one application from that restriction, or ask whoever looks after these policies. Then press Check again.';
  },
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
  report({
    detail: policies
      ? 'No policy of this assistant is there. A custom policy that you made is yours and stays.'
      : 'Your role may not read the policies. If somebody exempted the application, look whether that is still wanted.',
  });
}
