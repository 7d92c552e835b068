import type { CredentialKind } from '@vplus/contracts';
import { listOf, message, sentences, type Words } from '@vplus/messages';
import type { CredentialRule } from '../credential/credential-rules.ts';
import { obstaclesOf } from '../credential/exemption.ts';
import { withinLimits } from '../tenant/limits.ts';
import type { Check, CheckFinding } from './check.ts';

const link = 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/AppManagementPoliciesBlade';

/** What the tenant's policies on applications allow, and what the plan makes of it by itself. */
export const checkCredentialPolicy: Check = {
  title: message('check-credential-policy.title'),

  async look({ rules, limits, connection: { choices } }) {
    const [{ secret, certificate }, bounds] = await Promise.all([rules(), limits()]);
    const { credential, writes } = choices;
    // By hand it is always a secret, whatever the server would take: no policy is the reason.
    const wished = writes === 'by-hand' ? { ...credential, kind: 'secret' as const } : credential;
    const { credential: kept } = withinLimits(choices, bounds, true);
    const asExempt = bounds.exemption === 'possible' ? [message('check-credential-policy.or-exempt')] : [];
    const except = [secret, certificate].some((rule) => 'exceptions' in rule && rule.exceptions)
      ? [message('check-credential-policy.excepts')]
      : [];

    const needed = obstaclesOf({ secret, certificate }, { ...choices, credential: kept }).length > 0;
    if (choices.credentialPolicy === 'exempt' && bounds.exemption === 'possible' && needed)
      return exempted(kept.kind, kept.days, writes === 'by-hand');
    if (choices.credentialPolicy === 'exempt' && bounds.exemption === 'taken')
      return {
        state: bounds.credentialKinds.length === 0 ? 'blocked' : 'attention',
        finding: sentences(
          message('check-credential-policy.taken'),
          ...(bounds.credentialKinds.length === 0
            ? []
            : [message('check-credential-policy.takes', { kind: kept.kind, days: kept.days })]),
        ),
        remedy: message('check-credential-policy.ask-maker'),
        link,
      };
    if (bounds.credentialKinds.length === 0)
      return {
        state: 'blocked',
        finding: sentences(message('check-credential-policy.forbids-both'), ...except),
        remedy: sentences(message('check-credential-policy.ask-exception'), ...asExempt),
        link,
      };
    if (kept.kind !== wished.kind)
      return {
        state: 'attention',
        finding: sentences(
          message('check-credential-policy.instead', {
            forbidden: listOf(forbidden(secret, certificate)),
            kind: kept.kind,
          }),
          ...except,
        ),
        remedy: sentences(message('check-credential-policy.use-anyway', { kind: wished.kind }), ...asExempt),
        link,
      };
    if (kept.days < wished.days)
      return {
        state: 'attention',
        finding: sentences(
          message('check-credential-policy.shorter', { kind: kept.kind, days: kept.days, wished: wished.days }),
          ...except,
        ),
        remedy: sentences(message('check-credential-policy.nothing-renews'), ...asExempt),
        link,
      };
    const counting = wished.kind === 'both' ? [secret, certificate] : [wished.kind === 'secret' ? secret : certificate];
    return allowed(counting, kept.kind, kept.days);
  },
};

const exempted = (kind: CredentialKind, days: number, byHand: boolean): CheckFinding => ({
  state: 'attention',
  finding: message('check-credential-policy.exempted', { kind, days }),
  remedy: message(byHand ? 'check-credential-policy.exempt-by-hand' : 'check-credential-policy.exempt-by-run'),
  link,
});

const forbidden = (secret: CredentialRule, certificate: CredentialRule): Words[] => [
  ...(secret.is === 'forbidden' ? [message('check-credential-policy.secrets')] : []),
  ...(certificate.is === 'forbidden' ? [message('check-credential-policy.certificates')] : []),
];

function allowed(counting: CredentialRule[], kind: CredentialKind, days: number): CheckFinding {
  if (counting.some(({ is }) => is === 'doubtful'))
    return {
      state: 'attention',
      finding: message('check-credential-policy.doubtful', { kind }),
      remedy: message('check-credential-policy.if-refused'),
      link,
    };
  if (counting.some(({ is }) => is === 'unknown'))
    return {
      state: 'unknown',
      finding: message('check-credential-policy.unread', { kind }),
    };
  const limited = counting.some(({ is }) => is === 'limited');
  return {
    state: 'ok',
    finding: limited
      ? message('check-credential-policy.allows-for', { kind, days })
      : message('check-credential-policy.allows', { kind }),
  };
}
