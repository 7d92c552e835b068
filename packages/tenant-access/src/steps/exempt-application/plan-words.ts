import { message } from '@vplus/messages';
import type { PlanWords, Seen } from '#steps/seen.ts';
import { exemptionIn } from './output.ts';

export function planWords({ connection: { choices }, finding }: Seen): PlanWords {
  if (finding.is === 'needs-you' && finding.ask.kind === 'role') return { make: finding.ask.text };
  if (exemptionIn(finding)?.lifts.length === 0) return { make: message('exempt-application.plan-takes-back') };
  const { kind, days } = choices.credential;
  return { make: message('exempt-application.plan', { kind, days }) };
}
