import type { DirectoryRole } from '@vplus/contracts';
import { listOf, message, sentences, type Words } from '@vplus/messages';
import { exempting, mayExempt, roleNames, rolesOf } from '../assistant/roles.ts';
import { grantPermissions } from '../steps/grant-permissions/step.ts';
import { registerApplication } from '../steps/register-application/step.ts';
import { setLegacyAuth } from '../steps/set-legacy-auth/step.ts';
import type { Check, CheckFinding } from './check.ts';

const activation = 'https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles';

/** The roles of the person against what the steps need; a missing one holds up a part of the run, not the whole. */
export const checkRole: Check = {
  title: message('check-role.title'),

  async look({ reads, person: { roles }, connection: { choices } }) {
    if (choices.writes === 'by-hand') return { state: 'ok', finding: message('check-role.by-hand') };
    const [authorization, eligible] = await Promise.all([reads.authorization(), reads.eligibleRoles()]);
    if (!roles)
      return {
        state: 'unknown',
        finding: message('check-role.untold'),
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
        finding: message('check-role.but-sharepoint'),
        remedy: message('check-role.keep-setting'),
      };
    if (choices.credentialPolicy === 'exempt' && !mayExempt(roles))
      return {
        state: 'attention',
        finding: message('check-role.but-exemption'),
        remedy: sentences(message('check-role.without-exemption'), exempting.ask),
      };
    return { state: 'ok', finding: message('check-role.every') };
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
      finding: sentences(
        finding,
        message('check-role.eligible', {
          roles: listOf(activate.map((role) => roleNames[role])),
          count: activate.length,
        }),
      ),
      remedy: message('check-role.activate', { count: activate.length }),
      link: activation,
      signInAgain: true,
    };
  const pim = pimIsRead ? [] : [message('check-role.perhaps-eligible')];
  const unsure = mayGrant && asMember === undefined;
  return {
    state: mayRegister || mayGrant ? 'attention' : 'blocked',
    finding,
    remedy: sentences(
      message(
        unsure
          ? 'check-role.run-waits'
          : mayRegister || mayGrant
            ? 'check-role.approve-all-the-same'
            : 'check-role.ask-administrator',
      ),
      ...pim,
    ),
    ...(pimIsRead ? {} : { link: activation, signInAgain: true }),
  };
}

function foundOf(mayRegister: boolean, mayGrant: boolean, asMember: boolean | undefined): Words {
  if (mayRegister) return message('check-role.registers-only');
  if (!mayGrant) return message('check-role.neither');
  return message(asMember === false ? 'check-role.grants-only' : 'check-role.grants-perhaps-registers');
}
