import { randomUUID } from 'node:crypto';
import {
  type AuthenticationResult,
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
} from '@azure/msal-node';
import { ask } from '../http/ask.ts';
import { failed, type RequestDescription } from '../http/failed.ts';
import { json } from '../http/json.ts';
import type { RemoteError } from '../remote-error.ts';
import { authorityMetadata } from './authority-metadata.ts';
import type { ClientCredential, IdentityOptions } from './identity.ts';
import { identityRefusal } from './identity-refusal.ts';

interface Client {
  tenantId: string;
  clientId: string;
  credential: ClientCredential;
  capabilities: string[];
}

interface Granted {
  accessToken: string;
  expiresAt: number;
  scopes: string[];
}

/** One token request by a client that lives for this request only: MSAL's cache would keep the token in clear. */
export async function exchange(
  options: IdentityOptions,
  client: Client,
  asked: Pick<RequestDescription, 'operation' | 'signal'> & { secrets: string[] },
  acquire: (application: ConfidentialClientApplication, correlationId: string) => Promise<AuthenticationResult | null>,
): Promise<Granted> {
  const correlationId = randomUUID();
  const { credential } = client;
  const description: RequestDescription = {
    ...asked,
    service: 'identity',
    secrets: 'secret' in credential ? [...asked.secrets, credential.secret] : asked.secrets,
  };
  const wire = createWire(options, description, correlationId);
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: client.clientId,
      ...authorityMetadata(options.authority, client.tenantId),
      clientCapabilities: client.capabilities,
      ...msalCredential(credential),
    },
    system: { networkClient: wire.network },
  });
  const result = await acquire(application, correlationId).catch((error: unknown) => {
    if (wire.answered()) return null;
    throw wire.failure() ?? error;
  });
  const expiresAt = result?.expiresOn?.getTime();
  if (typeof result?.accessToken !== 'string' || !result.accessToken || !Number.isFinite(expiresAt)) {
    throw failed(options.clock, description, { failure: 'malformed', correlationId });
  }
  return { accessToken: result.accessToken, expiresAt: Number(expiresAt), scopes: result.scopes };
}

function msalCredential(credential: ClientCredential) {
  if ('secret' in credential) return { clientSecret: credential.secret };
  const { thumbprintSha256, privateKeyPem, x5cPem } = credential.certificate;
  return { clientCertificate: { thumbprintSha256, privateKey: privateKeyPem, ...(x5cPem && { x5c: x5cPem }) } };
}

/**
 * MSAL's way out, through our transport. It keeps what went wrong, whole: MSAL's own errors drop the status, all
 * AADSTS numbers but the first, and everything about a lost line.
 */
function createWire(
  options: IdentityOptions,
  description: RequestDescription,
  correlationId: string,
): { network: INetworkModule; failure: () => RemoteError | undefined; answered: () => boolean } {
  let failure: RemoteError | undefined;
  let answered = false;

  async function send(method: string, url: string, request: NetworkRequestOptions | undefined) {
    const answer = await ask(options, description, url, {
      method,
      ...(request?.headers && { headers: request.headers }),
      ...(request?.body && { body: request.body }),
    });
    const body = json(answer.text);
    if (answer.status !== 200) throw identityRefusal(options.clock, description, answer, body, correlationId);
    if (typeof body !== 'object' || body === null) {
      throw failed(options.clock, description, { failure: 'malformed', status: answer.status, correlationId });
    }
    answered = true;
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
  }

  async function kept(method: string, url: string, request: NetworkRequestOptions | undefined) {
    return send(method, url, request).catch((error) => {
      failure = error;
      throw error;
    });
  }

  return {
    network: {
      // MSAL's types promise whatever its caller expects; it checks the body itself.
      sendGetRequestAsync: (url, request) => kept('GET', url, request) as never,
      sendPostRequestAsync: (url, request) => kept('POST', url, request) as never,
    },
    failure: () => failure,
    /** With an object under status 200: what MSAL then cannot read is no token. */
    answered: () => answered,
  };
}
