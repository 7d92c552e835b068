import type { Answer } from '../core/service.ts';
import { type Ask, tenantOf } from './request.ts';

/** The tenant in which Microsoft keeps personal accounts; nobody of it can sign in here. */
const personalAccounts = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc */
export function openidConfiguration(ask: Ask, version: 1 | 2): Answer {
  const { authority, origin, cloud } = ask;
  const tenant = authority === 'consumers' ? null : tenantOf(authority, cloud);
  const base = `${origin}/${tenant?.id ?? authority}`;
  const issuing = authority === 'consumers' ? personalAccounts : (tenant?.id ?? '{tenantid}');
  const segment = version === 2 ? '/v2.0' : '';
  const graph = origin === cloud.secureOrigins.identity ? cloud.secureOrigins.graph : cloud.origins.graph;
  return {
    status: 200,
    headers: { 'cache-control': 'max-age=86400, private' },
    body: {
      token_endpoint: `${base}/oauth2${segment}/token`,
      token_endpoint_auth_methods_supported: [
        'client_secret_post',
        'private_key_jwt',
        'client_secret_basic',
        'self_signed_tls_client_auth',
      ],
      jwks_uri: `${base}/discovery${segment}/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${origin}/${issuing}${version === 2 ? '/v2.0' : '/'}`,
      request_uri_parameter_supported: false,
      userinfo_endpoint: `${graph}/oidc/userinfo`,
      authorization_endpoint: `${base}/oauth2${segment}/authorize`,
      device_authorization_endpoint: `${base}/oauth2${segment}/devicecode`,
      http_logout_supported: true,
      frontchannel_logout_supported: true,
      end_session_endpoint: `${base}/oauth2${segment}/logout`,
      claims_supported: [
        'sub',
        'iss',
        'cloud_instance_name',
        'cloud_instance_host_name',
        'cloud_graph_host_name',
        'msgraph_host',
        'aud',
        'exp',
        'iat',
        'auth_time',
        'acr',
        'nonce',
        'preferred_username',
        'name',
        'tid',
        'ver',
        'at_hash',
        'c_hash',
        'email',
      ],
      kerberos_endpoint: `${base}/kerberos`,
      mtls_endpoint_aliases: { token_endpoint: `${base}/oauth2${segment}/token` },
      tls_client_certificate_bound_access_tokens: true,
      code_challenge_methods_supported: ['plain', 'S256'],
      tenant_region_scope: tenant ? 'EU' : null,
      cloud_instance_name: new URL(origin).host,
      cloud_graph_host_name: new URL(graph).host,
      msgraph_host: new URL(graph).host,
      rbac_url: graph,
    },
  };
}

/** Where a login host belongs, as MSAL asks it: every name of this server is one cloud. */
export function instanceDiscovery({ origin, params }: Ask): Answer {
  const { host } = new URL(origin);
  const asked = URL.parse(params.authorization_endpoint ?? '');
  const tenant = asked?.pathname.split('/')[1] || 'common';
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${origin}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': params['api-version'] ?? '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}

export function keys({ cloud, origin }: Ask): Answer {
  const published = cloud.world.signingKeys.map(({ kty, use, kid, x5t, n, e, x5c }) => ({
    kty,
    use,
    kid,
    x5t,
    n,
    e,
    x5c,
    cloud_instance_name: new URL(origin).host,
    issuer: `${origin}/{tenantid}/v2.0`,
  }));
  return { status: 200, headers: { 'cache-control': 'max-age=86400, private' }, body: { keys: published } };
}
