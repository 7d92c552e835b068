import type { Connection } from '#ports.ts';
import type { PlanWords, Seen } from '#steps/seen.ts';
import { exemptionIn } from './output.ts';

export function planWords({ connection, finding }: Seen): PlanWords {
  if (finding.is === 'needs-you' && finding.ask.kind === 'role') return { make: finding.ask.text };
  if (exemptionIn(finding)?.lifts.length === 0)
    return { make: 'The exemption of an earlier plan is taken back: the policy of the tenant applies again.' };
  return {
    make: `This one application is exempted from what the policy of the tenant forbids or shortens: ${credentialOf(connection)}. All else of the policy stays. If this assistant does not have the permission for it yet, you are asked to approve it. A disconnect takes the exemption back.`,
  };
}

const credentialOf = ({ choices: { credential } }: Connection): string =>
  `${{ secret: 'a client secret', certificate: 'a certificate', both: 'a client secret and a certificate' }[credential.kind]} for ${credential.days} days`;
