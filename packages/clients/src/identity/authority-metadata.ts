import type { Authority } from './identity.ts';

/**
 * What MSAL has to know about an authority, so that it asks nobody else: an exchange is then one request, on any cloud.
 * MSAL insists on https names; the endpoints in the metadata may be elsewhere.
 * https://learn.microsoft.com/entra/msal/javascript/node/configuration
 */
export function authorityMetadata({ origin, endpointOrigin }: Authority, tenantId: string) {
  const tenant = `${endpointOrigin ?? origin}/${tenantId}`;
  return {
    authority: `${origin}/${tenantId}`,
    knownAuthorities: [new URL(origin).host],
    authorityMetadata: JSON.stringify({
      issuer: `${origin}/${tenantId}/v2.0`,
      authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${tenant}/oauth2/v2.0/token`,
      end_session_endpoint: `${tenant}/oauth2/v2.0/logout`,
      jwks_uri: `${tenant}/discovery/v2.0/keys`,
    }),
  };
}
