import type { Cloud } from '../core/service.ts';
import type { ReturnedState, Tenant } from '../core/world.ts';
import { Refusal, type RefusalOptions } from './aadsts.ts';
import { stepUpClaims } from './claims-request.ts';

type Place = Tenant['weather']['refuse'][number]['at'];

/** Any code that the tenant's weather wants answered here, once for each of its times. */
export function refuseByWeather(tenant: Tenant | null, at: Place): void {
  const rule = tenant?.weather.refuse.find((one) => one.at === at && (one.times === null || one.times > 0));
  if (!rule) return;
  if (rule.times !== null) rule.times -= 1;
  throw new Refusal(rule.code, at === 'on-behalf-of' ? challengeOf(rule.code) : {});
}

/** `state` as the application gets it back: as it sent it, unless the weather loses or changes it on the way. */
export function stateBack(
  state: string | undefined,
  at: ReturnedState['at'],
  { world: { weather } }: Cloud,
): { state?: string } {
  if (state === undefined) return {};
  const wanted = weather.returnedState;
  if (!wanted || wanted.at !== at || wanted.times === 0) return { state };
  if (wanted.times !== null) wanted.times -= 1;
  return wanted.how === 'missing' ? {} : { state: `${state.slice(0, -1)}${state.endsWith('x') ? 'y' : 'x'}` };
}

/** What the next sign-in can satisfy comes with a challenge; a rule that only says no comes without one. */
function challengeOf(code: number): RefusalOptions {
  if (secondFactor.includes(code))
    return { error: 'interaction_required', suberror: 'basic_action', claims: stepUpClaims };
  if (blocked.includes(code)) return { error: 'interaction_required', suberror: 'message_only' };
  return code === 65001 ? { suberror: 'consent_required' } : {};
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow#error-response-example */
const secondFactor = [50072, 50074, 50076, 50078, 50079, 50158];
const blocked = [53000, 53001, 53002, 53003, 530032, 530035];
