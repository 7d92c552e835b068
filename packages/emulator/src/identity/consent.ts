import { touch, visible } from '../core/replication.ts';
import type { Call, Cloud } from '../core/service.ts';
import type { OAuth2PermissionGrant, Tenant, User } from '../core/world.ts';
import { approvedByMicrosoft } from '../seed/first-party.ts';
import { Refusal } from './aadsts.ts';
import { type Client, ensurePrincipal, findResource, principalOf, type Resource } from './applications.ts';
import { graphName, oidcScopes, type ScopeRequest } from './scopes.ts';

/** One line of the consent page, or of a grant. */
export interface ConsentItem {
  resource: Resource;
  values: string[];
}

const consentingRoles = [
  '62e90394-69f5-4237-9190-012177145e10',
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  '158c047a-c907-4556-b7ef-446551a6b5f7',
];

/** Global, Privileged Role, Application and Cloud Application Administrators approve delegated permissions for everybody. */
export function mayConsentForAll(user: User): boolean {
  return user._roles.some((role) => consentingRoles.includes(role));
}

/** Delegated scopes of this resource that the client may use for this person. */
export function grantedValues(tenant: Tenant, client: Client, resource: Resource, user: User): string[] {
  return [...consented(tenant, client, resource, user, (grant) => grant), ...preAuthorized(client, resource)];
}

/** The same as the on-behalf-of exchange sees it: what was consented a moment ago may be missing. */
export function spreadValues(
  tenant: Tenant,
  client: Client,
  resource: Resource,
  user: User,
  call: Call,
  cloud: Cloud,
): string[] {
  const seen = (grant: OAuth2PermissionGrant) => visible(tenant, 'consent', grant.id, grant, call, cloud);
  return [...consented(tenant, client, resource, user, seen), ...preAuthorized(client, resource)];
}

function consented(
  tenant: Tenant,
  client: Client,
  resource: Resource,
  user: User,
  see: (grant: OAuth2PermissionGrant) => OAuth2PermissionGrant | null,
): string[] {
  const principal = principalOf(tenant, client.application.appId);
  if (!principal || !resource.principal) return [];
  const { id: resourceId } = resource.principal;
  const grants = Object.values(tenant.oauth2PermissionGrants)
    .filter((one) => one.clientId === principal.id && one.resourceId === resourceId)
    .filter((one) => one.consentType === 'AllPrincipals' || one.principalId === user.id);
  return [...new Set(grants.flatMap((grant) => see(grant)?.scope.split(' ').filter(Boolean) ?? []))];
}

function preAuthorized(client: Client, resource: Resource): string[] {
  const rule = resource.application?.api.preAuthorizedApplications.find(
    (one) => one.appId === client.application.appId,
  );
  const scopes = resource.scopes.filter((scope) => rule?.delegatedPermissionIds.includes(scope.id));
  return [...scopes.map((scope) => scope.value), ...approvedByMicrosoft(client.application.appId, resource.appId)];
}

/** What a request needs that was not approved yet; `.default` asks for nothing once any approval exists. */
export function missingConsent(
  tenant: Tenant,
  client: Client,
  request: ScopeRequest,
  user: User,
  cloud: Cloud,
): ConsentItem[] {
  const missing: ConsentItem[] = [];
  const graph = findResource(graphName, tenant, cloud);
  if (graph) missing.push(lacking(tenant, client, graph, request.oidc, user));
  for (const { resource, values, isDefault } of request.wanted) {
    const granted = grantedValues(tenant, client, resource, user);
    if (!isDefault) missing.push(lacking(tenant, client, resource, values, user));
    else if (granted.length === 0) missing.push(...declaredItems(tenant, client, cloud));
  }
  return joined(missing);
}

function lacking(tenant: Tenant, client: Client, resource: Resource, values: string[], user: User): ConsentItem {
  const granted = grantedValues(tenant, client, resource, user).map((value) => value.toLowerCase());
  return { resource, values: values.filter((value) => !granted.includes(value.toLowerCase())) };
}

