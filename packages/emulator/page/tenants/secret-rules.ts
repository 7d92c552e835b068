import type { TenantView } from '#cloud/control/views.ts';

type Policy = TenantView['defaultAppManagementPolicy'];
type Rule = Policy['applicationRestrictions']['passwordCredentials'][number];

const always = '2019-01-01T00:00:00Z';
const rule = (restrictionType: string, maxLifetime: string | null): Rule => ({
  restrictionType,
  state: 'enabled',
  maxLifetime,
  restrictForAppsCreatedAfterDateTime: always,
});

export type SecretRule = 'none' | 'short' | 'forbidden';

export const secretRules: Record<SecretRule, { label: string; rules: Rule[] }> = {
  none: { label: 'No rule', rules: [] },
  short: { label: 'Secrets live 90 days at most', rules: [rule('passwordLifetime', 'P90D')] },
  forbidden: { label: 'Secrets are forbidden', rules: [rule('passwordAddition', null)] },
};

const names: SecretRule[] = ['none', 'short', 'forbidden'];
const meaning = (rules: Rule[]) => rules.map((one) => one.restrictionType + one.maxLifetime).join();

/** Which of these the policy of a tenant comes to. */
export function secretRuleOf({ isEnabled, applicationRestrictions }: Policy): SecretRule | 'other' {
  const wanted = meaning(isEnabled ? applicationRestrictions.passwordCredentials : []);
  return names.find((name) => meaning(secretRules[name].rules) === wanted) ?? 'other';
}
