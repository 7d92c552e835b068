import type { AppManagementPolicy, Tenant } from '../core/world.ts';
import { guidOf } from '../seed/guid.ts';
import type { Access } from './access.ts';
import { appManagementPolicyRoutes, policyProperties, readAppPolicies } from './app-management-policies.ts';
import type { Asked } from './asked.ts';
import { type Entity, many, one } from './entity.ts';
import type { Route } from './route.ts';

const readPolicies: Access = { ...readAppPolicies, scopes: ['Policy.Read.All'], appRoles: ['Policy.Read.All'] };

/** https://learn.microsoft.com/graph/api/resources/tenantappmanagementpolicy */
const defaultPolicy: Entity<AppManagementPolicy> = {
  type: 'tenantAppManagementPolicy',
  set: 'policies/defaultAppManagementPolicy',
  properties: [...policyProperties, 'applicationRestrictions', 'servicePrincipalRestrictions'],
  view: (policy) => ({ ...policy }),
};

const authorizationPolicy: Entity<Tenant> = {
  type: 'authorizationPolicy',
  set: 'policies/authorizationPolicy',
  properties: [
    'id',
    'deletedDateTime',
    'description',
    'displayName',
    'allowInvitesFrom',
    'allowedToSignUpEmailBasedSubscriptions',
    'allowedToUseSSPR',
    'allowEmailVerifiedUsersToJoinOrganization',
    'allowUserConsentForRiskyApps',
    'blockMsolPowerShell',
    'defaultUserRolePermissions',
    'guestUserRoleId',
  ],
  beta: ['permissionGrantPolicyIdsAssignedToDefaultUserRole', 'enabledPreviewFeatures'],
  view: (tenant) => ({
    id: 'authorizationPolicy',
    description: 'Used to manage authorization related settings across the company.',
    displayName: 'Authorization Policy',
    allowInvitesFrom: 'everyone',
    allowedToSignUpEmailBasedSubscriptions: true,
    allowedToUseSSPR: true,
    allowEmailVerifiedUsersToJoinOrganization: false,
    allowUserConsentForRiskyApps: null,
    blockMsolPowerShell: false,
    guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
    enabledPreviewFeatures: [],
    defaultUserRolePermissions: {
      allowedToCreateApps: tenant.authorizationPolicy.allowedToCreateApps,
      allowedToCreateSecurityGroups: true,
      allowedToCreateTenants: true,
      allowedToReadBitlockerKeysForOwnedDevice: true,
      allowedToReadOtherUsers: true,
      permissionGrantPoliciesAssigned: grantPolicies(tenant),
    },
    permissionGrantPolicyIdsAssignedToDefaultUserRole: grantPolicies(tenant),
  }),
};

const grantPolicies = (tenant: Tenant) =>
  tenant.authorizationPolicy.userConsent ? ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'] : [];

const securityDefaults: Entity<Tenant> = {
  type: 'identitySecurityDefaultsEnforcementPolicy',
  set: 'policies/identitySecurityDefaultsEnforcementPolicy',
  properties: ['id', 'description', 'displayName', 'isEnabled'],
  view: (tenant) => ({
    id: '00000000-0000-0000-0000-000000000005',
    description: 'Security defaults is a set of basic identity security mechanisms recommended by Microsoft.',
    displayName: 'Security Defaults',
    isEnabled: tenant.weather.conditionalAccess === null,
  }),
};

type ConditionalAccess = NonNullable<Tenant['weather']['conditionalAccess']> & { id: string };

const conditionalAccess: Entity<ConditionalAccess> = {
  type: 'conditionalAccessPolicy',
  set: 'identity/conditionalAccess/policies',
  properties: [
    'id',
    'templateId',
    'displayName',
    'createdDateTime',
    'modifiedDateTime',
    'state',
    'conditions',
    'grantControls',
    'sessionControls',
  ],
  filterable: ['id', 'displayName', 'state'],
  view: ({ id, demand, at }) => ({
    id,
    displayName: `Practice: ${demand}`,
    state: 'enabled',
    conditions: {
      clientAppTypes: ['all'],
      applications: { includeApplications: ['All'], excludeApplications: [] },
      ...(at === 'client-credentials'
        ? {
            users: { includeUsers: ['None'] },
            clientApplications: {
              includeServicePrincipals: ['ServicePrincipalsInMyTenant'],
              excludeServicePrincipals: [],
            },
          }
        : { users: { includeUsers: ['All'], excludeUsers: [] } }),
    },
    grantControls: { operator: 'OR', builtInControls: [demand === 'compliant-device' ? 'compliantDevice' : demand] },
  }),
};

export const policyRoutes: Route[] = [
  ...appManagementPolicyRoutes,
  {
    method: 'GET',
    path: 'policies/defaultAppManagementPolicy',
    access: readAppPolicies,
    handle: (asked) => one(asked, defaultPolicy, asked.tenant.defaultAppManagementPolicy),
  },
  {
    method: 'GET',
    path: 'policies/authorizationPolicy',
    access: readPolicies,
    // The beta version has a list with the one policy in it.
    handle: (asked) =>
      asked.version === 'beta'
        ? many(asked, authorizationPolicy, [asked.tenant])
        : one(asked, authorizationPolicy, asked.tenant),
  },
  {
    method: 'GET',
    path: 'policies/identitySecurityDefaultsEnforcementPolicy',
    access: readPolicies,
    handle: (asked) => one(asked, securityDefaults, asked.tenant),
  },
  {
    method: 'GET',
    path: 'identity/conditionalAccess/policies',
    access: {
      ...readPolicies,
      refusal: {
        code: 'AccessDenied',
        message: 'You cannot perform the requested operation, required scopes are missing in the token.',
      },
    },
    handle: (asked) => many(asked, conditionalAccess, conditionalAccessOf(asked)),
  },
];

function conditionalAccessOf(asked: Asked): ConditionalAccess[] {
  const wanted = asked.tenant.weather.conditionalAccess;
  return wanted ? [{ id: guidOf(`${asked.tenant.id}/conditional-access`), ...wanted }] : [];
}
