import type { TenantCredential } from '@vplus/contracts';

const dayMs = 86_400_000;

export type Urgency = 'expired' | 'urgent' | 'soon' | 'fine';

export const credentialNames: Record<TenantCredential['kind'], string> = {
  secret: 'Client secret',
  certificate: 'Certificate',
};

/**
 * Red below seven days and amber below thirty, but never in the first half of its life: a person who chose a short one
 * is not warned the day that it is made.
 */
export function urgencyOf(credential: TenantCredential, now: number): Urgency {
  const left = Date.parse(credential.expiresAt) - now;
  if (left <= 0) return 'expired';
  if (left < Math.min(7 * dayMs, halfOf(credential))) return 'urgent';
  return now > renewFrom(credential) ? 'soon' : 'fine';
}

/** From when on it should be replaced: thirty days before its end, or half of a shorter life. Epoch milliseconds. */
export const renewFrom = (credential: TenantCredential): number =>
  Date.parse(credential.expiresAt) - Math.min(30 * dayMs, halfOf(credential));

const halfOf = ({ addedAt, expiresAt }: TenantCredential): number =>
  addedAt === null ? Number.POSITIVE_INFINITY : (Date.parse(expiresAt) - Date.parse(addedAt)) / 2;

/** A credential's life in days, the unit in which people plan; rounded, so that one of 180 days begins with 180. */
export function expiryWords(expiresAt: string, now: number): string {
  const left = Date.parse(expiresAt) - now;
  const days = Math.round(Math.abs(left) / dayMs);
  const amount = days === 1 ? '1 day' : `${days} days`;
  if (left <= 0) return days === 0 ? 'expired today' : `expired ${amount} ago`;
  return days === 0 ? 'expires within a day' : `expires in ${amount}`;
}
