import type { Tenant, User } from './world.ts';

/** The SMTP address of somebody's mailbox; null: there is none that can be opened. */
export function mailboxAddressOf(user: User): string | null {
  if (user._mailbox !== undefined) return user._mailbox?.address.toLowerCase() ?? null;
  const licensed = user.assignedPlans.some(
    (plan) => plan.service === 'exchange' && plan.capabilityStatus === 'Enabled',
  );
  return licensed ? (user.mail ?? user.userPrincipalName).toLowerCase() : null;
}

/** Whose mailbox an address is. */
export function mailboxAt(tenant: Tenant, address: string): User | null {
  const wanted = address.toLowerCase();
  return Object.values(tenant.users).find((user) => mailboxAddressOf(user) === wanted) ?? null;
}
