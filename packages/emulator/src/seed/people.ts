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
  /** Key and domain of the tenant where they sign in, for guests and synchronized members. */
  home?: { tenantId: string; domain: string };
  /** A member here although they sign in elsewhere: brought by cross-tenant synchronization. */
  synchronized?: boolean;
  /** Without a mailbox and a drive, as an administration account. */
  unlicensed?: boolean;
  noDrive?: boolean;
  driveLocked?: boolean;
  /** What stands in `mail`, where it is not the address that they sign in with. */
  mail?: string | null;
  /** Where the mailbox is, when not at `mail`; null: there is none, whatever the plan says. */
  mailbox?: string | null;
}

export const personId = (tenantKey: string, login: string) => guidOf(`${tenantKey}/people/${login}`);

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
    id: personId(tenantKey, seed.login),
    displayName: seed.name,
    userPrincipalName: seed.home ? `${address.replace('@', '_')}#EXT#@${tenantKey}.onmicrosoft.example` : address,
    mail: seed.mail !== undefined ? seed.mail : seed.unlicensed ? null : address,
    userType: seed.home && !seed.synchronized ? 'Guest' : 'Member',
    accountEnabled: true,
    assignedPlans: licensed
      ? plans.map((name) => ({ ...plan(name).assigned, capabilityStatus: 'Enabled', assignedDateTime: created }))
      : [],
    _password: practicePassword,
    _roles: (seed.roles ?? []).map((role) => directoryRoles[role]),
    _eligibleRoles: (seed.eligible ?? []).map((role) => directoryRoles[role]),
    _homeTenantId: seed.home?.tenantId ?? null,
    _drive: licensed && !seed.noDrive && plans.includes('SHAREPOINTENTERPRISE'),
    ...(seed.driveLocked && { _driveLocked: true }),
    ...(seed.mailbox !== undefined && { _mailbox: seed.mailbox === null ? null : { address: seed.mailbox } }),
    _mfaRegistered: true,
    _validFrom: 0,
  };
}
