import type { Application, ServicePrincipal, World } from '../core/world.ts';
import { firstParty } from '../seed/first-party.ts';
import type { Asked } from './asked.ts';
import { appRoleAssignment } from './assignment-entity.ts';
import { keyView, noLinks, passwordView } from './credential-views.ts';
import { listed, seen } from './directory.ts';
import { type Entity, typed } from './entity.ts';
import { user } from './people-entities.ts';

/** https://learn.microsoft.com/graph/api/resources/serviceprincipal */
export const servicePrincipal: Entity<ServicePrincipal> = {
  type: 'servicePrincipal',
  set: 'servicePrincipals',
  properties: [
    'id',
    'deletedDateTime',
    'accountEnabled',
    'alternativeNames',
    'appDescription',
    'appDisplayName',
    'appId',
    'applicationTemplateId',
    'appOwnerOrganizationId',
    'appRoleAssignmentRequired',
    'createdByAppId',
    'createdDateTime',
    'description',
    'disabledByMicrosoftStatus',
    'displayName',
    'homepage',
    'isDisabled',
    'loginUrl',
    'logoutUrl',
    'notes',
    'notificationEmailAddresses',
    'preferredSingleSignOnMode',
    'preferredTokenSigningKeyThumbprint',
    'replyUrls',
    'samlSingleSignOnSettings',
    'servicePrincipalNames',
    'servicePrincipalType',
    'signInAudience',
    'tags',
    'tokenEncryptionKeyId',
    'addIns',
    'appRoles',
    'info',
    'keyCredentials',
    'oauth2PermissionScopes',
    'passwordCredentials',
    'resourceSpecificApplicationPermissions',
    'verifiedPublisher',
  ],
  indexed: true,
  searchable: ['displayName', 'description'],
  filterable: [
    'id',
    'accountEnabled',
    'appId',
    'appOwnerOrganizationId',
    'createdDateTime',
    'displayName',
    'servicePrincipalNames',
    'servicePrincipalType',
    'tags',
  ],
  view(item, asked, withKeys) {
    const backing = backingApplication(asked.cloud.world, item.appId);
    return {
      addIns: [],
      alternativeNames: [],
      homepage: backing?.web.homePageUrl ?? null,
      logoutUrl: backing?.web.logoutUrl ?? null,
      notificationEmailAddresses: [],
      replyUrls: backing
        ? [...backing.web.redirectUris, ...backing.spa.redirectUris, ...backing.publicClient.redirectUris]
        : [],
      ...item,
      appDescription: backing?.description ?? null,
      appDisplayName: backing?.displayName ?? item.displayName,
      signInAudience: backing?.signInAudience ?? 'AzureADMultipleOrgs',
      appRoles: appRolesOf(item, backing),
      oauth2PermissionScopes: backing ? backing.api.oauth2PermissionScopes : item.oauth2PermissionScopes,
      info: { ...noLinks, ...(item.info ?? backing?.info ?? {}) },
      keyCredentials: (item.keyCredentials ?? []).map((credential) => keyView(credential, withKeys)),
      passwordCredentials: (item.passwordCredentials ?? []).map(passwordView),
      resourceSpecificApplicationPermissions: [],
      verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    };
  },
  expand: {
    owners: (item, asked) => ownerViews(asked, item._owners),
    oauth2PermissionGrants: (item, asked) =>
      Object.values(asked.tenant.oauth2PermissionGrants)
        .filter((grant) => grant.clientId === item.id)
        .map((grant) => ({ ...grant })),
    appRoleAssignments: (item, asked) =>
      listed(asked, 'grants')
        .filter((grant) => grant.principalId === item.id)
        .map((grant) => appRoleAssignment.view(grant, asked, false)),
    appRoleAssignedTo: (item, asked) =>
      listed(asked, 'grants')
        .filter((grant) => grant.resourceId === item.id)
        .map((grant) => appRoleAssignment.view(grant, asked, false)),
  },
};

/** The registration behind a service principal, in whatever tenant it lives; Microsoft's own have none here. */
export function backingApplication(world: World, appId: string): Application | null {
  for (const tenant of Object.values(world.tenants)) {
    const found = Object.values(tenant.applications).find((candidate) => candidate.appId === appId);
    if (found) return found;
  }
  return firstParty(appId)?.application ?? null;
}

export function appRolesOf(principal: ServicePrincipal, backing: Application | null) {
  return backing ? backing.appRoles.map((role) => ({ ...role, origin: 'Application' })) : principal.appRoles;
}

/** Owners as a collection shows them: people and service principals, each with its type. */
export function ownerViews(asked: Asked, ids: string[]): Record<string, unknown>[] {
  return ids.flatMap((id) => {
    const person = asked.tenant.users[id];
    if (person) return [typed(asked, user, person)];
    const principal = seen(asked, 'servicePrincipals', { property: 'id', value: id });
    return principal ? [typed(asked, servicePrincipal, principal)] : [];
  });
}
