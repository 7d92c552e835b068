import type { ConditionalAccessPolicy } from '@vplus/clients';
import { type Check, listed, mayNotRead } from './check.ts';

const link = 'https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies';

/** Sign-in rules that would meet the person or the new application, as far as they can be foreseen. */
export const checkConditionalAccess: Check = {
  title: 'Conditional Access',

  async look({ reads }) {
    const [policies, defaults] = await Promise.all([reads.conditionalAccess(), reads.securityDefaults()]);
    if (!policies)
      return mayNotRead(
        'If Microsoft asks for more, the run waits for you and goes on; if it blocks, the run says so.',
      );

    const inForce = policies.filter(({ state }) => state === 'enabled');
    const forApplications = inForce.filter((one) => blocks(one) && meetsOwnApplications(one));
    if (forApplications.length > 0)
      return {
        state: 'attention',
        finding: `${named(forApplications)} blocks applications of this tenant that sign in by themselves. The new application may be made and granted everything, and still be refused.`,
        remedy: 'Exclude the new application from it, or name the address of the vPlus server as a trusted location.',
        link,
      };
    const forPeople = inForce.filter(meetsPeople);
    const blocking = forPeople.filter(blocks);
    if (blocking.length > 0)
      return {
        state: 'attention',
        finding: `${named(blocking)} blocks sign-ins under its conditions, which may apply to you in the middle of the run.`,
        remedy:
          'Stay on the network and device with which you signed in. If you are blocked, ask whoever looks after Conditional Access.',
        link,
      };
    const asking = forPeople.filter(asksMore);
    if (asking.length > 0)
      return {
        state: 'attention',
        finding: `${named(asking)} may ask you to confirm your sign-in in the middle of the run.`,
        remedy: 'Nothing is lost then: the run waits, you confirm, it goes on.',
        link,
      };
    return {
      state: 'ok',
      finding: defaults?.isEnabled
        ? 'No policy stands in the way. Security defaults are on: Microsoft may ask for a second factor, and the run waits for it.'
        : 'No policy stands in the way.',
    };
  },
};

const has = (list: string[] | null | undefined, ...wanted: string[]) => wanted.some((one) => list?.includes(one));
const blocks = ({ grantControls }: ConditionalAccessPolicy) => has(grantControls?.builtInControls, 'block');

const asksMore = ({ grantControls }: ConditionalAccessPolicy) =>
  (grantControls?.builtInControls ?? []).some((control) => control !== 'block') ||
  Boolean(grantControls?.authenticationStrength);

/** https://learn.microsoft.com/graph/api/resources/conditionalaccessclientapplications */
const meetsOwnApplications = ({ conditions }: ConditionalAccessPolicy) =>
  has(conditions?.clientApplications?.includeServicePrincipals, 'ServicePrincipalsInMyTenant');

/** Graph and Azure management, by the names that Conditional Access has for them. */
const meetsPeople = ({ conditions }: ConditionalAccessPolicy) => {
  const { users, applications } = conditions ?? {};
  const somebody = has(users?.includeUsers, 'All') || (users?.includeRoles ?? []).length > 0;
  return somebody && has(applications?.includeApplications, 'All', 'MicrosoftAdminPortals');
};

const named = (policies: ConditionalAccessPolicy[]) =>
  listed(policies.map(({ displayName }) => `"${displayName ?? 'A policy without a name'}"`));
