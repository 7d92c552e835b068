import { mailboxAddressOf } from '../core/mailbox.ts';
import type { Cloud } from '../core/service.ts';
import type { DirectoryBackup, Tenant } from '../core/world.ts';
import { describeTenant } from '../describe.ts';
import { practiceClients } from '../seed/practice-clients.ts';
import { shown } from '../vplus/organizations.ts';
import { byAppId } from './directory.ts';

export type WorldView = ReturnType<typeof worldView>;
export type TenantView = ReturnType<typeof tenantView>;
export type PersonView = TenantView['people'][number];

/** All that the control page shows: `GET /world`. */
export function worldView(cloud: Cloud) {
  const { weather, vplus } = cloud.world;
  return {
    now: new Date(cloud.clock.now()).toISOString(),
    origins: cloud.origins,
    https: cloud.secureOrigins,
    weather,
    tenants: Object.values(cloud.world.tenants).map(tenantView),
    clients: practiceClients(cloud.world).map(({ privateKeyPem, ...client }) => client),
    vplus: {
      fingerprint: vplus.certificate.fingerprint,
      organizations: Object.values(vplus.organizations).map(shown),
      tasks: Object.values(vplus.tasks),
    },
    requests: cloud.log.at(-1)?.number ?? 0,
  };
}

/** A tenant as its weather is set; `people` carry role template ids here, since that is what the role routes take. */
export function tenantView(tenant: Tenant) {
  const { weather, ews, sharepoint, authorizationPolicy, defaultAppManagementPolicy, subscribedSkus } = tenant;
  const description = describeTenant(tenant);
  return {
    ...description,
    people: description.people.map((person) => ({ ...person, ...belongingsOf(tenant, person.id) })),
    delegatedAdmins: tenant.delegatedAdmins ?? [],
    backups: (tenant.backups ?? []).map(backupView),
    weather,
    ews,
    sharepoint,
    authorizationPolicy,
    defaultAppManagementPolicy,
    subscribedSkus,
    apis: Object.values(tenant.servicePrincipals)
      .filter((principal) => principal.appRoles.length > 0)
      .map(({ appId, displayName, accountEnabled }) => ({ appId, displayName, accountEnabled })),
    applications: Object.values(tenant.applications).map(({ appId, displayName, isDisabled }) => ({
      appId,
      displayName,
      isDisabled,
      accountEnabled: byAppId(tenant.servicePrincipals, appId)?.accountEnabled ?? null,
    })),
    sites: [
      '',
      ...Object.values(tenant.groups).flatMap((group) => (group.isTeam ? [`/sites/${group.mailNickname}`] : [])),
    ],
    counts: {
      users: Object.keys(tenant.users).length,
      applications: Object.keys(tenant.applications).length,
      servicePrincipals: Object.keys(tenant.servicePrincipals).length,
      appRoleAssignments: Object.keys(tenant.appRoleAssignments).length,
      oauth2PermissionGrants: Object.keys(tenant.oauth2PermissionGrants).length,
      deletedItems: Object.keys(tenant.deletedItems).length,
    },
  };
}

function belongingsOf(tenant: Tenant, userId: string) {
  const user = tenant.users[userId];
  const { _roles = [], _eligibleRoles = [], accountEnabled = false } = user ?? {};
  return {
    accountEnabled,
    roleTemplateIds: _roles,
    eligibleRoleTemplateIds: _eligibleRoles,
    mail: user?.mail ?? null,
    mailbox: user ? mailboxAddressOf(user) : null,
    drive: user?._driveLocked ? ('locked' as const) : user?._drive ? ('there' as const) : ('absent' as const),
  };
}

export const backupView = ({ id, createdDateTime }: DirectoryBackup) => ({ id, createdDateTime });
