import type { Cloud } from '../core/service.ts';
import type { Tenant } from '../core/world.ts';
import { Refusal } from './aadsts.ts';
import { type Client, findResource, type Resource, refuseDisabledResource } from './applications.ts';

export const oidcScopes = ['openid', 'profile', 'email', 'offline_access'];
export const graphName = 'https://graph.microsoft.com';

/** The part of a scope parameter that concerns one resource. */
export interface Wanted {
  resource: Resource;
  /** Values without the resource's name; empty with `isDefault`. */
  values: string[];
  isDefault: boolean;
  /** As the caller wrote them. */
  written: string[];
}

export interface ScopeRequest {
  oidc: string[];
  wanted: Wanted[];
}

/**
 * Takes a scope parameter apart: `openid`…, short names of Graph, full URIs of any resource, `.default`.
 *
 * https://learn.microsoft.com/entra/identity-platform/scopes-oidc
 */
export function readScopes(text: string, tenant: Tenant, client: Client, cloud: Cloud): ScopeRequest {
  const all = text.split(/\s+/).filter(Boolean);
  const wanted: Wanted[] = [];
  for (const written of all.filter((scope) => !oidcScopes.includes(scope))) {
    const { name, value } = split(written);
    const resource = findResource(name, tenant, cloud);
    if (!resource)
      throw new Refusal(500011, {
        text: `The resource principal named ${name} was not found in the tenant named ${tenant.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
      });
    refuseDisabledResource(resource);
    refuseSelf(resource, name, value, client);
    refuseUnknown(resource, value, written);
    const same = wanted.find((one) => one.resource.appId === resource.appId);
    const entry = same ?? { resource, values: [], isDefault: false, written: [] };
    if (!same) wanted.push(entry);
    if (value === '.default') entry.isDefault = true;
    else entry.values.push(value);
    entry.written.push(written);
  }
  if (wanted.some((one) => one.isDefault && one.values.length > 0)) {
    throw new Refusal(70011, {
      text: `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${text} is not valid. .default scope can't be combined with resource-specific scopes.`,
    });
  }
  return { oidc: all.filter((scope) => oidcScopes.includes(scope)), wanted };
}

/** Tokens are for one resource each. */
export function singleResource({ wanted }: ScopeRequest): Wanted | null {
  const [one, second] = wanted;
  if (one && second)
    throw new Refusal(28000, {
      text: `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${[...one.written, ...second.written].join(' ')} is not valid.`,
    });
  return one ?? null;
}

function split(written: string): { name: string; value: string } {
  const at = written.lastIndexOf('/');
  if (at < 0) return { name: graphName, value: written };
  const name = written.slice(0, at);
  if (name === '' || name.endsWith(':/')) throw invalid(written);
  return { name, value: written.slice(at + 1) };
}

function refuseSelf(resource: Resource, name: string, value: string, { application }: Client): void {
  const itself = resource.appId === application.appId;
  if (itself && value === '.default' && name !== application.appId) {
    throw new Refusal(90009, {
      text: `Application '${application.appId}'(${application.displayName}) is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.`,
    });
  }
}

function refuseUnknown(resource: Resource, value: string, written: string): void {
  if (value === '.default' || (!resource.principal && !resource.application)) return;
  const known = resource.scopes.find((scope) => scope.value.toLowerCase() === value.toLowerCase() && scope.isEnabled);
  if (!known) {
    throw new Refusal(650053, {
      text: `The application asked for scope '${value || written}' that doesn't exist on the resource '${resource.appId}'. Contact the app vendor.`,
      error: 'invalid_scope',
    });
  }
}

function invalid(written: string): Refusal {
  return new Refusal(70011, {
    text: `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${written} is not valid.`,
  });
}

/** A request for `openid` and the like alone still yields a token: for Graph, with what was approved there. */
export function graphAlone(tenant: Tenant, cloud: Cloud): Wanted {
  const resource = findResource(graphName, tenant, cloud);
  if (!resource) throw new Refusal(500011);
  refuseDisabledResource(resource);
  return { resource, values: [], isDefault: false, written: [] };
}
