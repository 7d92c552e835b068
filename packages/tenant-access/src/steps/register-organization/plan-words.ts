import { message } from '@vplus/messages';
import type { PlanWords, Seen } from '#steps/seen.ts';

export function planWords({ connection: { choices, tenantName, vplusServer } }: Seen): PlanWords {
  const words = { name: choices.organizationName ?? tenantName, server: vplusServer.name };
  const byPerson = choices.registration === 'hand-over';
  return { make: message(byPerson ? 'register-organization.plan-by-person' : 'register-organization.plan', words) };
}
