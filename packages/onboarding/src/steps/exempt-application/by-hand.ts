import { Problem } from '@vplus/contracts';
import type { StepContext } from '@vplus/reconciler';
import { customPolicies, isOurExemption } from '#exemption.ts';
import type { Connection, Services } from '#ports.ts';
import type { ByHand } from '../by-hand-way.ts';
import { exemptionIn } from './output.ts';

/** A policy for one application is an exception that a person makes knowingly: no script writes it. */
export const exemptedByHand: ByHand = {
  wants: 'script',
  plan: () =>
    'No script does this. You, or whoever looks after the policies of the tenant, exempt this one application.',
  ask: (found) =>
    // An exemption of an earlier plan, which this one goes without.
    exemptionIn(found)?.lifts.length === 0
      ? 'No script does this. In the Microsoft Entra admin center, under Application policies, take that policy off the application and delete it, or ask whoever looks after these policies. Then press Check again.'
      : 'No script does this. In the Microsoft Entra admin center, under Application policies, exempt this one application from that restriction, or ask whoever looks after these policies. Then press Check again.',
  undo: exemptionGone,
};

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
