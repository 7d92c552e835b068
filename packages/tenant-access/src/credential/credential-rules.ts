import { parse } from 'tinyduration';
import * as z from 'zod';

const Restriction = z.looseObject({
  restrictionType: z.string(),
  state: z.nullish(z.string()),
  maxLifetime: z.nullish(z.string()),
  restrictForAppsCreatedAfterDateTime: z.nullish(z.string()),
  excludeActors: z.optional(z.unknown()),
});
export type Restriction = z.infer<typeof Restriction>;

/** Whatever else Microsoft's policies hold (rules on identifier URIs) is handed on as it came. */
const Restrictions = z.looseObject({
  passwordCredentials: z.nullish(z.array(Restriction)),
  keyCredentials: z.nullish(z.array(Restriction)),
});
export const Policy = z.object({
  isEnabled: z.boolean(),
  /** Of the tenant's default policy; its other half is for applications that are at home elsewhere. */
  applicationRestrictions: z.nullish(Restrictions),
  /** Of a custom policy. */
  restrictions: z.nullish(Restrictions),
});

/** What the tenant lets one kind of credential be. `exceptions`: somebody is exempt, which cannot be read. */
export type CredentialRule =
  | { is: 'unknown' }
  /** A restriction is in force that this assistant does not know: it may forbid it. */
  | { is: 'doubtful' }
  | { is: 'free' }
  | { is: 'forbidden'; exceptions: boolean }
  | { is: 'limited'; days: number; exceptions: boolean };

export interface CredentialRules {
  secret: CredentialRule;
  certificate: CredentialRule;
}

export interface ReadPolicies {
  /** As Graph answered; undefined: may not be read. */
  defaultPolicy: unknown;
  /** Those that are assigned to our application; undefined: may not be read. */
  ownPolicies: unknown[] | undefined;
  /** Epoch ms; of an application that does not exist yet: now. */
  createdAt: number;
}

const unknown: CredentialRule = { is: 'unknown' };

/**
 * What the app-management policies say about credentials of our application. A policy of its own replaces the default
 * one, nothing is inherited. Whatever Microsoft has added since may forbid it: doubtful, never free.
 * https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy
 */
export function credentialRules({ defaultPolicy, ownPolicies, createdAt }: ReadPolicies): CredentialRules {
  const { data: policy } = Policy.safeParse(ownPolicies?.[0] ?? defaultPolicy);
  if (!policy || !ownPolicies) return { secret: unknown, certificate: unknown };
  if (!policy.isEnabled) return { secret: { is: 'free' }, certificate: { is: 'free' } };

  const { passwordCredentials, keyCredentials } = policy.restrictions ?? policy.applicationRestrictions ?? {};
  const inForce = (all: Restriction[] | null | undefined) => (all ?? []).filter((one) => inForceAt(one, createdAt));
  return {
    secret: ruleOf(inForce(passwordCredentials), {
      forbids: 'passwordAddition',
      limits: 'passwordLifetime',
      // Of passwords that somebody thinks up, and of keys for signing tokens: addPassword makes neither.
      besides: ['customPasswordAddition', 'symmetricKeyAddition', 'symmetricKeyLifetime'],
    }),
    certificate: ruleOf(inForce(keyCredentials), {
      // Ours is signed by itself.
      forbids: 'trustedCertificateAuthority',
      limits: 'asymmetricKeyLifetime',
      besides: [],
    }),
  };
}

/** `createdAt`: of the application, epoch ms. */
export function inForceAt(
  { state, restrictForAppsCreatedAfterDateTime: since }: Restriction,
  createdAt: number,
): boolean {
  return state !== 'disabled' && (!since || Date.parse(since) <= createdAt);
}

function ruleOf(
  inForce: Restriction[],
  { forbids, limits, besides }: { forbids: string; limits: string; besides: string[] },
): CredentialRule {
  const named = (type: string) => inForce.find(({ restrictionType }) => restrictionType === type);
  const strange = inForce.some(
    ({ restrictionType, state }) =>
      ![forbids, limits, ...besides].includes(restrictionType) || (state !== 'enabled' && state != null),
  );
  const forbidding = named(forbids);
  if (forbidding) return { is: 'forbidden', exceptions: hasExceptions(forbidding) };
  const limiting = named(limits);
  const days = limiting ? daysOf(limiting.maxLifetime) : undefined;
  if (strange) return { is: 'doubtful' };
  if (days === null) return unknown;
  if (!limiting || days === undefined) return { is: 'free' };
  return days < 1
    ? { is: 'forbidden', exceptions: hasExceptions(limiting) }
    : { is: 'limited', days, exceptions: hasExceptions(limiting) };
}

const hasExceptions = ({ excludeActors }: Restriction): boolean =>
  excludeActors !== null && excludeActors !== undefined;

/** Whole days of an ISO 8601 duration; a year counts 365 days and a month thirty. Null: it cannot be read. */
export function daysOf(duration: string | null | undefined): number | null {
  const parts = partsOf(duration);
  if (!parts || parts.negative) return null;
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parts;
  const rest = (hours + minutes / 60 + seconds / 3600) / 24;
  return Math.floor(years * 365 + months * 30 + weeks * 7 + days + rest);
}

function partsOf(duration: string | null | undefined) {
  try {
    return duration ? parse(duration) : null;
  } catch {
    return null;
  }
}

/** By when a rule counts as older than the application; one that is not there yet is made now. */
export function createdAtOf(application: { createdDateTime?: string | null } | null | undefined, now: number): number {
  const created = Date.parse(application?.createdDateTime ?? '');
  return Number.isNaN(created) ? now : created;
}
