import type { Call, Cloud } from '../core/service.ts';
import { tenantNamed } from '../core/tenant-names.ts';
import type { Tenant } from '../core/world.ts';
import { Refusal, type Trace } from './aadsts.ts';

/** One request to the identity server, taken apart. */
export interface Ask {
  call: Call;
  cloud: Cloud;
  /** First segment of the path as it was written. */
  authority: string;
  /** Query of a GET, form of a POST. */
  params: Record<string, string>;
  /** The origin that was asked: documents and issuers carry it. */
  origin: string;
  trace: Trace;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function readAsk(call: Call, cloud: Cloud, authority: string): Ask {
  const sent = call.method === 'POST' ? new URLSearchParams(call.body.toString('utf8')) : call.url.searchParams;
  const params = Object.fromEntries(sent);
  const named = call.headers['client-request-id'] ?? params['client-request-id'] ?? '';
  const traceId = cloud.newId();
  return {
    call,
    cloud,
    authority,
    params,
    origin: call.url.origin,
    trace: {
      traceId,
      correlationId: guid.test(named) ? named : cloud.newId(),
      timestamp: new Date(cloud.clock.now())
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z/, 'Z'),
    },
  };
}

/** The tenant that the path names; null for `common` and `organizations`, where the account decides. */
export function tenantOf(authority: string, cloud: Cloud): Tenant | null {
  if (authority === 'common' || authority === 'organizations') return null;
  if (authority === 'consumers') throw new Refusal(9001023);
  const tenant = tenantNamed(authority, cloud);
  if (tenant) return tenant;
  if (!guid.test(authority) && !authority.includes('.')) {
    throw new Refusal(900023, {
      text: `Specified tenant identifier '${authority}' is neither a valid DNS name, nor a valid external domain.`,
    });
  }
  throw new Refusal(90002, {
    text: `Tenant '${authority}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  });
}

export function required(params: Record<string, string>, name: string): string {
  const value = params[name];
  if (value) return value;
  throw new Refusal(900144, { text: `The request body must contain the following parameter: '${name}'.` });
}
