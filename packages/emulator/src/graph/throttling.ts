import type { Cloud } from '../core/service.ts';
import type { TokenClaims } from '../core/tokens.ts';
import type { Tenant } from '../core/world.ts';
import { GraphRefusal } from './refusal.ts';

const counts = new WeakMap<Cloud, Map<string, number>>();

/** Refuses every n-th request of a tenant where the weather says so, items of a batch one by one. */
export function throttle(tenant: Tenant, token: TokenClaims, method: string, cloud: Cloud): void {
  const weather = tenant.weather.throttling;
  if (!weather) return;
  const ofCloud = counts.get(cloud) ?? new Map<string, number>();
  counts.set(cloud, ofCloud);
  const count = (ofCloud.get(tenant.id) ?? 0) + 1;
  ofCloud.set(tenant.id, count);
  if (count % weather.everyNth !== 0) return;
  throw new GraphRefusal(429, 'TooManyRequests', 'Too many requests. Please retry later.', {
    'x-ms-throttle-scope': `Tenant_Application/${method === 'GET' ? 'Read' : 'Write'}/${token.appid}/${tenant.id}`,
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
    ...(weather.retryAfterSeconds === null ? {} : { 'retry-after': String(weather.retryAfterSeconds) }),
  });
}
