import { touch } from '../core/replication.ts';
import { microsoftApiNamed, microsoftResources } from '../core/resources.ts';
import type { Cloud } from '../core/service.ts';
import type { Application, AppRole, OAuth2PermissionScope, ServicePrincipal, Tenant } from '../core/world.ts';
import { firstParty } from '../seed/first-party.ts';
import { Refusal } from './aadsts.ts';

/** An application with the tenant where it is registered. */
export interface Client {
  application: Application;
  home: Tenant;
}

/** Something that tokens are issued for, as one tenant has it. */
export interface Resource {
  appId: string;
  /** As scopes are written in answers, e.g. `https://graph.microsoft.com`. */
  name: string;
  audience: string;
  /** Missing: nobody has brought it into this tenant yet. */
  principal: ServicePrincipal | null;
  /** The registration, for APIs that live in the practice cloud; Microsoft's have none here. */
  application: Application | null;
  scopes: OAuth2PermissionScope[];
  appRoles: AppRole[];
}

export function findClient(appId: string, cloud: Cloud): Client | null {
  for (const home of Object.values(cloud.world.tenants)) {
    const application = Object.values(home.applications).find((one) => one.appId.toLowerCase() === appId.toLowerCase());
    if (application) return { application, home };
  }
  return firstParty(appId);
}

/** The client for a sign-in at this tenant (null: the tenant follows from the account). */
export function clientFor(appId: string, tenant: Tenant | null, cloud: Cloud): Client {
  const client = findClient(appId, cloud);
  const where = tenant?.displayName ?? 'Microsoft';
  const unknown = new Refusal(700016, {
    text: `Application with identifier '${appId}' was not found in the directory '${where}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  });
  if (!client) throw unknown;
  const single = client.application.signInAudience === 'AzureADMyOrg';
  if (single && !tenant) {
    throw new Refusal(50194, {
      text: `Application '${appId}'(${client.application.displayName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
    });
  }
  if (single && tenant && tenant.id !== client.home.id) throw unknown;
  refuseDisabled(client, tenant);
  return client;
}

function refuseDisabled({ application }: Client, tenant: Tenant | null): void {
  const principal = tenant && principalOf(tenant, application.appId);
  if (application.isDisabled || (principal && isOff(principal))) {
    throw new Refusal(7000112, { text: `Application '${application.appId}'(${application.displayName}) is disabled.` });
  }
}

const isOff = ({ accountEnabled, isDisabled, disabledByMicrosoftStatus: status }: ServicePrincipal): boolean =>
  !accountEnabled || Boolean(isDisabled) || (status ?? 'NotDisabled') !== 'NotDisabled';

export function principalOf(tenant: Tenant, appId: string): ServicePrincipal | null {
  return Object.values(tenant.servicePrincipals).find((one) => one.appId === appId) ?? null;
}

/** No token for an API whose service principal is switched off, as it is when a subscription lapses. */
export function refuseDisabledResource({ principal, name }: Resource): void {
  if (!principal || !isOff(principal)) return;
  throw new Refusal(500014, {
    text: `The service principal for resource '${name}' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.`,
  });
}

/** The resource of this name in a tenant; null: no such API anywhere. */
export function findResource(name: string, tenant: Tenant, cloud: Cloud): Resource | null {
  const api = microsoftApiNamed(name, cloud);
  if (api) {
    const { appId, audience } = microsoftResources[api];
    const principal = principalOf(tenant, appId);
    const { oauth2PermissionScopes = [], appRoles = [] } = principal ?? {};
    return {
      appId,
      name: name.replace(/\/$/, ''),
      audience,
      principal,
      application: null,
      scopes: oauth2PermissionScopes,
      appRoles,
    };
  }
  const client = findClient(name.replace(/^api:\/\//, ''), cloud) ?? findByUri(name, cloud);
  if (!client) return null;
  const { application } = client;
  return {
    appId: application.appId,
    name,
    audience: application.api.requestedAccessTokenVersion === 2 ? application.appId : name,
    principal: principalOf(tenant, application.appId),
    application,
    scopes: application.api.oauth2PermissionScopes,
    appRoles: application.appRoles,
  };
}

function findByUri(uri: string, cloud: Cloud): Client | null {
  for (const home of Object.values(cloud.world.tenants)) {
    const application = Object.values(home.applications).find((one) => one.identifierUris.includes(uri));
    if (application) return { application, home };
  }
  return null;
}

/** Brings an application into a tenant, as consent does. */
export function ensurePrincipal(
  tenant: Tenant,
  application: Application,
  home: Tenant,
  cloud: Cloud,
): ServicePrincipal {
  const present = principalOf(tenant, application.appId);
  if (present) return present;
  const made: ServicePrincipal = {
    id: cloud.newId(),
    appId: application.appId,
    displayName: application.displayName,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: home.id,
    accountEnabled: true,
    isDisabled: null,
    appRoleAssignmentRequired: false,
    createdDateTime: new Date(cloud.clock.now()).toISOString(),
    deletedDateTime: null,
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
    notes: null,
    servicePrincipalNames: [application.appId, ...application.identifierUris],
    appRoles: [],
    oauth2PermissionScopes: [],
    _owners: [],
  };
  tenant.servicePrincipals[made.id] = made;
  touch(tenant, 'servicePrincipals', made.id, null, cloud);
  return made;
}

export type RedirectKind = 'spa' | 'web' | 'public';

/** Under which platform a redirect URI is registered; ports of localhost do not count. */
export function redirectKind(application: Application, uri: string): RedirectKind | null {
  if (application.spa.redirectUris.some((one) => sameAddress(one, uri))) return 'spa';
  if (application.web.redirectUris.some((one) => sameAddress(one, uri))) return 'web';
  if (application.publicClient.redirectUris.some((one) => sameAddress(one, uri))) return 'public';
  return null;
}

function sameAddress(registered: string, given: string): boolean {
  if (registered === given) return true;
  const [one, other] = [URL.parse(registered), URL.parse(given)];
  if (!one || !other || (one.hostname !== 'localhost' && one.hostname !== '127.0.0.1')) return false;
  return (
    one.protocol === other.protocol &&
    one.hostname === other.hostname &&
    one.pathname === other.pathname &&
    one.search === other.search &&
    !other.hash
  );
}

export function registeredRedirect(application: Application, uri: string | undefined): RedirectKind {
  if (!uri) throw new Refusal(900971);
  const kind = redirectKind(application, uri);
  if (kind) return kind;
  throw new Refusal(50011, {
    text: `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${application.appId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
  });
}
