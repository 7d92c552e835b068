import type { Application, World } from '../core/world.ts';
import { practiceClientIds } from './clients.ts';

/** A seeded client with all that a program needs to act as it. */
export interface PracticeClient {
  clientId: string;
  tenantId: string;
  displayName: string;
  kind: 'spa' | 'web' | 'public' | 'daemon';
  redirectUris: string[];
  /** What it may ask for: delegated scopes, or `.default` for a daemon. */
  scopes: string[];
  secret?: string;
  certificatePem?: string;
  privateKeyPem?: string;
}

/** Read from the world and not remembered, so that a restored world tells its own credentials. */
export function practiceClients(world: World): PracticeClient[] {
  return Object.values(world.tenants).flatMap((tenant) =>
    Object.values(tenant.applications)
      .filter((application) => practiceClientIds.includes(application.appId))
      .map((application) => describe(application, tenant.id)),
  );
}

function describe(application: Application, tenantId: string): PracticeClient {
  const [key] = application.keyCredentials;
  const secret = application.passwordCredentials[0]?._secret;
  const delegated = application.requiredResourceAccess.some((one) =>
    one.resourceAccess.some((ref) => ref.type === 'Scope'),
  );
  const own = application.api.oauth2PermissionScopes.map((scope) => `api://${application.appId}/${scope.value}`);
  return {
    clientId: application.appId,
    tenantId,
    displayName: application.displayName,
    kind: kindOf(application),
    redirectUris: [
      ...application.spa.redirectUris,
      ...application.web.redirectUris,
      ...application.publicClient.redirectUris,
    ],
    scopes: delegated
      ? ['openid', 'profile', 'offline_access', ...(own.length > 0 ? own : ['User.Read'])]
      : ['https://graph.microsoft.com/.default'],
    ...(secret && { secret }),
    ...(key?._privateKeyPem && { certificatePem: pemOf(key.key), privateKeyPem: key._privateKeyPem }),
  };
}

function kindOf(application: Application): PracticeClient['kind'] {
  if (application.spa.redirectUris.length > 0) return 'spa';
  if (application.web.redirectUris.length > 0) return 'web';
  return application.isFallbackPublicClient ? 'public' : 'daemon';
}

function pemOf(base64: string): string {
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
}
