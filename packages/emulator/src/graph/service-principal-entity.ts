import type { Application, ServicePrincipal, World } from '../core/world.ts';
import { appRoleAssignment } from './assignment-entity.ts';
import { listed } from './directory.ts';
import type { Entity } from './entity.ts';

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
  view(item, asked) {
    const backing = backingApplication(asked.cloud.world, item.appId);
    return {
      ...item,
      alternativeNames: [],
      appDescription: backing?.description ?? null,
      appDisplayName: backing?.displayName ?? item.displayName,
      notificationEmailAddresses: [],
      replyUrls: backing
        ? [...backing.web.redirectUris, ...backing.spa.redirectUris, ...backing.publicClient.redirectUris]
        : [],
      homepage: backing?.web.homePageUrl ?? null,
      logoutUrl: backing?.web.logoutUrl ?? null,
      signInAudience: backing?.signInAudience ?? 'AzureADMultipleOrgs',
      addIns: [],
      appRoles: appRolesOf(item, backing),
      oauth2PermissionScopes: backing ? backing.api.oauth2PermissionScopes : item.oauth2PermissionScopes,
      info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
      keyCredentials: [],
      passwordCredentials: [],
      resourceSpecificApplicationPermissions: [],
      verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    };
  },
  expand: {
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
  return null;
}

export function appRolesOf(principal: ServicePrincipal, backing: Application | null) {
  return backing ? backing.appRoles.map((role) => ({ ...role, origin: 'Application' })) : principal.appRoles;
}
