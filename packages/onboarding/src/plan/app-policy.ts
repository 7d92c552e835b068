import * as z from 'zod';

const Policy = z.object({
  isEnabled: z.boolean(),
  applicationRestrictions: z.nullish(
    z.object({
      passwordCredentials: z.array(
        z.object({
          restrictionType: z.string(),
          state: z.nullish(z.string()),
          maxLifetime: z.nullish(z.string()),
          excludeActors: z.optional(z.unknown()),
        }),
      ),
    }),
  ),
});

export type SecretPolicy =
  | { is: 'unknown' }
  | { is: 'free' }
  | { is: 'forbidden'; exceptions: boolean }
  | { is: 'limited'; days: number; exceptions: boolean };

/**
 * What the tenant's policy says about client secrets of a new application.
 * https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy
 */
export function secretPolicy(read: unknown): SecretPolicy {
  const { data: policy } = Policy.safeParse(read);
  if (!policy) return { is: 'unknown' };
  if (!policy.isEnabled) return { is: 'free' };

  const enabled = (policy.applicationRestrictions?.passwordCredentials ?? []).filter(
    ({ state }) => state !== 'disabled',
  );
  const of = (type: string) => enabled.find(({ restrictionType }) => restrictionType === type);
  const addition = of('passwordAddition');
  if (addition) return { is: 'forbidden', exceptions: hasExceptions(addition.excludeActors) };
  const lifetime = of('passwordLifetime');
  if (!lifetime) return { is: 'free' };
  const days = daysOf(lifetime.maxLifetime);
  return days === null ? { is: 'unknown' } : { is: 'limited', days, exceptions: hasExceptions(lifetime.excludeActors) };
}

const hasExceptions = (excludeActors: unknown): boolean => excludeActors !== null && excludeActors !== undefined;

/** ISO 8601, of which Microsoft uses days and larger; a month counts thirty days. */
function daysOf(duration: string | null | undefined): number | null {
  const parts = duration?.match(/^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/);
  if (!parts) return null;
  const [years = 0, months = 0, weeks = 0, days = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return years * 365 + months * 30 + weeks * 7 + days;
}
