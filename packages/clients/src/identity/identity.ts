import type { Transport } from '../ports.ts';

/** A client's proof of itself: a secret, or a certificate with its private key (PEM). */
export type ClientCredential =
  | { secret: string }
  | { certificate: { thumbprintSha256: string; privateKeyPem: string; x5cPem?: string } };

/** Where the identity server is. `metadata` only where MSAL does not know it (the practice cloud). */
export interface Authority {
  /** `https://login.microsoftonline.com`; a name that need not resolve when `endpointOrigin` is given. */
  origin: string;
  /** The real origin of the endpoints where it differs: `http://localhost:4310`. */
  endpointOrigin?: string;
}

export interface DelegatedToken {
  accessToken: string;
  expiresAt: number;
  /** All that is consented, as the answer lists it, lower-cased short names for Graph: `application.readwrite.all`. */
  scopes: string[];
}

export interface AppToken {
  accessToken: string;
  expiresAt: number;
  /** The `roles` claim. */
  roles: string[];
}

/** Entra ID through MSAL Node. Each exchange has a client of its own that is thrown away, so that no cache keeps a token. */
export interface Identity {
  /** RFC 8693-like on-behalf-of for `{graph}/.default`, with cp1. Throws RemoteError (claims set where Microsoft wants a new sign-in). */
  onBehalfOf(input: {
    tenantId: string;
    assertion: string;
    scope: string;
    claims?: string;
    signal?: AbortSignal;
  }): Promise<DelegatedToken>;
  /** Client credentials of the application that was made, never cached, without cp1. */
  appOnly(input: {
    tenantId: string;
    clientId: string;
    credential: ClientCredential;
    scope: string;
    signal?: AbortSignal;
  }): Promise<AppToken>;
}

export interface IdentityOptions extends Transport {
  authority: Authority;
  /** The assistant's own application. */
  clientId: string;
  credential: ClientCredential;
}
