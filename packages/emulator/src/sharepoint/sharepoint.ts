import type { Answer, Call, Cloud, Service } from '../core/service.ts';
import { readToken, type TokenClaims } from '../core/tokens.ts';
import { sharePointOnline } from '../seed/apis.ts';
import { guidOf } from '../seed/guid.ts';

/**
 * SharePoint's own REST, as far as one harmless read needs it.
 *
 * An application must have proved itself with a certificate: Entra issues a token to a secret as well, and
 * SharePoint refuses it. https://learn.microsoft.com/sharepoint/dev/solution-guidance/security-apponly-azuread
 */
export const sharepoint: Service = { name: 'sharepoint', handle };

const json = { 'content-type': 'application/json;odata=nometadata;streaming=true;charset=utf-8' };
const readingRoles = ['Sites.Read.All', 'Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'];
const readingScopes = ['AllSites.Read', 'AllSites.Write', 'AllSites.Manage', 'AllSites.FullControl'];

async function handle(call: Call, cloud: Cloud): Promise<Answer> {
  const path = call.url.pathname.toLowerCase().replace(/\/$/, '');
  if (path !== '/_api/web')
    return refused(
      404,
      '-1, Microsoft.SharePoint.Client.ResourceNotFoundException',
      `Cannot find resource for the request ${path.slice(1)}.`,
    );
  if (call.method !== 'GET')
    return refused(
      405,
      '-1, Microsoft.SharePoint.Client.InvalidClientQueryException',
      'The HTTP method is not allowed.',
    );
  const token = await readToken(call.headers.authorization, [sharePointOnline], cloud);
  if ('refused' in token) return tokenRefused(token.refused);
  const tenant = cloud.world.tenants[token.tid];
  const present = Object.values(tenant?.servicePrincipals ?? {}).some(
    (principal) => principal.appId === sharePointOnline,
  );
  if (!tenant || !present) return refused(404, '-1, System.IO.FileNotFoundException', 'File Not Found.');
  if (token.idtyp === 'app' && token.appidacr !== '2') return unsupportedAppOnly();
  if (!mayRead(token)) return accessDenied();
  if (tenant.sharepoint.lockedSites?.includes('')) {
    return refused(
      423,
      '-2147024891, System.UnauthorizedAccessException',
      'Access to this Web site has been blocked. Please contact the administrator to resolve this problem.',
    );
  }
  return web(call, tenant.id, tenant.displayName, cloud.origins.sharepoint);
}

function mayRead(token: TokenClaims): boolean {
  if (token.idtyp === 'app') return token.roles.some((role) => readingRoles.includes(role));
  return token.scopes.some((scope) => readingScopes.includes(scope));
}

function web(call: Call, tenantId: string, Title: string, Url: string): Answer {
  const whole: Record<string, string> = { Id: guidOf(`${tenantId}/web`), Title, Url };
  const names = call.url.searchParams
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  const unknown = names?.find((name) => name !== '*' && !(name in whole));
  if (unknown) {
    return refused(
      400,
      '-1, Microsoft.SharePoint.Client.InvalidClientQueryException',
      `The query to field '${unknown}' is not valid. The $select query string parameter must specify the target fields.`,
    );
  }
  const wanted = Object.entries(whole).filter(([name]) => !names || names.includes('*') || names.includes(name));
  return { status: 200, headers: json, body: Object.fromEntries(wanted) };
}

function unsupportedAppOnly(): Answer {
  return {
    status: 401,
    headers: {
      'x-ms-diagnostics':
        '3001000;reason="There has been an error authenticating the request.";category="invalid_client"',
      'www-authenticate': 'Bearer',
    },
    body: { error_description: 'Unsupported app only token.' },
  };
}

function tokenRefused(reason: string): Answer {
  if (reason === 'missing') return accessDenied();
  return {
    status: 401,
    headers: { 'www-authenticate': `Bearer client_id="${sharePointOnline}"` },
    body: { error_description: `Invalid JWT token. (${reason})` },
  };
}

function accessDenied(): Answer {
  return refused(
    403,
    '-2147024891, System.UnauthorizedAccessException',
    'Access denied. You do not have permission to perform this action or access this resource.',
  );
}

function refused(status: number, code: string, value: string): Answer {
  return { status, body: { 'odata.error': { code, message: { lang: 'en-US', value } } } };
}
