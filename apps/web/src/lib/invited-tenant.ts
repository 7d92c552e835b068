import type { ClientConfig } from '@vplus/contracts';
import { isTenantName } from './tenant-name.ts';

export type Invitation =
  | { is: 'none' }
  | { is: 'same' | 'other' | 'unknown'; tenant: string }
  /** Microsoft is being asked whose domain it is. */
  | { is: 'asked'; tenant: string };

/** `?tenant=contoso.com`: the tenant that an invitation named; null where there is none. */
export function invitedTenant(search: string): string | null {
  const tenant = new URLSearchParams(search).get('tenant')?.trim().toLowerCase() ?? '';
  return isTenantName(tenant) ? tenant : null;
}

/**
 * The directory id behind a domain, as Microsoft tells everybody before any sign-in; null: it does not know the domain.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#find-your-apps-openid-configuration-document-uri
 */
export async function tenantIdOf(
  tenant: string,
  { loginOrigin }: Pick<ClientConfig, 'loginOrigin'>,
  signal: AbortSignal,
): Promise<string | null> {
  if (!tenant.includes('.')) return tenant;
  const answer = await fetch(`${loginOrigin}/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`, {
    signal,
  });
  if (answer.status >= 500) throw new Error(`Microsoft answered ${answer.status}`);
  if (!answer.ok) return null;
  const { issuer } = (await answer.json()) as { issuer?: unknown };
  return /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(String(issuer))?.[0] ?? null;
}
