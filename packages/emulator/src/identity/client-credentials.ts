import type { Answer, Cloud } from '../core/service.ts';
import type { ServicePrincipal, Tenant } from '../core/world.ts';
import { Refusal } from './aadsts.ts';
import { clientFor, findResource, principalOf, type Resource, refuseDisabledResource } from './applications.ts';
import { readClaims } from './claims-request.ts';
import { proveClient, readCredentials } from './client-authentication.ts';
import { issueAccessToken } from './issue.ts';
import { type Ask, required, tenantOf } from './request.ts';
import { noStore } from './token-answers.ts';
import { refuseByWeather } from './weather.ts';

/** An application's own token: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
export async function clientCredentials(ask: Ask): Promise<Answer> {
  const { params, cloud, origin } = ask;
  const tenant = tenantOf(ask.authority, cloud);
  if (!tenant) throw new Refusal(50059);
  refuseByWeather(tenant, 'client-credentials');
  const credentials = readCredentials(ask);
  const client = clientFor(credentials.clientId, tenant, cloud);
  const proof = await proveClient(client, credentials, ask);
  if (!proof) throw new Refusal(7000216);
  const principal = principalOf(tenant, client.application.appId);
  if (!principal) {
    throw new Refusal(7000229, {
      text: `The client application ${client.application.appId} is missing service principal in the tenant ${tenant.id}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    });
  }
  // Conditional Access for workload identities: it covers the applications of the tenant itself.
  // https://learn.microsoft.com/entra/identity/conditional-access/workload-identity
  const own = principal.appOwnerOrganizationId === tenant.id;
  if (own && tenant.weather.conditionalAccess?.at === 'client-credentials') throw new Refusal(53003);
  const resource = resourceOf(required(params, 'scope'), tenant, cloud);
  const access = await issueAccessToken(
    {
      client,
      tenant,
      resource,
      proof,
      person: null,
      scopes: [],
      roles: spreadRoles(tenant, principal, resource, cloud),
      stepUp: false,
      continuous: readClaims(params.claims).continuous,
      origin,
    },
    cloud,
  );
  return {
    status: 200,
    headers: noStore,
    body: {
      token_type: 'Bearer',
      expires_in: access.expiresIn,
      ext_expires_in: access.expiresIn,
      access_token: access.token,
    },
  };
}

function resourceOf(scope: string, tenant: Tenant, cloud: Cloud): Resource {
  const name = /^(\S+?)\/?\/\.default$/.exec(scope.trim())?.[1];
  if (!name) {
    throw new Refusal(1002012, {
      text: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    });
  }
  const resource = findResource(name, tenant, cloud);
  if (resource?.principal) {
    refuseDisabledResource(resource);
    return resource;
  }
  throw new Refusal(500011, {
    text: `The resource principal named ${name} was not found in the tenant named ${tenant.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  });
}

/** The granted roles as far as the token service has heard of them. */
function spreadRoles(tenant: Tenant, principal: ServicePrincipal, resource: Resource, cloud: Cloud): string[] {
  const heardBefore = cloud.clock.now() - tenant.weather.replication.roles;
  const ids = Object.values(tenant.appRoleAssignments)
    .filter((one) => one.principalId === principal.id && one.resourceId === resource.principal?.id)
    .filter((one) => Date.parse(one.createdDateTime) <= heardBefore)
    .map((one) => one.appRoleId);
  return resource.appRoles.flatMap((role) => (ids.includes(role.id) && role.value ? [role.value] : []));
}
