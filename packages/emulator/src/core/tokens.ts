import type { Cloud } from './service.ts';

/** A validated access token of the practice identity server, as an API sees it. */
export interface TokenClaims {
  aud: string;
  iss: string;
  tid: string;
  oid: string;
  appid: string;
  idtyp: 'user' | 'app';
  /** Delegated scopes; empty for app-only. */
  scopes: string[];
  /** Application roles; empty for delegated. */
  roles: string[];
  wids: string[];
  /** '0' public, '1' secret, '2' certificate: how the client proved itself. */
  appidacr: '0' | '1' | '2';
  xms_cc: string[];
  iat: number;
  exp: number;
}

export type TokenRefusal = { refused: 'missing' | 'malformed' | 'signature' | 'audience' | 'expired' | 'not-yet-valid' };

/** Reads `Authorization: Bearer` for one of the given audiences (app ids or resource URIs). */
export type ReadToken = (authorization: string | undefined, audiences: string[], cloud: Cloud) => Promise<TokenClaims | TokenRefusal>;
