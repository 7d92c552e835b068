import type { AddressGuard } from './address-guard.ts';
import { guardedPost } from './guarded-request.ts';

export interface MailApplication {
  tokenAddress: string;
  clientId: string;
  clientSecret: string;
  scope: string;
}

/** The token server refused, or its answer has no token; `status` is of HTTP. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly code = 'TOKEN_REFUSED';
  readonly responseCode: number;

  constructor(status: number) {
    super();
    this.responseCode = status;
  }
}

const mostBytes = 64 * 1024;

/** A token of the application by client credentials: https://www.rfc-editor.org/rfc/rfc6749#section-4.4 */
export async function mailToken(guard: AddressGuard, by: MailApplication, signal: AbortSignal): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: by.clientId,
    client_secret: by.clientSecret,
    scope: by.scope,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const answer = await guardedPost(guard, { address: by.tokenAddress, headers, body, signal }, mostBytes);
  const token = answer.status === 200 ? tokenIn(answer.body ?? '') : null;
  if (token === null) throw new TokenRefused(answer.status);
  return token;
}

function tokenIn(text: string): string | null {
  try {
    const { access_token: token } = JSON.parse(text) as { access_token?: unknown };
    return typeof token === 'string' ? token : null;
  } catch {
    return null;
  }
}
