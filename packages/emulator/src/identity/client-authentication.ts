import { createHash, X509Certificate } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose';
import { serverTime } from '../core/clock.ts';
import type { Application } from '../core/world.ts';
import { Refusal } from './aadsts.ts';
import { type Client, principalOf } from './applications.ts';
import type { ClientProof } from './issue.ts';
import { type Ask, tenantOf } from './request.ts';

/** The credentials of a token request: client_id with a secret (form or Basic) or a signed assertion. */
export interface Credentials {
  clientId: string;
  secret: string | null;
  assertion: string | null;
}

export function readCredentials({ params, call }: Ask): Credentials {
  const basic = /^Basic +(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
  const [user = '', ...rest] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : [];
  const clientId = params.client_id ?? (basic ? formDecode(user) : '');
  if (!clientId)
    throw new Refusal(900144, { text: "The request body must contain the following parameter: 'client_id'." });
  return {
    clientId,
    secret: params.client_secret ?? (basic ? formDecode(rest.join(':')) : null),
    assertion: params.client_assertion ?? null,
  };
}

/** Basic credentials are form-encoded before they are joined (RFC 6749 §2.3.1). */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Proves the client by what it sent; null when it sent nothing. */
export async function proveClient(client: Client, credentials: Credentials, ask: Ask): Promise<ClientProof | null> {
  if (credentials.assertion !== null) {
    await checkAssertion(credentials.assertion, client, ask);
    return '2';
  }
  if (credentials.secret === null) return null;
  checkSecret(credentials.secret, client, ask);
  return '1';
}

/** The registration's own, and those of its service principal at the tenant that is asked. */
function credentialsOf({ application }: Client, ask: Ask) {
  const tenant = tenantOf(ask.authority, ask.cloud);
  const principal = tenant && principalOf(tenant, application.appId);
  return {
    secrets: [...application.passwordCredentials, ...(principal?.passwordCredentials ?? [])],
    keys: [...application.keyCredentials, ...(principal?.keyCredentials ?? [])],
  };
}

function checkSecret(secret: string, client: Client, ask: Ask): void {
  const { application, home } = client;
  const now = ask.cloud.clock.now();
  const known = credentialsOf(client, ask).secrets.find((one) => one._secret === secret);
  const spread = known && known._createdAt + home.weather.replication.credentials <= now;
  if (!known || !spread || Date.parse(known.startDateTime) > now) {
    throw new Refusal(7000215, {
      text: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${application.appId}'.`,
    });
  }
  if (Date.parse(known.endDateTime) <= now) {
    throw new Refusal(7000222, {
      text: `The provided client secret keys for app '${application.appId}' are expired. Visit the Azure portal to create new keys for your app, or consider using certificate credentials for added security.`,
    });
  }
}

/**
 * A client assertion signed by a registered certificate, named by its thumbprint.
 *
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
async function checkAssertion(assertion: string, client: Client, ask: Ask): Promise<void> {
  const { application, home } = client;
  const { cloud } = ask;
  const { header, payload } = decode(assertion);
  const thumbprint = unpadded(String(header['x5t#S256'] ?? header.x5t ?? header.kid ?? ''));
  const now = cloud.clock.now();
  const credential = credentialsOf(client, ask).keys.find(
    (one) =>
      thumbprintsOf(one.key).includes(thumbprint) && one._createdAt + home.weather.replication.credentials <= now,
  );
  const unregistered = new Refusal(700027, {
    text: `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}'] for application '${application.appId}'.`,
  });
  if (!credential) throw unregistered;
  if (Date.parse(credential.startDateTime) > now || Date.parse(credential.endDateTime) <= now) {
    throw new Refusal(700027, {
      text: `Client assertion failed signature validation: the key with thumbprint '${thumbprint}' of application '${application.appId}' is expired or not valid yet.`,
    });
  }
  try {
    await compactVerify(assertion, certificateOf(credential.key).publicKey, { algorithms: ['RS256', 'PS256'] });
  } catch {
    throw new Refusal(700027, {
      text: 'Client assertion contains an invalid signature. [Reason - The key was found but the signature does not match.]',
    });
  }
  checkAssertionClaims(payload, application, ask);
}

function checkAssertionClaims(payload: JWTPayload, application: Application, ask: Ask): void {
  const now = serverTime(ask.cloud) / 1000;
  const tolerance = 300;
  if (payload.iss !== application.appId || payload.sub !== application.appId) throw new Refusal(700021);
  if (!payload.exp || payload.exp + tolerance <= now || (payload.nbf ?? 0) - tolerance > now) throw new Refusal(700024);
  if (!payload.jti) throw new Refusal(50012, { text: "The client assertion must contain the claim 'jti'." });
  const audiences = [payload.aud ?? []].flat();
  if (!audiences.some((audience) => isTokenEndpoint(audience, ask))) throw new Refusal(700023);
}

/** The token endpoint or the issuer of the tenant that is asked; the host may be Microsoft's, which MSAL believes it talks to. */
function isTokenEndpoint(audience: string, ask: Ask): boolean {
  const [, tenant = '', ...path] = URL.parse(audience)?.pathname.split('/') ?? [];
  if (!['oauth2/v2.0/token', 'oauth2/token', 'v2.0', ''].includes(path.join('/'))) return false;
  try {
    return tenant === ask.authority || tenantOf(tenant, ask.cloud)?.id === tenantOf(ask.authority, ask.cloud)?.id;
  } catch {
    return false;
  }
}

function decode(assertion: string): { header: Record<string, unknown>; payload: JWTPayload } {
  try {
    return { header: { ...decodeProtectedHeader(assertion) }, payload: decodeJwt(assertion) };
  } catch {
    throw new Refusal(50012, { text: 'The client assertion is malformed.' });
  }
}

function certificateOf(key: string): X509Certificate {
  return new X509Certificate(Buffer.from(key, 'base64'));
}

/** Older clients pad a thumbprint, or write it in plain base64. */
const unpadded = (text: string) => text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');

/** Every way in which clients name a certificate. */
function thumbprintsOf(key: string): string[] {
  const der = certificateOf(key).raw;
  const sha1 = createHash('sha1').update(der).digest();
  const sha256 = createHash('sha256').update(der).digest();
  return [
    sha1.toString('base64url'),
    sha1.toString('hex').toUpperCase(),
    sha256.toString('base64url'),
    sha256.toString('hex').toUpperCase(),
  ];
}
