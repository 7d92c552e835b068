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
  return user.userType === 'Guest' && user.mail ? user.mail : user.userPrincipalName;
}

/** Everybody who can sign in here: the tenant's people and guests; without a tenant, the members of all tenants. */
export function peopleAt(tenant: Tenant | null, cloud: Cloud): Person[] {
  const tenants = tenant ? [tenant] : Object.values(cloud.world.tenants);
  return tenants.flatMap((one) =>
    Object.values(one.users)
      .filter((user) => tenant || user.userType === 'Member')
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

export function personOf(account: { tenantId: string; userId: string }, cloud: Cloud): Person | null {
  const tenant = cloud.world.tenants[account.tenantId];
  const user = tenant?.users[account.userId];
  return tenant && user ? { tenant, user } : null;
}

/** A signed-in account at another tenant: the guest there who has the same address, if there is one. */
export function seenAt(account: SignedInAccount, tenant: Tenant | null, cloud: Cloud): Person | null {
  const person = personOf(account, cloud);
  if (!person || !tenant) return person && (person.user.userType === 'Member' ? person : homeOf(person, cloud));
  if (person.tenant.id === tenant.id) return person;
  const names = namesOf((homeOf(person, cloud) ?? person).user).filter(Boolean);
  const user = Object.values(tenant.users).find((one) => namesOf(one).some((name) => names.includes(name)));
  return user ? { tenant, user } : null;
}

/** Where a guest comes from; the person itself for members. */
export function homeOf(person: Person, cloud: Cloud): Person | null {
  const { _homeTenantId, mail } = person.user;
  const home = _homeTenantId && cloud.world.tenants[_homeTenantId];
  if (!home) return person.user.userType === 'Member' ? person : null;
  const user = Object.values(home.users).find((one) => namesOf(one).includes((mail ?? '').toLowerCase()));
  return user ? { tenant: home, user } : null;
}

/** Opaque to clients, as Microsoft's is; recognised when it comes back as `login_hint`. */
export function loginHintOf({ tenant, user }: Person): string {
  return `O.${Buffer.from(`${tenant.id}.${user.id}`).toString('base64url')}`;
}

export function matchesHint(person: Person, hint: string): boolean {
  return hint === loginHintOf(person) || namesOf(person.user).includes(hint.trim().toLowerCase());
}
