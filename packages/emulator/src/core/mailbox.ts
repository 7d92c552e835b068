import type { Tenant, User } from './world.ts';

/** The SMTP address of somebody's mailbox; null: there is none that can be opened. */
export function mailboxAddressOf(user: User): string | null {
  if (user._mailbox !== undefined) return user._mailbox?.address.toLowerCase() ?? null;
  return exchangePlansOf(user).length > 0 ? (user.mail ?? user.userPrincipalName).toLowerCase() : null;
}

/** EXCHANGE_S_FOUNDATION: a part of many products, and no mailbox. */
const foundation = '113feb6c-3fe4-4440-bddc-54d774bf0318';

/** The plans that bring somebody a mailbox. */
export const exchangePlansOf = ({ assignedPlans }: User) =>
  assignedPlans.filter(
    ({ service, capabilityStatus, servicePlanId }) =>
      service === 'exchange' && capabilityStatus === 'Enabled' && servicePlanId !== foundation,
  );

/** Whose mailbox an address is. */
export function mailboxAt(tenant: Tenant, address: string): User | null {
  const wanted = address.toLowerCase();
  return Object.values(tenant.users).find((user) => mailboxAddressOf(user) === wanted) ?? null;
}
