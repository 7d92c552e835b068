import type { Answer, Call, Cloud, Service } from '../core/service.ts';
import { Refusal, sentenceOf } from './aadsts.ts';
import { findClient, redirectKind } from './applications.ts';
import { browserOf, forgetAll } from './browser.ts';
import { enterCode, startDevice } from './device.ts';
import { instanceDiscovery, keys, openidConfiguration } from './discovery.ts';
import { errorPage, messagePage } from './pages.ts';
import { type Ask, readAsk, tenantOf } from './request.ts';
import { advanceFlow, begin, submitted } from './sign-in.ts';
import { token } from './token.ts';
import { refusalAnswer } from './token-answers.ts';
import { asScopes, tokenOfResource } from './token-v1.ts';

type Handler = (ask: Ask) => Answer | Promise<Answer>;

/** Below the tenant's segment; JSON endpoints answer refusals as JSON, the others as a page. */
const routes: Record<string, { handle: Handler; json?: true }> = {
  '/v2.0/.well-known/openid-configuration': { json: true, handle: (ask) => openidConfiguration(ask, 2) },
  '/.well-known/openid-configuration': { json: true, handle: (ask) => openidConfiguration(ask, 1) },
  '/discovery/instance': { json: true, handle: instanceDiscovery },
  '/discovery/v2.0/keys': { json: true, handle: ofTenant(keys) },
  '/discovery/keys': { json: true, handle: ofTenant(keys) },
  '/oauth2/v2.0/token': { json: true, handle: token },
  '/oauth2/token': { json: true, handle: tokenOfResource },
  '/oauth2/v2.0/devicecode': { json: true, handle: startDevice },
  '/oauth2/v2.0/authorize': { handle: (ask) => begin('authorize', ask) },
  '/oauth2/authorize': { handle: (ask) => begin('authorize', asScopes(ask)) },
  '/v2.0/adminconsent': { handle: (ask) => begin('adminconsent', ask) },
  '/oauth2/v2.0/logout': { handle: logout },
  '/oauth2/logout': { handle: logout },
  '/oauth2/deviceauth': { handle: enterDeviceCode },
  '/login': { handle: submitted },
};

/** Entra ID's identity server at the root of its own origin. */
export const identity: Service = {
  name: 'identity',
  async handle(call, cloud) {
    if (call.url.pathname === '/error') return explain(call, cloud);
    const [, authority = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(decodeURI(call.url.pathname)) ?? [];
    const route = routes[rest];
    if (!route) return { status: 404, body: '' };
    if (call.method === 'OPTIONS') return withCors({ status: 200, body: '' }, call);
    const ask = readAsk(call, cloud, authority);
    try {
      const answer = await route.handle(ask);
      return traced(route.json ? withCors(answer, call) : answer, ask);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return traced(route.json ? withCors(refusalAnswer(error, ask), call) : errorPage(error, ask.trace), ask);
    }
  },
};

function ofTenant(handle: Handler): Handler {
  return (ask) => {
    tenantOf(ask.authority, ask.cloud);
    return handle(ask);
  };
}

/** Pages redeem codes and refresh tokens across origins. */
function withCors(answer: Answer, call: Call): Answer {
  if (call.headers.origin === undefined) return answer;
  const headers = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    ...(call.headers['access-control-request-headers'] && {
      'access-control-allow-headers': call.headers['access-control-request-headers'],
    }),
  };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** What Microsoft's support asks for stands in every answer; the caller's own id comes back when it wants that. */
function traced(answer: Answer, { call, trace }: Ask): Answer {
  const wanted = call.headers['return-client-request-id']?.toLowerCase() === 'true';
  const headers = {
    'x-ms-request-id': trace.traceId,
    ...(wanted && { 'client-request-id': trace.correlationId }),
  };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

async function enterDeviceCode(ask: Ask): Promise<Answer> {
  const next = enterCode(ask);
  return 'status' in next ? next : advanceFlow(next, ask);
}

/** Forgets the browser's accounts; goes back only to an address that some application registered. */
function logout({ call, cloud, params }: Ask): Answer {
  forgetAll(browserOf(call, cloud), cloud);
  const url = URL.parse(params.post_logout_redirect_uri ?? '');
  const registered =
    url &&
    Object.values(cloud.world.tenants).some((tenant) =>
      Object.keys(tenant.applications).some((id) => isRegistered(tenant.applications[id]?.appId, url, cloud)),
    );
  if (!registered)
    return messagePage('You signed out of your account', 'It is a good idea to close all browser windows.');
  if (params.state !== undefined) url.searchParams.set('state', params.state);
  return { status: 302, headers: { location: url.href } };
}

function isRegistered(appId: string | undefined, { href, origin }: URL, cloud: Cloud): boolean {
  const client = appId ? findClient(appId, cloud) : null;
  if (!client) return false;
  return (
    redirectKind(client.application, href) !== null ||
    ['/auth', '/'].some((path) => redirectKind(client.application, `${origin}${path}`) !== null)
  );
}

/** What `error_uri` points to. */
function explain(call: Call, cloud: Cloud): Answer {
  const code = Number(call.url.searchParams.get('code'));
  const ask = readAsk(call, cloud, 'common');
  return { ...errorPage(new Refusal(code, { text: sentenceOf(code) }), ask.trace), status: 200 };
}
