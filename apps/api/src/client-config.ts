import type { ClientConfig } from '@vplus/contracts';
import type { Settings } from './env.ts';

/** What the browser needs before a sign-in, all of it public. */
export function clientConfig(settings: Settings): ClientConfig {
  const { clientId, identityServer, identityOrigin, graphOrigin, practice } = settings;
  return {
    productName: 'vPlus setup assistant',
    clientId,
    authority: `${identityServer.origin}/organizations`,
    ...(identityServer.endpointOrigin ? metadata(identityServer.origin, identityServer.endpointOrigin) : noMetadata),
    apiScope: `api://${clientId}/access_as_user`,
    loginOrigin: identityOrigin,
    consentScope: `${graphOrigin}/.default`,
    redirectPath: '/auth',
    consentReturnPath: '/consent-return',
    practice,
  };
}

/** MSAL knows Microsoft's own clouds by itself. */
const noMetadata = { knownAuthorities: [] };

/** For an identity server that MSAL does not know: its https name stands for it, its endpoints are where they are. */
function metadata(origin: string, endpointOrigin: string) {
  const { host } = new URL(origin);
  const endpoints = `${endpointOrigin}/organizations`;
  return {
    knownAuthorities: [host],
    cloudDiscoveryMetadata: JSON.stringify({
      tenant_discovery_endpoint: `${origin}/organizations/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    }),
    authorityMetadata: JSON.stringify({
      issuer: `${origin}/{tenantid}/v2.0`,
      authorization_endpoint: `${endpoints}/oauth2/v2.0/authorize`,
      token_endpoint: `${endpoints}/oauth2/v2.0/token`,
      end_session_endpoint: `${endpoints}/oauth2/v2.0/logout`,
      jwks_uri: `${endpoints}/discovery/v2.0/keys`,
    }),
  };
}
