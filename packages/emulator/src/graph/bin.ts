import type { ServicePrincipal, Tenant } from '../core/world.ts';
import { type Asked, nowOf } from './asked.ts';
import { remove } from './directory.ts';

/**
 * Puts a service principal into the bin. Its grants, given and received, go for good: whether Microsoft keeps them for
 * a restore is not documented, so whoever restores has to look.
 */
export function binServicePrincipal(asked: Asked, principal: ServicePrincipal): void {
  const { tenant } = asked;
  tenant.deletedItems[principal.id] = { ...principal, deletedDateTime: nowOf(asked), _type: 'servicePrincipal' };
  remove(asked, 'servicePrincipals', principal.id);
  for (const grant of Object.values(tenant.appRoleAssignments)) {
    if (grant.principalId === principal.id || grant.resourceId === principal.id) remove(asked, 'grants', grant.id);
  }
  for (const grant of Object.values(tenant.oauth2PermissionGrants)) {
    if (grant.clientId === principal.id || grant.resourceId === principal.id)
      delete tenant.oauth2PermissionGrants[grant.id];
  }
}

const daysKept = 30;

/** What lies in the bin still: it empties itself as time goes by. */
export function binned(asked: Asked): Tenant['deletedItems'][string][] {
  const oldest = asked.cloud.clock.now() - daysKept * 86_400_000;
  return Object.values(asked.tenant.deletedItems).filter((item) => Date.parse(item.deletedDateTime ?? '') > oldest);
}
