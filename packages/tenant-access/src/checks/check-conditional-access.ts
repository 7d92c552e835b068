import type { ConditionalAccessPolicy } from '@vplus/clients';
import { listOf, message } from '@vplus/messages';
import { type Check, mayNotRead } from './check.ts';

const link = 'https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies';

/** Sign-in rules that would meet the person or the new application, as far as they can be foreseen. */
export const checkConditionalAccess: Check = {
  title: message('check-conditional-access.title'),

  async look({ reads }) {
    const [policies, defaults] = await Promise.all([reads.conditionalAccess(), reads.securityDefaults()]);
    if (!policies) return mayNotRead(message('check-conditional-access.unread'));

    const inForce = policies.filter(({ state }) => state === 'enabled');
    const forApplications = inForce.filter((one) => blocksApplications(one) && meetsAllApplications(one));
    if (forApplications.length > 0)
      return {
        state: 'attention',
        finding: message('check-conditional-access.blocks-applications', {
          policies: named(forApplications),
          count: forApplications.length,
        }),
        remedy: message('check-conditional-access.exclude', { count: forApplications.length }),
        link,
      };
    const forPeople = inForce.filter(meetsPeople);
    const blocking = forPeople.filter(blocks);
    if (blocking.length > 0)
      return {
        state: 'attention',
        finding: message('check-conditional-access.blocks-people', {
          policies: named(blocking),
          count: blocking.length,
        }),
        remedy: message('check-conditional-access.stay'),
        link,
      };
    const asking = forPeople.filter(asksMore);
    if (asking.length > 0)
      return {
        state: 'attention',
        finding: message('check-conditional-access.asks', { policies: named(asking) }),
        remedy: message('check-conditional-access.nothing-lost'),
        link,
      };
    return {
      state: 'ok',
      finding: message(defaults?.isEnabled ? 'check-conditional-access.defaults-on' : 'check-conditional-access.free'),
    };
  },
};

const has = (list: string[] | null | undefined, ...wanted: string[]) => wanted.some((one) => list?.includes(one));
const blocks = ({ grantControls }: ConditionalAccessPolicy) => has(grantControls?.builtInControls, 'block');

const asksMore = ({ grantControls }: ConditionalAccessPolicy) =>
  (grantControls?.builtInControls ?? []).some((control) => control !== 'block') ||
  Boolean(grantControls?.authenticationStrength);

/** A policy for workload identities, of whichever: https://learn.microsoft.com/graph/api/resources/conditionalaccessclientapplications */
export const blocksApplications = (policy: ConditionalAccessPolicy): boolean =>
  blocks(policy) && (policy.conditions?.clientApplications?.includeServicePrincipals ?? []).length > 0;

const meetsAllApplications = ({ conditions }: ConditionalAccessPolicy) =>
  has(conditions?.clientApplications?.includeServicePrincipals, 'ServicePrincipalsInMyTenant');

/** Graph and Azure management, by the names that Conditional Access has for them. */
const meetsPeople = ({ conditions }: ConditionalAccessPolicy) => {
  const { users, applications } = conditions ?? {};
  const somebody = has(users?.includeUsers, 'All') || (users?.includeRoles ?? []).length > 0;
  return somebody && has(applications?.includeApplications, 'All', 'MicrosoftAdminPortals');
};

export const named = (policies: ConditionalAccessPolicy[]) =>
  listOf(
    policies.map(({ displayName }) =>
      message('checks.quoted', { name: displayName ?? message('check-conditional-access.nameless') }),
    ),
  );
