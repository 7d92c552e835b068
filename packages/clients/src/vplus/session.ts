import { CookieJar } from 'tough-cookie';
import { z } from 'zod';
import { ask } from '../http/ask.ts';
import { failed, type RequestDescription } from '../http/failed.ts';
import { json } from '../http/json.ts';
import { retryAfter } from '../http/retry-after.ts';
import { trustedFetch } from './trusted-fetch.ts';
import type { VplusOptions } from './vplus.ts';

export interface VplusCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base path. */
  path: string;
  operation: string;
  body?: object;
  secrets?: string[];
}

export interface VplusReply {
  status: number;
  headers: Headers;
  /** undefined: empty, or not JSON. */
  body: unknown;
}

const serverError = z.union([
  z.object({ message: z.string() }),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error),
]);

/** Calls under a session cookie: logs in before the first, and once more when the session has ended. */
export function createSession(options: VplusOptions): (call: VplusCall) => Promise<VplusReply> {
  const transport = { ...options, fetch: trustedFetch(options.trust, options.fetch, options.proxy) };
  const jar = new CookieJar();
  let session: Promise<unknown> | undefined;

  async function transmit({ method, path, body, ...call }: VplusCall): Promise<VplusReply> {
    const url = options.origin + options.profile.basePath + path;
    const cookie = await jar.getCookieString(url);
    const answer = await ask(transport, describe(call), url, {
      method,
      headers: {
        Accept: 'application/json',
        ...(cookie && { Cookie: cookie }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) await jar.setCookie(line, url, { ignoreError: true });
    return { status: answer.status, headers: answer.headers, body: json(answer.text) };
  }

  /** What the server said of a request counts for whoever sends it again, also beside a failure of another one. */
  const heldBack = new Map<string, number>();
  const nameOf = ({ method, path, body }: VplusCall) => `${method} ${path} ${body ? JSON.stringify(body) : ''}`;

  function accepted(call: VplusCall, reply: VplusReply): VplusReply {
    if (reply.status >= 200 && reply.status <= 299) return reply;
    const message = serverError.safeParse(reply.body).data?.message;
    const retryAfterMs = retryAfter(reply.headers, options.clock);
    if (retryAfterMs) heldBack.set(nameOf(call), options.clock.now() + retryAfterMs);
    throw failed(options.clock, describe(call), {
      failure: 'refused',
      status: reply.status,
      ...(message !== undefined && { remoteMessage: message }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }

  function describe({ operation, secrets = [] }: Pick<VplusCall, 'operation' | 'secrets'>): RequestDescription {
    return { service: 'vplus', operation, signal: options.signal, secrets: [options.password, ...secrets] };
  }

  /** One log-in for all who wait for it; a failed one is tried again by the next call. */
  function loggedIn(): Promise<unknown> {
    const { login, password, profile } = options;
    const call: VplusCall = {
      method: 'POST',
      path: profile.loginPath,
      operation: 'log in',
      body: { login, password },
    };
    session ??= transmit(call)
      .then((reply) => accepted(call, reply))
      .catch((error: unknown) => {
        session = undefined;
        throw error;
      });
    return session;
  }

  return async (call) => {
    const rest = (heldBack.get(nameOf(call)) ?? 0) - options.clock.now();
    if (rest > 0) throw failed(options.clock, describe(call), { failure: 'refused', status: 429, retryAfterMs: rest });
    if (call.method !== 'GET') await options.beforeWrite?.();
    const used = loggedIn();
    await used;
    const first = await transmit(call);
    if (first.status !== 401) return accepted(call, first);
    if (session === used) session = undefined;
    await loggedIn();
    return accepted(call, await transmit(call));
  };
}
