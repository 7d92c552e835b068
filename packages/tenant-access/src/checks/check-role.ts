import type { DirectoryRole } from '@vplus/contracts';
import { exempting, mayExempt, roleNames, rolesOf } from '../assistant/roles.ts';
import { grantPermissions } from '../steps/grant-permissions/step.ts';
import { registerApplication } from '../steps/register-application/step.ts';
import { setLegacyAuth } from '../steps/set-legacy-auth/step.ts';
import { type Check, type CheckFinding, listed } from './check.ts';

const activation = 'https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles';

/** The roles of the person against what the steps need; a missing one holds up a part of the run, not the whole. */
export const checkRole: Check = {
  title: 'Your role',

  async look({ reads, person: { roles }, connection: { choices } }) {
    const [authorization, eligible] = await Promise.all([reads.authorization(), reads.eligibleRoles()]);
    if (!roles)
      return {
        state: 'unknown',
        finding: 'Your sign-in does not say which roles you have. Microsoft decides step by step.',
        signInAgain: true,
      };

    const has = ({ anyOf }: { anyOf: DirectoryRole[] }) => anyOf.some((role) => roles.includes(role));
    const asMember = authorization?.allowedToCreateApps;
    const mayRegister = has(registerApplication.needs.role) || asMember === true;
    const mayGrant = has(grantPermissions.needs.role);
    const maySetFlag = has(setLegacyAuth.needs.role);
    const lacking: DirectoryRole[][] = [
      ...(mayRegister ? [] : [registerApplication.needs.role.anyOf]),
      ...(mayGrant ? [] : [grantPermissions.needs.role.anyOf]),
    ];
    const waiting = rolesOf(eligible ?? []) ?? [];
    const activate = waiting.filter((role) => lacking.some((anyOf) => anyOf.includes(role)));

    if (lacking.length > 0)
      return tooLow({ mayRegister, mayGrant, asMember, activate, pimIsRead: eligible !== undefined });
    if (choices.legacyAuth === 'enable' && !maySetFlag)
      return {
        state: 'attention',
        finding: "You may do every step except changing SharePoint's setting.",
        remedy: 'Keep that setting, or ask a SharePoint Administrator for it.',
      };
    if (choices.credentialPolicy === 'exempt' && !mayExempt(roles))
      return {
        state: 'attention',
        finding: 'You may do every step except exempting the application from the policy on credentials.',
        remedy: `Make the plan without the exemption, or ask somebody who may. ${exempting.ask}`,
      };
    return { state: 'ok', finding: 'You may do every step.' };
  },
};

interface Standing {
  mayRegister: boolean;
  mayGrant: boolean;
  /** Whether members may register applications here; undefined: may not be read. */
  asMember: boolean | undefined;
  /** Roles that wait in Privileged Identity Management and would help. */
  activate: DirectoryRole[];
  pimIsRead: boolean;
}

function tooLow({ mayRegister, mayGrant, asMember, activate, pimIsRead }: Standing): CheckFinding {
  const finding = foundOf(mayRegister, mayGrant, asMember);
  if (activate.length > 0)
    return {
      state: 'attention',
      finding: `${finding} ${listed(activate.map((role) => roleNames[role]))} waits for you in Privileged Identity Management, but is not active.`,
      remedy: 'Activate it, then sign in again: Microsoft tells us your roles only then.',
      link: activation,
      signInAgain: true,
    };
  const pim = pimIsRead
    ? ''
    : ' If a higher role waits for you in Privileged Identity Management, activate it and sign in again.';
  const unsure = mayGrant && asMember === undefined;
  return {
    state: mayRegister || mayGrant ? 'attention' : 'blocked',
    finding,
    remedy: unsure
      ? `If it is refused, the run waits for somebody who may.${pim}`
      : mayRegister || mayGrant
        ? `You can approve this plan all the same: the run goes as far as you may and then waits for a Global Administrator, whom you can send a link.${pim}`
        : `UnwordedAsk a Global Administrator, or a Privileged Role Administrator who is also Cloud Application Administrator.${pim}`,
    ...(pimIsRead ? {} : { link: activation, signInAgain: true }),
  };
}

function foundOf(mayRegister: boolean, mayGrant: boolean, asMember: boolean | undefined): string {
  if (mayRegister) return 'You may register the application, but not grant permissions of Microsoft Graph.';
  if (!mayGrant) return 'You may neither register the application nor grant permissions.';
  return asMember === false
    ? 'You may grant the permissions, but not register the application: this tenant lets members register none.'
    : 'You may grant the permissions, but register the application only if this tenant lets every member do so, which your role may not read.';
}
