import type { Cloud } from './service.ts';
import type { Tenant } from './world.ts';

/** A tenant by what a path calls it: its id or any of its domains. */
export function tenantNamed(name: string, cloud: Pick<Cloud, 'world'>): Tenant | null {
  const wanted = name.toLowerCase();
  const byId = cloud.world.tenants[wanted];
  return byId ?? Object.values(cloud.world.tenants).find((tenant) => tenant.domains.includes(wanted)) ?? null;
}
