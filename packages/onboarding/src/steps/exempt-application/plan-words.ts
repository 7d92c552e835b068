import { call } from '#plan/planned-call.ts';
import type { PlanWords, Seen } from '#plan/seen.ts';
import type { Connection } from '#ports.ts';
import { exemptionIn } from './output.ts';

/** Exempts the application, or takes an exemption of an earlier plan back. */
export function planWords({ connection, application, finding }: Seen): PlanWords {
  const policies = '/policies/appManagementPolicies';
  const assigned = `/applications/${application?.id ?? '{id}'}/appManagementPolicies`;
  if (finding.is === 'needs-you' && finding.ask.kind === 'role') return { make: finding.ask.text, calls: [] };
  const seen = exemptionIn(finding);
  const id = seen?.policyId ?? '{policy}';
  if (seen?.lifts.length === 0)
    return {
      make: 'The exemption of an earlier plan is taken back: the policy of the tenant applies again.',
      calls: [
        call('DELETE', `${assigned}/${id}/$ref`, 'Takes our custom policy off the application'),
        seen.sharedWith
          ? call('PATCH', `${policies}/${id}`, 'Takes our mark off it: others use it, and it stays for them')
          : call('DELETE', `${policies}/${id}`, 'Deletes our custom policy'),
      ],
    };
  const leaves = seen?.sharedWith
    ? [
        call('DELETE', `${assigned}/${id}/$ref`, 'Takes the custom policy off the application, since others use it'),
        call('PATCH', `${policies}/${id}`, 'Takes our mark off it: it stays for them'),
      ]
    : [];
  return {
    make: `This one application is exempted from what the policy of the tenant forbids or shortens: ${credentialOf(connection)}. All else of the policy stays. You are asked for one more permission for it. A disconnect takes the exemption back.`,
    calls: [
      ...leaves,
      seen && leaves.length === 0
        ? call('PATCH', `${policies}/${id}`, 'Puts our custom policy right, where it differs')
        : call('POST', policies, 'Creates a custom policy for this application alone'),
      call('POST', `${assigned}/$ref`, 'Assigns it to the application, and to no other'),
    ],
  };
}

const credentialOf = ({ choices: { credential } }: Connection): string =>
  `${{ secret: 'a client secret', certificate: 'a certificate', both: 'a client secret and a certificate' }[credential.kind]} for ${credential.days} days`;
