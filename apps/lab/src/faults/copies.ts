import type { Tenant, World } from '@vplus/emulator';

/** Only one tenant and the vPlus server change in a case; the large, unchanging rest is shared between copies. */
export function copyOf(world: World, tenantId: string): World {
  const tenant = world.tenants[tenantId];
  if (!tenant) throw new Error(`No tenant ${tenantId}`);
  return {
    ...world,
    tenants: { ...world.tenants, [tenantId]: copyOfTenant(tenant) },
    vplus: { ...structuredClone({ ...world.vplus, certificate: null }), certificate: world.vplus.certificate },
    weather: structuredClone(world.weather),
    codes: {},
    refreshTokens: {},
    deviceCodes: {},
    sessions: {},
  };
}

/** Objects of the directory are replaced when they change, never changed in place. */
export function copyOfTenant({ servicePrincipals, users, groups, subscribedSkus, ...changing }: Tenant): Tenant {
  return {
    ...structuredClone(changing),
    servicePrincipals: { ...servicePrincipals },
    users,
    groups,
    subscribedSkus,
  };
}
