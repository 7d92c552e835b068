import type { Answer, Call, Cloud, Service } from '../core/service.ts';
import { readToken } from '../core/tokens.ts';
import { managementApi } from '../seed/apis.ts';

/**
 * Azure Resource Manager, as far as a log-in with `az` asks it: which tenants a person has, and that no subscription
 * is in them (`az login --allow-no-subscriptions`).
 *
 * https://learn.microsoft.com/rest/api/resources/tenants/list
 */
export const management: Service = { name: 'management', handle };

async function handle(call: Call, cloud: Cloud): Promise<Answer> {
  const token = await readToken(call.headers.authorization, [managementApi], cloud);
  if ('refused' in token) {
    const challenge = `Bearer authorization_uri="${cloud.origins.identity}/common", error="invalid_token"`;
    const code = token.refused === 'missing' ? 'AuthenticationFailed' : 'InvalidAuthenticationToken';
    return {
      ...refused(401, code, 'The access token is missing or not valid.'),
      headers: { 'www-authenticate': challenge },
    };
  }
  const path = call.url.pathname.toLowerCase().replace(/\/$/, '');
  const known = path === '/tenants' || path === '/subscriptions';
  if (!known) return refused(404, 'ResourceNotFound', `The resource '${call.url.pathname}' could not be found.`);
  if (call.method !== 'GET') return refused(405, 'MethodNotAllowed', `The method ${call.method} is not supported.`);
  if (!call.url.searchParams.has('api-version'))
    return refused(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required.');
  if (path === '/subscriptions') return { status: 200, body: { value: [], count: { type: 'Total', value: 0 } } };
  const tenant = cloud.world.tenants[token.tid];
  const value = tenant
    ? [
        {
          id: `/tenants/${tenant.id}`,
          tenantId: tenant.id,
          displayName: tenant.displayName,
          defaultDomain: tenant.domains[0],
          domains: tenant.domains,
          tenantType: 'AAD',
          tenantCategory: 'Home',
        },
      ]
    : [];
  return { status: 200, body: { value } };
}

const refused = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});
