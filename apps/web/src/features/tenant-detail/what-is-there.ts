import type { TenantView } from '@vplus/contracts';
import { credentialNames } from '#lib/credential-life.ts';

/** What a run left in the tenant, as far as it was seen: "an application, 46 permissions and a client secret". */
export function whatIsThere({ connection, credentials, permissionsGranted }: TenantView): string[] {
  return [
    ...(connection?.clientId ? ['an application'] : []),
    ...(permissionsGranted > 0
      ? [permissionsGranted === 1 ? '1 permission' : `${permissionsGranted} permissions`]
      : []),
    ...credentials.map(({ kind }) => `a ${credentialNames[kind].toLowerCase()}`),
    ...(connection?.organizationGuid ? ['the organization on vPlus'] : []),
  ];
}
