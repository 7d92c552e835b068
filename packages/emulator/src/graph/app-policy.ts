import type { Application, AppManagementPolicy, PolicyRestriction } from '../core/world.ts';
import { policiesOf } from './app-management-policies.ts';
import type { Asked } from './asked.ts';
import { badRequest } from './refusal.ts';

/** A custom policy replaces the tenant's default one, as soon as that is known here; nothing is inherited. */
export function policyOf(asked: Asked, applicationId: string): AppManagementPolicy {
  const custom = policiesOf(asked).find((policy) => policy._appliesTo.includes(applicationId));
  return custom ?? asked.tenant.defaultAppManagementPolicy;
}

/** Refuses a new secret where the policy forbids secrets or such a long life. */
export function checkNewSecret(asked: Asked, application: Application, start: number, end: number): void {
  const policy = policyOf(asked, application.id);
  const rules = rulesFor(policy, application, policy.applicationRestrictions.passwordCredentials);
  if (rules.some((rule) => rule.restrictionType === 'passwordAddition')) throw typeNotAllowed(policy);
  checkLifetime(policy, rules, 'passwordLifetime', start, end);
}

/** Refuses a new certificate that would live too long. */
export function checkNewKey(asked: Asked, application: Application, start: number, end: number): void {
  const policy = policyOf(asked, application.id);
  const rules = rulesFor(policy, application, policy.applicationRestrictions.keyCredentials);
  checkLifetime(policy, rules, 'asymmetricKeyLifetime', start, end);
}

function rulesFor(
  policy: AppManagementPolicy,
  application: Application,
  rules: PolicyRestriction[],
): PolicyRestriction[] {
  if (!policy.isEnabled) return [];
  const created = Date.parse(application.createdDateTime);
  return rules.filter((rule) => {
    const since = rule.restrictForAppsCreatedAfterDateTime;
    return rule.state === 'enabled' && (since === null || created >= Date.parse(since));
  });
}

function checkLifetime(
  policy: AppManagementPolicy,
  rules: PolicyRestriction[],
  type: string,
  start: number,
  end: number,
): void {
  for (const rule of rules) {
    if (rule.restrictionType !== type || rule.maxLifetime === null) continue;
    if (end - start > durationMs(rule.maxLifetime)) {
      throw badRequest(
        `Credential lifetime exceeds the max value allowed as per assigned policy '${policy.displayName}'.`,
        'CredentialInvalidLifetimeAsPerAppPolicy',
      );
    }
  }
}

const typeNotAllowed = (policy: AppManagementPolicy) =>
  badRequest(
    `Credential type not allowed as per assigned policy '${policy.displayName}'.`,
    'CredentialTypeNotAllowedAsPerAppPolicy',
  );

const duration = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const unitsMs = [365 * 86_400_000, 30 * 86_400_000, 7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];

/** An ISO 8601 duration, as `maxLifetime` is written. */
function durationMs(text: string): number {
  const [, ...amounts] = duration.exec(text) ?? [];
  return unitsMs.reduce((sum, unit, index) => sum + unit * Number(amounts[index] ?? 0), 0);
}
