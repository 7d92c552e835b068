import type { Cloud } from '../core/service.ts';
import { tenantNamed } from '../core/tenant-names.ts';
import type { SignedInAccount, Tenant, User } from '../core/world.ts';
import { Refusal } from './aadsts.ts';

export interface Person {
  tenant: Tenant;
  user: User;
}

/** What a person types: a guest is known by the address at home. */
export function loginOf(user: User): string {
  return isFromElsewhere(user) && user.mail ? user.mail : user.userPrincipalName;
}

/** Guests, members by cross-tenant synchronization, and a partner's people: they sign in at another tenant. */
export function isFromElsewhere(user: User): boolean {
  return user.userType === 'Guest' || user._homeTenantId !== null;
}

/** Everybody who can sign in here: the tenant's people and guests; without a tenant, the members of all tenants. */
export function peopleAt(tenant: Tenant | null, cloud: Cloud): Person[] {
  const tenants = tenant ? [tenant] : Object.values(cloud.world.tenants);
  return tenants.flatMap((one) =>
    [...Object.values(one.users), ...delegatedTo(one, cloud)]
      .filter((user) => tenant || !isFromElsewhere(user))
      .map((user) => ({ tenant: one, user })),
  );
}

/** The person behind a typed name, as seen by the tenant that is signed in to. */
export function personNamed(login: string, tenant: Tenant | null, cloud: Cloud): Person {
  const wanted = login.trim().toLowerCase();
  const found = peopleAt(tenant, cloud).find(({ user }) => namesOf(user).includes(wanted));
  if (found) return found;
  const elsewhere = peopleAt(null, cloud).some(({ user }) => namesOf(user).includes(wanted));
  if (tenant && (elsewhere || tenantNamed(wanted.split('@')[1] ?? '', cloud))) {
    throw new Refusal(50020, {
      text: `User account '${login}' from another organization does not exist in tenant '${tenant.displayName}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.`,
    });
  }
  throw new Refusal(50034, {
    text: `The user account '${login}' does not exist in the ${tenant?.displayName ?? 'given'} directory. To sign into this application, the account must be added to the directory.`,
  });
}

function namesOf(user: User): string[] {
  return [user.userPrincipalName, user.mail ?? ''].map((name) => name.toLowerCase());
}

/**
 * A partner's people as tokens for this tenant show them: with the roles that it delegated to them. They have no user
 * object here, so Graph does not know them.
 */
function delegatedTo(tenant: Tenant, cloud: Cloud): User[] {
  return (tenant.delegatedAdmins ?? []).flatMap(({ partnerTenantId, userId, roles }) => {
    const user = cloud.world.tenants[partnerTenantId]?.users[userId];
    return user ? [{ ...user, _roles: roles, _eligibleRoles: [], _homeTenantId: partnerTenantId }] : [];
  });
}

/** Whether somebody administers this tenant as a partner, without being in its directory. */
export function isDelegated({ tenant, user }: Person): boolean {
  return !tenant.users[user.id];
}

export function personOf(account: { tenantId: string; userId: string }, cloud: Cloud): Person | null {
  const tenant = cloud.world.tenants[account.tenantId];
  const user =
    tenant && (tenant.users[account.userId] ?? delegatedTo(tenant, cloud).find((one) => one.id === account.userId));
  return tenant && user ? { tenant, user } : null;
}

/** A signed-in account at another tenant: the guest there who has the same address, if there is one. */
export function seenAt(account: SignedInAccount, tenant: Tenant | null, cloud: Cloud): Person | null {
  const person = personOf(account, cloud);
  if (!person || !tenant) return person && (isFromElsewhere(person.user) ? homeOf(person, cloud) : person);
  if (person.tenant.id === tenant.id) return person;
  const names = namesOf((homeOf(person, cloud) ?? person).user).filter(Boolean);
  const user = [...Object.values(tenant.users), ...delegatedTo(tenant, cloud)].find((one) =>
    namesOf(one).some((name) => names.includes(name)),
  );
  return user ? { tenant, user } : null;
}

/** Where somebody from elsewhere comes from; the person itself for the tenant's own members. */
export function homeOf(person: Person, cloud: Cloud): Person | null {
  const { _homeTenantId } = person.user;
  const home = _homeTenantId && cloud.world.tenants[_homeTenantId];
  if (!home) return isFromElsewhere(person.user) ? null : person;
  const user = Object.values(home.users).find((one) => namesOf(one).includes(loginOf(person.user).toLowerCase()));
  return user ? { tenant: home, user } : null;
}

/** Opaque to clients, as Microsoft's is; recognised when it comes back as `login_hint`. */
export function loginHintOf({ tenant, user }: Person): string {
  return `O.${Buffer.from(`${tenant.id}.${user.id}`).toString('base64url')}`;
}

export function matchesHint(person: Person, hint: string): boolean {
  return hint === loginHintOf(person) || namesOf(person.user).includes(hint.trim().toLowerCase());
}
