import { z } from 'zod';
import type { Answer, Call, Cloud } from '../core/service.ts';
import { objectOf } from './body.ts';
import { badRequest, GraphRefusal } from './refusal.ts';
import { acceptToken } from './token.ts';
import type { Version } from './version.ts';

const Item = z.object({
  id: z.string(),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).optional(),
});
type Item = z.infer<typeof Item>;

interface ItemAnswer {
  id: string;
  status: number;
  headers: Record<string, string | string[]>;
  body?: unknown;
}

const limit = 20;

/**
 * Answers up to twenty requests in one, each judged alone; the answers come in the order in which they are ready.
 *
 * https://learn.microsoft.com/graph/json-batching
 */
export async function answerBatch(call: Call, cloud: Cloud, version: Version): Promise<Answer> {
  if (call.method !== 'POST') {
    throw new GraphRefusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  }
  await acceptToken(call, cloud);
  const items = itemsOf(call);
  const answers: ItemAnswer[] = [];
  const running = new Map<string, Promise<number>>();

  const answer = async (item: Item): Promise<number> => {
    const before = await Promise.all((item.dependsOn ?? []).map((id) => running.get(id)));
    const result = before.some((status) => (status ?? 400) >= 400)
      ? failedDependency(item, cloud)
      : itemAnswer(item, await cloud.dispatch(itemCall(item, call, version), call.number));
    answers.push(result);
    return result.status;
  };
  for (const item of items) running.set(item.id, answer(item));
  await Promise.all(running.values());

  return { status: 200, body: { responses: answers } };
}

function itemsOf(call: Call): Item[] {
  const checked = z.object({ requests: z.array(Item).min(1) }).safeParse(objectOf(call));
  if (!checked.success) throw badRequest('Invalid batch payload format.', 'BadRequest');
  const items = checked.data.requests;
  if (items.length > limit) {
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${limit}.`, 'BadRequest');
  }
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(item.id)) throw badRequest(`Batch request id: ${item.id} is not unique.`, 'BadRequest');
    const missing = item.dependsOn?.find((id) => !seen.has(id));
    if (missing) throw badRequest(`Invalid dependsOn value specified in request id: ${item.id}.`, 'BadRequest');
    const writes = ['POST', 'PATCH', 'PUT'].includes(item.method.toUpperCase());
    if (writes && (item.body === undefined || !contentTypeOf(item))) {
      throw badRequest(`Write request id : ${item.id} does not contain Content-Type header or body.`, 'BadRequest');
    }
    seen.add(item.id);
  }
  return items;
}

function contentTypeOf(item: Item): string | undefined {
  return Object.entries(item.headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
}

function itemCall(item: Item, outer: Call, version: Version): Call {
  const { authorization, 'client-request-id': clientRequestId } = outer.headers;
  const own = Object.fromEntries(
    Object.entries(item.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const body =
    typeof item.body === 'string'
      ? Buffer.from(item.body, 'base64')
      : Buffer.from(JSON.stringify(item.body ?? '').replace(/^""$/, ''));
  return {
    service: 'graph',
    method: item.method.toUpperCase(),
    url: new URL(`${outer.url.origin}/${version}/${item.url.replace(/^\/+/, '')}`),
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(clientRequestId === undefined ? {} : { 'client-request-id': clientRequestId }),
      ...own,
    },
    body,
  };
}

function itemAnswer(item: Item, answer: Answer): ItemAnswer {
  const { 'content-type': type = 'application/json', ...headers } = answer.headers ?? {};
  const kept = Object.fromEntries(
    Object.entries(headers)
      .filter(
        ([name]) =>
          name.startsWith('x-ms-throttle') ||
          ['cache-control', 'location', 'retry-after', 'www-authenticate'].includes(name),
      )
      .map(([name, value]) => [name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()), value]),
  );
  if (answer.body === undefined) return { id: item.id, status: answer.status, headers: kept };
  return { id: item.id, status: answer.status, headers: { ...kept, 'Content-Type': type }, body: jsonOf(answer.body) };
}

/** What a fault answers may be text: it stands in the item as JSON where it is JSON. */
function jsonOf(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return Buffer.from(body).toString('base64');
  }
}

function failedDependency(item: Item, cloud: Cloud): ItemAnswer {
  const id = cloud.newId();
  const innerError = {
    date: new Date(cloud.clock.now()).toISOString().slice(0, 19),
    'request-id': id,
    'client-request-id': id,
  };
  return {
    id: item.id,
    status: 424,
    headers: { 'Content-Type': 'application/json' },
    body: {
      error: { code: 'FailedDependency', message: 'A request on which this request depends failed.', innerError },
    },
  };
}
