import type { Cloud } from '../core/service.ts';
import type { DirectoryBackup, Tenant } from '../core/world.ts';

/**
 * Keeps the present state of a directory's applications, service principals and grants, as Entra Backup and Recovery
 * does once a day.
 *
 * https://learn.microsoft.com/entra/backup/overview
 */
export function keepBackup(tenant: Tenant, cloud: Cloud): DirectoryBackup {
  const { applications, servicePrincipals, appRoleAssignments, oauth2PermissionGrants, deletedItems } = tenant;
  const kept: DirectoryBackup = {
    id: cloud.newId(),
    createdDateTime: new Date(cloud.clock.now()).toISOString(),
    ...structuredClone({ applications, servicePrincipals, appRoleAssignments, oauth2PermissionGrants, deletedItems }),
  };
  tenant.backups = [...(tenant.backups ?? []), kept];
  return kept;
}

/**
 * Goes back to an earlier state: what changed is as it was, old credentials among it; what lies in the bin comes back;
 * what came since goes into the bin. What was purged since is gone for good.
 */
export function restoreBackup(tenant: Tenant, backup: DirectoryBackup, cloud: Cloud): void {
  const then = structuredClone(backup);
  const deletedDateTime = new Date(cloud.clock.now()).toISOString();
  const bin = tenant.deletedItems;
  for (const kind of ['applications', 'servicePrincipals'] as const) {
    const type = kind === 'applications' ? 'application' : 'servicePrincipal';
    const present = tenant[kind];
    for (const item of Object.values(present)) {
      if (!then[kind][item.id])
        bin[item.id] = { ...item, deletedDateTime, _type: type } as Tenant['deletedItems'][string];
    }
    const back = Object.entries(then[kind]).filter(([id]) => present[id] ?? bin[id]);
    for (const [id] of back) delete bin[id];
    Object.assign(tenant, { [kind]: dictionary(back) });
  }
  const there = ({ principalId, resourceId }: { principalId: string; resourceId: string }) =>
    resourceId in tenant.servicePrincipals &&
    [tenant.servicePrincipals, tenant.users, tenant.groups].some((kind) => principalId in kind);
  tenant.appRoleAssignments = dictionary(Object.entries(then.appRoleAssignments).filter(([, grant]) => there(grant)));
  tenant.oauth2PermissionGrants = dictionary(
    Object.entries(then.oauth2PermissionGrants).filter(
      ([, { clientId, resourceId }]) => clientId in tenant.servicePrincipals && resourceId in tenant.servicePrincipals,
    ),
  );
  tenant.replicas = dictionary([]);
}

/** Without a prototype, since its keys come from clients. */
function dictionary<T>(entries: [string, T][]): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(entries));
}