/** The delegated permissions of the registration: what `.default` means. */
export function declaredItems(tenant: Tenant, client: Client, cloud: Cloud): ConsentItem[] {
  return client.application.requiredResourceAccess.map(({ resourceAppId, resourceAccess }) => {
    const resource = findResource(resourceAppId, tenant, cloud);
    if (!resource || (!resource.principal && !resource.application)) {
      throw new Refusal(650052, {
        text: `The app is trying to access a service '${resourceAppId}' that your organization '${tenant.displayName}' lacks a service principal for. Contact your IT Admin to review the configuration of your service subscriptions or consent to the application in order to create the required service principal.`,
      });
    }
    const ids = resourceAccess.filter((one) => one.type === 'Scope').map((one) => one.id);
    return { resource, values: resource.scopes.filter((scope) => ids.includes(scope.id)).map((scope) => scope.value) };
  });
}

/** Joins lines of the same resource and drops empty ones. */
export function joined(items: ConsentItem[]): ConsentItem[] {
  const byResource = new Map<string, ConsentItem>();
  for (const { resource, values } of items) {
    const before = byResource.get(resource.appId)?.values ?? [];
    byResource.set(resource.appId, { resource, values: [...new Set([...before, ...values])] });
  }
  return [...byResource.values()].filter((item) => item.values.length > 0);
}

/** Whether only an administrator may approve this. */
export function needsAdministrator(tenant: Tenant, items: ConsentItem[]): boolean {
  if (!tenant.authorizationPolicy.userConsent) return true;
  return items.some(({ resource, values }) =>
    resource.scopes.some(
      (scope) => scope.type === 'Admin' && values.includes(scope.value) && !oidcScopes.includes(scope.value),
    ),
  );
}

/** Writes an approval: the client's service principal and one grant per resource, for one person or for all. */
export function approve(tenant: Tenant, client: Client, items: ConsentItem[], user: User | null, cloud: Cloud): void {
  const principal = ensurePrincipal(tenant, client.application, client.home, cloud);
  for (const { resource, values } of items) {
    const api = resource.appId === principal.appId ? principal : resource.principal;
    if (!api) continue;
    const consentType = user ? 'Principal' : 'AllPrincipals';
    const principalId = user?.id ?? null;
    const before = Object.values(tenant.oauth2PermissionGrants).find(
      (one) => one.clientId === principal.id && one.resourceId === api.id && one.principalId === principalId,
    );
    const scope = [...new Set([...(before?.scope.split(' ').filter(Boolean) ?? []), ...values])].join(' ');
    if (before?.scope === scope) continue;
    const id = before?.id ?? cloud.newId();
    touch(tenant, 'consent', id, before ?? null, cloud);
    tenant.oauth2PermissionGrants[id] = {
      id,
      clientId: principal.id,
      consentType,
      principalId,
      resourceId: api.id,
      scope,
    };
  }
}

/** With `.default`, an administrator's approval covers the declared application permissions too. */
export function approveAppRoles(tenant: Tenant, client: Client, cloud: Cloud): void {
  const principal = ensurePrincipal(tenant, client.application, client.home, cloud);
  for (const { resourceAppId, resourceAccess } of client.application.requiredResourceAccess) {
    const api = principalOf(tenant, resourceAppId);
    if (!api) continue;
    for (const { id: appRoleId } of resourceAccess.filter((one) => one.type === 'Role')) {
      const present = Object.values(tenant.appRoleAssignments).some(
        (one) => one.principalId === principal.id && one.resourceId === api.id && one.appRoleId === appRoleId,
      );
      if (present) continue;
      const id = cloud.newId();
      tenant.appRoleAssignments[id] = {
        id,
        principalId: principal.id,
        principalType: 'ServicePrincipal',
        principalDisplayName: principal.displayName,
        resourceId: api.id,
        resourceDisplayName: api.displayName,
        appRoleId,
        createdDateTime: new Date(cloud.clock.now()).toISOString(),
      };
    }
  }
}
