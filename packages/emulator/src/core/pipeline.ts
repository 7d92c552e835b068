import { decodeJwt } from 'jose';
import { answerWithFault, faultFor } from './faults.ts';
import type { Answer, Call, Cloud, RequestRecord, Service, ServiceName } from './service.ts';
import { tenantNamed } from './tenant-names.ts';

const logLimit = 20_000;

/** What every request goes through: log, latency, faults, then its service. */
export function makeDispatch(services: Record<ServiceName, Service>): (cloud: Cloud) => Cloud['dispatch'] {
  return (cloud) => {
    let count = 0;
    /** Outer requests whose line an item's fault cut. */
    const cutBatches = new Set<number>();

    return async (call, batch) => {
      count += 1;
      const number = count;
      const caller = callerOf(call, cloud);
      const record = startRecord(number, call, caller, batch ?? null, cloud);
      const started = performance.now();
      const { service } = call;
      if (batch === undefined && service !== 'control' && service !== 'management') {
        const latency = cloud.world.weather.latencyMs[service];
        if (latency > 0) await cloud.clock.sleep(latency);
      }
      const run = async (one: Call): Promise<Answer> => {
        const answer = await services[service].handle(one, cloud);
        return { ...answer, write: answer.write ?? wrote(one, answer) };
      };
      const fault = service === 'control' ? null : faultFor(call, caller.tenantId, cloud);
      const numbered = { ...call, number };
      const answer = fault ? await answerWithFault(fault, numbered, cloud, run) : await run(numbered);
      record.status = answer.status || null;
      record.write = answer.write ?? false;
      record.fault = fault ? `${fault.effect.kind} (${fault.id})` : null;
      record.ms = Math.round(performance.now() - started);
      if (batch !== undefined && answer.wire) cutBatches.add(batch);
      return cutBatches.delete(number) ? { ...answer, wire: 'cut' } : answer;
    };
  };
}

function startRecord(
  number: number,
  call: Call,
  caller: { tenantId: string | null; clientId: string | null },
  batch: number | null,
  cloud: Cloud,
): RequestRecord {
  const record: RequestRecord = {
    number,
    at: new Date(cloud.clock.now()).toISOString(),
    service: call.service,
    method: call.method,
    path: call.url.pathname + withoutSecrets(call.url),
    ...caller,
    status: null,
    write: false,
    fault: null,
    batch,
    ms: 0,
  };
  if (call.service === 'control') return record;
  cloud.log.push(record);
  if (cloud.log.length > logLimit) cloud.log.splice(0, cloud.log.length - logLimit);
  return record;
}

/** The query as the log keeps it: an authorization code or an assertion is nobody's business. */
function withoutSecrets(url: URL): string {
  if (!url.search) return '';
  const query = new URLSearchParams(url.search);
  for (const name of ['code', 'client_secret', 'assertion', 'client_assertion', 'refresh_token', 'id_token_hint']) {
    if (query.has(name)) query.set(name, '…');
  }
  return query.has('$select') || query.has('$filter') ? url.search : `?${query}`;
}

function wrote(call: Call, answer: Answer): boolean {
  if (call.service !== 'graph' && call.service !== 'vplus') return false;
  if (call.method === 'GET' || call.method === 'HEAD' || call.method === 'OPTIONS' || answer.status >= 400)
    return false;
  return !/\/\$batch$|\/session\//.test(call.url.pathname);
}

function callerOf(call: Call, cloud: Cloud): { tenantId: string | null; clientId: string | null } {
  if (call.service === 'identity') {
    const sent = call.method === 'POST' ? new URLSearchParams(call.body.toString('utf8')) : call.url.searchParams;
    const [, named = ''] = call.url.pathname.split('/');
    return { tenantId: tenantNamed(named, cloud)?.id ?? null, clientId: sent.get('client_id') };
  }
  const [scheme, token] = (call.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) return { tenantId: null, clientId: null };
  try {
    const claims = decodeJwt<{ tid?: string; appid?: string; azp?: string }>(token);
    return { tenantId: claims.tid ?? null, clientId: claims.appid ?? claims.azp ?? null };
  } catch {
    return { tenantId: null, clientId: null };
  }
}
