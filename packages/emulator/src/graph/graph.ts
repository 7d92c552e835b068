import type { Answer, Call, Cloud, Service } from '../core/service.ts';
import { placeOf } from '../schema/place.ts';
import { faultsOfAnswer, faultsOfRequest } from '../schema/traffic.ts';
import { allow } from './access.ts';
import type { Asked } from './asked.ts';
import { answerBatch } from './batch.ts';
import { annotated, contentType, levelOf } from './metadata-level.ts';
import { forPages, preflight } from './pages.ts';
import { depth, type Key, match, type Segment, segmentsOf } from './path.ts';
import { answerProperty } from './property-path.ts';
import { badRequest, GraphRefusal } from './refusal.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { publicAnswer } from './service-document.ts';
import { throttle } from './throttling.ts';
import { authenticate } from './token.ts';
import { userInfo } from './user-info.ts';
import { readPath, type Version, versions } from './version.ts';

/** Microsoft Graph of the practice cloud. */
export const graph: Service = {
  name: 'graph',
  async handle(call, cloud) {
    if (call.method === 'OPTIONS') return preflight(call);
    const requestId = cloud.newId();
    const clientRequestId = call.headers['client-request-id'] ?? requestId;
    const answer = await answerOrRefuse(call, cloud, requestId, clientRequestId);
    cloud.schemaFaults?.push(...faultsOfRequest(call), ...faultsOfAnswer(call, answer));
    const level = levelOf(call.headers.accept);
    const typed =
      answer.body === undefined || answer.headers?.['content-type'] ? {} : { 'content-type': contentType(level) };
    return {
      ...annotated(answer, level),
      headers: {
        'cache-control': 'no-cache',
        'request-id': requestId,
        'client-request-id': clientRequestId,
        'x-ms-ags-diagnostic': JSON.stringify({
          ServerInfo: { DataCenter: 'Practice', Slice: 'E', Ring: '1', ScaleUnit: '000', RoleInstance: 'PRACTICE0' },
        }),
        'odata-version': '4.0',
        ...typed,
        ...(call.headers.origin !== undefined && forPages),
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
  const { version, path } = readPath(call.url.pathname);
  if (version === 'oidc' && path === 'userinfo') return userInfo(call, cloud);
  if (!isVersion(version)) throw badRequest(`Invalid version: ${version}`, 'BadRequest');
  if (path === '$batch') return answerBatch(call, cloud, version);
  const known = publicAnswer(call, version, path);
  if (known) return known;

  const { token, tenant, person } = await authenticate(call, cloud);
  throttle(tenant, token, call.method, cloud);
  const segments = segmentsOf(path);
  const countOnly = segments.at(-1) === '$count';
  const { found, params, property } = findRoute(call.method, countOnly ? segments.slice(0, -1) : segments, path);
  const asked: Asked = {
    call,
    cloud,
    tenant,
    token,
    person,
    roles: person?._roles ?? token.wids,
    version,
    base: `${call.url.origin}/${version}`,
    query: optionsOf(call.url),
    params,
    countOnly,
  };
  allow(asked, found.access);
  return property ? answerProperty(asked, property.name, property.raw, found.handle) : found.handle(asked);
}

const isVersion = (text: string): text is Version => (versions as readonly string[]).includes(text);

interface Found {
  found: Route;
  params: Record<string, Key>;
  /** One property of what the route answers: the last segment, or the one before `$value`. */
  property?: { name: string; raw: boolean };
}

function findRoute(method: string, segments: Segment[], written: string): Found {
  const reads = method === 'GET' || method === 'HEAD';
  let pathKnown = false;
  for (const candidate of routes) {
    const params = match(candidate.path, segments);
    if (!params) continue;
    if (candidate.method === (reads ? 'GET' : method)) return { found: candidate, params };
    pathKnown = true;
  }
  if (pathKnown)
    throw new GraphRefusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  const ofProperty = reads && typeof placeOf(written) !== 'string' ? findProperty(segments) : null;
  if (ofProperty) return ofProperty;
  const deepest = Math.max(...routes.map((candidate) => depth(candidate.path, segments)));
  const unknown = segments[deepest] ?? segments.at(-1);
  const name = typeof unknown === 'string' ? unknown : (unknown?.value ?? '');
  throw badRequest(`Resource not found for the segment '${name}'.`, 'BadRequest');
}

function findProperty(segments: Segment[]): Found | null {
  const raw = segments.at(-1) === '$value';
  const path = raw ? segments.slice(0, -1) : segments;
  const name = path.at(-1);
  if (typeof name !== 'string' || path.length < 2) return null;
  for (const candidate of routes) {
    const params = match(candidate.path, path.slice(0, -1));
    if (params && candidate.method === 'GET') return { found: candidate, params, property: { name, raw } };
  }
  return null;
}

/** Query options by Graph's own names; their `$` may be left out. */
function optionsOf(url: URL): URLSearchParams {
  const options = new URLSearchParams();
  for (const [name, value] of url.searchParams) {
    options.append(
      /^\$?(select|filter|top|expand|count|orderby|skip|skiptoken|search|format)$/i.test(name)
        ? `$${name.toLowerCase().replace('$', '')}`
        : name,
      value,
    );
  }
  return options;
}
