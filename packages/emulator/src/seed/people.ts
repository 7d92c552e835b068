import type { User } from '../core/world.ts';
import { guidOf } from './guid.ts';
import { type PlanName, plan } from './licences.ts';
import { type DirectoryRoleName, directoryRoles } from './roles.ts';

/** Everybody in the practice cloud signs in with this. */
export const practicePassword = 'practice-password';

export interface PersonSeed {
  /** What stands before the @ of the user name. */
  login: string;
  name: string;
  roles?: DirectoryRoleName[];
  eligible?: DirectoryRoleName[];
  /** For guests: key and domain of the tenant where they sign in. */
  home?: { tenantId: string; domain: string };
  /** Without a mailbox and a drive, as an administration account. */
  unlicensed?: boolean;
  noDrive?: boolean;
}

/** A person as a user object of the tenant with this key, e.g. `contoso`. */
export function makePerson(
  tenantKey: string,
  domain: string,
  plans: PlanName[],
  seed: PersonSeed,
  created: string,
): User {
  const address = `${seed.login}@${seed.home?.domain ?? domain}`;
  const licensed = !seed.home && !seed.unlicensed;
  return {
    id: guidOf(`${tenantKey}/people/${seed.login}`),
    displayName: seed.name,
    userPrincipalName: seed.home ? `${address.replace('@', '_')}#EXT#@${tenantKey}.onmicrosoft.example` : address,
    mail: seed.unlicensed ? null : address,
    userType: seed.home ? 'Guest' : 'Member',
    accountEnabled: true,
    assignedPlans: licensed
      ? plans.map((name) => ({ ...plan(name).assigned, capabilityStatus: 'Enabled', assignedDateTime: created }))
      : [],
    _password: practicePassword,
    _roles: (seed.roles ?? []).map((role) => directoryRoles[role]),
    _eligibleRoles: (seed.eligible ?? []).map((role) => directoryRoles[role]),
    _homeTenantId: seed.home?.tenantId ?? null,
    _drive: licensed && !seed.noDrive && plans.includes('SHAREPOINTENTERPRISE'),
    _mfaRegistered: true,
    _validFrom: 0,
  };
}
