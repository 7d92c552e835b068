import { type Endpoint, ProblemView } from '@vplus/contracts';
import type * as z from 'zod/mini';
import { ApiProblem, unreachable } from './api-problem.ts';

type Part<Name extends string, Schema> = Schema extends z.ZodMiniType
  ? IsOptional<z.input<Schema>> extends true
    ? { [K in Name]?: z.input<Schema> }
    : { [K in Name]: z.input<Schema> }
  : unknown;

/** An object without fields, or with optional ones only, need not be passed. */
type IsOptional<T> = string extends keyof T ? true : Partial<T> extends T ? true : false;

export type Input<P, Q, B> = Part<'params', P> & Part<'query', Q> & Part<'body', B> & { signal?: AbortSignal };

export interface CallerOptions {
  /** A fresh access token; asked only for endpoints that need one. */
  token(): Promise<string>;
  fetch?: typeof fetch;
  origin?: string;
}

/** Calls an endpoint by its contract: paths, bodies and replies are checked, and a refusal is an ApiProblem. */
export function createCaller({ token, fetch = globalThis.fetch, origin = '' }: CallerOptions) {
  return async function call<
    P extends z.ZodMiniObject,
    Q extends z.ZodMiniObject,
    B extends z.ZodMiniType | undefined,
    R extends z.ZodMiniType,
  >(spec: Endpoint<P, Q, B, R>, input: Input<P, Q, B>): Promise<z.output<R>> {
    const { params = {}, query = {}, body, signal } = input as Loose;
    const headers = new Headers({ accept: 'application/json' });
    if (spec.signedIn) headers.set('authorization', `Bearer ${await token()}`);
    if (body !== undefined) headers.set('content-type', 'application/json');

    const response = await fetch(origin + addressOf(spec.path, params, query), {
      method: spec.method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw unreachable(error);
    });
    if (!response.ok) throw await refusalOf(response, headers.get('authorization')?.length);

    const reply = spec.reply.safeParse(await response.json().catch(() => undefined));
    if (!reply.success) throw misunderstood(response.status, reply.error);
    return reply.data;
  };
}

interface Loose {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal;
}

/** `/tenants/:tenantId` and its values as an address below /api. */
export function addressOf(path: string, params: Record<string, string>, query: Record<string, unknown> = {}): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `/api${filled}${search.size > 0 ? `?${search}` : ''}`;
}

/**
 * The problem document of an answer that is not 2xx, or an honest substitute when a proxy answered instead of us.
 * `signInLength`: of the header that carried the sign-in.
 */
export async function refusalOf(response: Response, signInLength = 0): Promise<ApiProblem> {
  const parsed = ProblemView.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return new ApiProblem(parsed.data);
  const { status } = response;
  return isTooLarge(status, signInLength) ? tooLarge(status) : misunderstood(status);
}

/** Proxies say 431, 400 or 494 to headers that they do not take; whatever we refuse ourselves has a problem document. */
const isTooLarge = (status: number, signInLength: number): boolean =>
  status === 431 || status === 494 || (status === 400 && signInLength > usualSignInLength);

/** No proxy that is in use refuses less. */
const usualSignInLength = 4_000;

const tooLarge = (status: number): ApiProblem =>
  new ApiProblem({
    type: '/problems/headers-too-large',
    code: 'headers-too-large',
    status,
    title: 'Your sign-in carries more than the way to this assistant lets through',
    remedy:
      'Send this to whoever runs this assistant: the proxy in front of it must allow request headers of 64 kB. An account with fewer directory roles works meanwhile.',
    detail: `The answer had status ${status} and came from something in front of this assistant.`,
  });

function misunderstood(status: number, cause?: unknown): ApiProblem {
  return new ApiProblem(
    {
      type: '/problems/unexpected',
      code: 'unexpected',
      status,
      title: 'This assistant answered in a way that this page does not understand',
      remedy: 'Reload the page: a newer version may have been installed. Then try again.',
      detail: `The answer had status ${status}.`,
    },
    { cause },
  );
}
