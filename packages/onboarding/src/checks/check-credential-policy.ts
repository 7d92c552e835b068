import type { CredentialKind } from '@vplus/contracts';
import type { CredentialRule } from '../plan/credential-rules.ts';
import { withinLimits } from '../plan/limits.ts';
import type { Check, CheckFinding } from './check.ts';

const words: Record<CredentialKind, string> = {
  secret: 'a client secret',
  certificate: 'a certificate',
  both: 'a client secret and a certificate',
};
const link = 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/AppManagementPoliciesBlade';

/** What the tenant's policies on applications allow, and what the plan makes of it by itself. */
export const checkCredentialPolicy: Check = {
  title: 'Policy on secrets and certificates',

  async look({ rules, limits, connection: { choices } }) {
    const [{ secret, certificate }, bounds] = await Promise.all([rules(), limits()]);
    const { credential, writes } = choices;
    // By hand it is always a secret, whatever the server would take: no policy is the reason.
    const wished = writes === 'by-hand' ? { ...credential, kind: 'secret' as const } : credential;
    const { credential: kept } = withinLimits(choices, bounds, true);
    const except = [secret, certificate].some((rule) => 'exceptions' in rule && rule.exceptions)
      ? ' The policy excepts somebody, and whether that is you cannot be read.'
      : '';

    if (bounds.credentialKinds.length === 0)
      return {
        state: 'blocked',
        finding: `A policy of your organization forbids both client secrets and certificates of this kind.${except}`,
        remedy: 'Ask a Security Administrator for an exception for this application, then check again.',
        link,
      };
    if (kept.kind !== wished.kind)
      return {
        state: 'attention',
        finding: `A policy of your organization forbids ${forbidden(secret, certificate)}. The plan uses ${words[kept.kind]} instead.${except}`,
        remedy: `No action needed. To use ${words[wished.kind]} anyway, ask a Security Administrator for an exception.`,
        link,
      };
    if (kept.days < wished.days)
      return {
        state: 'attention',
        finding: `A policy of your organization lets ${words[kept.kind]} live ${kept.days} days at most. The plan takes ${kept.days} days instead of ${wished.days}.${except}`,
        remedy:
          'Backups stop when it expires. Nothing renews it by itself: connect again on that day, and a new one is added.',
        link,
      };
    const counting = wished.kind === 'both' ? [secret, certificate] : [wished.kind === 'secret' ? secret : certificate];
    return allowed(counting, words[kept.kind], kept.days);
  },
};

const forbidden = (secret: CredentialRule, certificate: CredentialRule): string =>
  [
    ...(secret.is === 'forbidden' ? ['client secrets'] : []),
    ...(certificate.is === 'forbidden' ? ['certificates of this kind'] : []),
  ].join(' and ');

function allowed(counting: CredentialRule[], what: string, days: number): CheckFinding {
  if (counting.some(({ is }) => is === 'doubtful'))
    return {
      state: 'attention',
      finding: `A policy of your organization has a restriction that this assistant does not know: ${what} may be forbidden.`,
      remedy:
        'If Microsoft refuses it, the run stops before vPlus is told anything; ask a Security Administrator what the policy says.',
      link,
    };
  if (counting.some(({ is }) => is === 'unknown'))
    return {
      state: 'unknown',
      finding: `We could not read this policy with your role. Microsoft decides when ${what} is added, and the run says so.`,
    };
  const limited = counting.some(({ is }) => is === 'limited');
  return {
    state: 'ok',
    finding: `Your organization allows ${what}${limited ? ` for ${days} days` : ''}.`,
  };
}
