import type { CredentialKind } from '@vplus/contracts';
import type { CredentialRule } from '../credential/credential-rules.ts';
import { obstaclesOf } from '../credential/exemption.ts';
import { withinLimits } from '../tenant/limits.ts';
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
    const asExempt =
      bounds.exemption === 'possible'
        ? ' Or exempt this one application, under Your choices: a disconnect takes the exemption back.'
        : '';
    const except = [secret, certificate].some((rule) => 'exceptions' in rule && rule.exceptions)
      ? ' The policy excepts somebody, and whether that is you cannot be read.'
      : '';

    const needed = obstaclesOf({ secret, certificate }, { ...choices, credential: kept }).length > 0;
    if (choices.credentialPolicy === 'exempt' && bounds.exemption === 'possible' && needed)
      return exempted(kept.kind, kept.days, writes === 'by-hand');
    if (choices.credentialPolicy === 'exempt' && bounds.exemption === 'taken')
      return {
        state: bounds.credentialKinds.length === 0 ? 'blocked' : 'attention',
        finding: `You chose to exempt this application, but it has a custom policy of somebody else already, and that one restricts its credentials. An application can have only one.${bounds.credentialKinds.length === 0 ? '' : ` The plan takes ${words[kept.kind]} for ${kept.days} days.`}`,
        remedy: 'Ask whoever made that policy to change it or to take it off the application, then check again.',
        link,
      };
    if (bounds.credentialKinds.length === 0)
      return {
        state: 'blocked',
        finding: `A policy of your organization forbids both client secrets and certificates of this kind.${except}`,
        remedy: `UnwordedAsk a Security Administrator for an exception for this application, then check again.${asExempt}`,
        link,
      };
    if (kept.kind !== wished.kind)
      return {
        state: 'attention',
        finding: `A policy of your organization forbids ${forbidden(secret, certificate)}. The plan uses ${words[kept.kind]} instead.${except}`,
        remedy: `No action needed. To use ${words[wished.kind]} anyway, ask a Security Administrator for an exception.${asExempt}`,
        link,
      };
    if (kept.days < wished.days)
      return {
        state: 'attention',
        finding: `A policy of your organization lets ${words[kept.kind]} live ${kept.days} days at most. The plan takes ${kept.days} days instead of ${wished.days}.${except}`,
        remedy: `Backups stop when it expires. Nothing renews it by itself: connect again on that day, and a new one is added.${asExempt}`,
        link,
      };
    const counting = wished.kind === 'both' ? [secret, certificate] : [wished.kind === 'secret' ? secret : certificate];
    return allowed(counting, words[kept.kind], kept.days);
  },
};

const exempted = (kind: CredentialKind, days: number, byHand: boolean): CheckFinding => ({
  state: 'attention',
  finding: `A policy of your organization restricts credentials. You chose to exempt this one application from it, for ${words[kind]} of ${days} days.`,
  remedy: byHand
    ? 'No script does this: the run asks you to have the application exempted, and goes on when it is.'
    : 'Where the exemption is not made yet, the run makes it and waits until Microsoft knows of it. If this assistant does not have the permission Policy.ReadWrite.ApplicationConfiguration yet, you are asked to approve it. A disconnect takes the exemption back.',
  link,
});

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
