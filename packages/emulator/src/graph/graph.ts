import type { Answer, Call, Cloud, Service } from '../core/service.ts';
import { allow } from './access.ts';
import type { Asked } from './asked.ts';
import { answerBatch } from './batch.ts';
import { depth, type Key, match, type Segment, segmentsOf } from './path.ts';
import { badRequest, GraphRefusal } from './refusal.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { throttle } from './throttling.ts';
import { authenticate } from './token.ts';
import { userInfo } from './user-info.ts';

const json = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/** Microsoft Graph v1.0 of the practice cloud. */
export const graph: Service = {
  name: 'graph',
  async handle(call, cloud) {
    const requestId = cloud.newId();
    const clientRequestId = call.headers['client-request-id'] ?? requestId;
    const answer = await answerOrRefuse(call, cloud, requestId, clientRequestId);
    const typed = answer.body === undefined || answer.headers?.['content-type'] ? {} : { 'content-type': json };
    return {
      ...answer,
      headers: {
        'cache-control': 'no-cache',
        'request-id': requestId,
        'client-request-id': clientRequestId,
        'x-ms-ags-diagnostic': JSON.stringify({
          ServerInfo: { DataCenter: 'Practice', Slice: 'E', Ring: '1', ScaleUnit: '000', RoleInstance: 'PRACTICE0' },
        }),
        'odata-version': '4.0',
        ...typed,
        ...answer.headers,
      },
    };
  },
};

async function answerOrRefuse(call: Call, cloud: Cloud, requestId: string, clientRequestId: string): Promise<Answer> {
  try {
    return await route(call, cloud);
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    const innerError = {
      date: new Date(cloud.clock.now()).toISOString().slice(0, 19),
      'request-id': requestId,
      'client-request-id': clientRequestId,
    };
    return {
      status: error.status,
      headers: error.headers,
      body: { error: { code: error.code, message: error.message, innerError } },
    };
  }
}

async function route(call: Call, cloud: Cloud): Promise<Answer> {
  const [, version, ...rest] = call.url.pathname.split('/');
  if (version === 'oidc' && rest.join('/') === 'userinfo') return userInfo(call, cloud);
  if (version !== 'v1.0') throw badRequest(`Invalid version: ${version}`, 'BadRequest');
  if (rest.join('/') === '$batch') return answerBatch(call, cloud);

  const { token, tenant, person } = await authenticate(call, cloud);
  throttle(tenant, token, call.method, cloud);
  const segments = segmentsOf(rest.join('/'));
  const countOnly = segments.at(-1) === '$count';
  const { found, params } = findRoute(call.method, countOnly ? segments.slice(0, -1) : segments);
  const asked: Asked = {
    call,
    cloud,
    tenant,
    token,
    person,
    roles: person?._roles ?? token.wids,
    base: `${call.url.origin}/v1.0`,
    query: optionsOf(call.url),
    params,
    countOnly,
  };
  allow(asked, found.access);
  return found.handle(asked);
}

function findRoute(method: string, segments: Segment[]): { found: Route; params: Record<string, Key> } {
  let pathKnown = false;
  for (const candidate of routes) {
    const params = match(candidate.path, segments);
    if (!params) continue;
    if (candidate.method === method) return { found: candidate, params };
    pathKnown = true;
  }
  if (pathKnown)
    throw new GraphRefusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  const deepest = Math.max(...routes.map((candidate) => depth(candidate.path, segments)));
  const unknown = segments[deepest] ?? segments.at(-1);
  const name = typeof unknown === 'string' ? unknown : (unknown?.value ?? '');
  throw badRequest(`Resource not found for the segment '${name}'.`, 'BadRequest');
}

/** Query options by Graph's own names; their `$` may be left out. */
function optionsOf(url: URL): URLSearchParams {
  const options = new URLSearchParams();
  for (const [name, value] of url.searchParams) {
    options.append(
      /^(select|filter|top|expand|count|orderby|skiptoken|search)$/i.test(name) ? `$${name.toLowerCase()}` : name,
      value,
    );
  }
  return options;
}
