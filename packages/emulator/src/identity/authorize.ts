import { randomBytes } from 'node:crypto';
import type { Answer } from '../core/service.ts';
import { describeRefusal, Refusal } from './aadsts.ts';
import { clientFor, registeredRedirect } from './applications.ts';
import { browserCookie } from './browser.ts';
import { joined, mayConsentForAll, missingConsent, needsAdministrator } from './consent.ts';
import { frameOf, present, type Sitting } from './flow.ts';
import { issueIdToken } from './issue.ts';
import { consentPage, formPostPage, needApprovalPage } from './pages.ts';
import { isDelegated, type Person } from './people.ts';
import { type Ask, tenantOf } from './request.ts';
import { readScopes } from './scopes.ts';
import { refuseByWeather, stateBack } from './weather.ts';

/** Checks that must not redirect: an unknown client or address stays on the page. Then those that may. */
export function checkAuthorize(ask: Ask): void {
  const { params, cloud } = ask;
  const tenant = tenantOf(ask.authority, cloud);
  if (!params.client_id)
    throw new Refusal(900144, { text: "The request body must contain the following parameter: 'client_id'." });
  const client = clientFor(params.client_id, tenant, cloud);
  const kind = registeredRedirect(client.application, params.redirect_uri);
  back(() => {
    refuseByWeather(tenant, 'authorize');
    const types = (params.response_type ?? '').split(' ').filter(Boolean);
    if (types.length === 0)
      throw new Refusal(900144, { text: "The request body must contain the following parameter: 'response_type'." });
    const idTokens = client.application.web.implicitGrantSettings.enableIdTokenIssuance;
    if (types.includes('token')) throw new Refusal(700051);
    if (types.includes('id_token') && !idTokens) throw new Refusal(700054);
    if (types.includes('id_token') && !params.nonce)
      throw new Refusal(900144, { text: "The request body must contain the following parameter: 'nonce'." });
    if (types.some((type) => !['code', 'id_token'].includes(type)))
      throw new Refusal(700051, { text: `The response type '${params.response_type}' is not supported.` });
    if (kind === 'spa' && types.includes('code') && !params.code_challenge) throw new Refusal(9002325);
    if (!params.scope)
      throw new Refusal(900144, { text: "The request body must contain the following parameter: 'scope'." });
  });
}

/** Where a refusal goes back to the application; `onPage` ones are thrown on as they are. */
export class Return extends Error {
  override readonly name = 'Return';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export function back<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof Refusal && !error.onPage ? new Return(error) : error;
  }
}

/** After the sign-in: consent where it is missing, then the code. */
export async function finishAuthorize(sitting: Sitting): Promise<Answer> {
  const { ask, flow, client } = sitting;
  const { person } = present(sitting);
  const request = readScopes(flow.params.scope ?? '', person.tenant, client, ask.cloud);
  const prompt = flow.params.prompt ?? '';
  const missing = missingConsent(person.tenant, client, request, person.user, ask.cloud);
  if (missing.length === 0) return grant(sitting, person);
  // A partner's people approve nothing by signing in: the application must be in the customer's tenant before.
  if (isDelegated(person)) throw new Refusal(90099);
  const admin = mayConsentForAll(person.user);
  if (prompt === 'none') throw new Refusal(65001, { error: 'interaction_required', suberror: 'consent_required' });
  if (!admin && needsAdministrator(person.tenant, missing)) return needApprovalPage(frameOf(sitting), person, 90094);
  return consentPage(frameOf(sitting), {
    person,
    items: joined(missing),
    appRoles: [],
    publisherDomain: client.application.publisherDomain,
    scope: admin ? 'choice' : 'self',
  });
}

async function grant(sitting: Sitting, person: Person): Promise<Answer> {
  const { ask, flow, client } = sitting;
  const { params } = flow;
  const { account } = present(sitting);
  const code = `1.${randomBytes(48).toString('base64url')}`;
  const types = (params.response_type ?? 'code').split(' ');
  const scopes = (params.scope ?? '').split(/\s+/).filter(Boolean);
  if (types.includes('code'))
    ask.cloud.world.codes[code] = {
      clientId: client.application.appId,
      tenantId: person.tenant.id,
      userId: person.user.id,
      redirectUri: params.redirect_uri ?? '',
      scopes,
      nonce: params.nonce ?? null,
      challenge: params.code_challenge
        ? { value: params.code_challenge, method: params.code_challenge_method === 'S256' ? 'S256' : 'plain' }
        : null,
      claims: params.claims ?? null,
      authTime: account.authTime,
      stepUp: account.stepUp,
      expiresAt: ask.cloud.clock.now() + 10 * 60_000,
      used: false,
    };
  const idToken = types.includes('id_token')
    ? await issueIdToken({ client, person, nonce: params.nonce ?? null, scopes, origin: ask.origin }, ask.cloud)
    : null;
  return reply(sitting, {
    ...(types.includes('code') && { code }),
    ...(idToken && { id_token: idToken }),
    session_state: flow.correlationId,
  });
}

/** Sends the browser back by the response mode that was asked for. */
export function reply({ flow, ask: { cloud } }: Pick<Sitting, 'flow' | 'ask'>, values: Record<string, string>): Answer {
  const { redirect_uri: uri = '', response_mode: mode, state, response_type: type = 'code' } = flow.params;
  const params = { ...values, ...stateBack(state, 'authorize', cloud) };
  const cookie = browserCookie(flow.browser);
  if (mode === 'form_post') return formPostPage(uri, params, cookie);
  const target = new URL(uri);
  if (mode === 'fragment' || (mode === undefined && type.includes('id_token')))
    target.hash = new URLSearchParams(params).toString();
  else for (const [name, value] of Object.entries(params)) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.href, 'cache-control': 'no-store', 'set-cookie': cookie } };
}

export function refuseBack(sitting: Pick<Sitting, 'flow' | 'ask'>, refusal: Refusal): Answer {
  return reply(sitting, {
    error: refusal.error,
    ...(refusal.suberror && { error_subcode: refusal.suberror }),
    error_description: describeRefusal(refusal, sitting.ask.trace),
    error_uri: `${sitting.ask.origin}/error?code=${refusal.code}`,
  });
}
