import { type Endpoint, Problem } from '@vplus/contracts';
import { message, rendered, type Words } from '@vplus/messages';
import type { RequestHandler, Response, Router } from 'express';
import type * as z from 'zod';
import { addressOf } from './address-of.ts';
import type { Caller, Identify } from './caller.ts';

/**
 * What every route needs from the outside: who calls, the brake on what costs calls to Microsoft, and one of its own for
 * each endpoint that writes an entry of the audit log whenever it is called.
 */
export interface Counter {
  router: Router;
  identify: Identify;
  costly: RequestHandler;
  noted(): RequestHandler;
}

export interface Input<E extends Endpoint> {
  params: z.output<E['params']>;
  query: z.output<E['query']>;
  body: E['body'] extends z.core.$ZodType ? z.output<E['body']> : undefined;
  /** Aborted when the browser goes away. */
  signal: AbortSignal;
}

/** Serves an endpoint to whoever signed in; the handler asks `authority` what they may. */
export function serve<E extends Endpoint>(
  counter: Counter,
  spec: E,
  handle: (input: Input<E> & { caller: Caller }) => Promise<z.input<E['reply']>>,
  options: { costly?: boolean; noted?: boolean } = {},
): void {
  const brakes = [...(options.costly ? [counter.costly] : []), ...(options.noted ? [counter.noted()] : [])];
  route(counter, spec, [identified(counter.identify), ...brakes], async (input, res) =>
    handle({ ...input, caller: callerOf(res) }),
  );
}

/** Serves an endpoint to anybody, before a sign-in. */
export function serveOpen<E extends Endpoint>(
  counter: Pick<Counter, 'router'>,
  spec: E,
  handle: (input: Input<E>) => Promise<z.input<E['reply']>>,
): void {
  route(counter, spec, [], handle);
}

/** Validates the token once per request; `callerOf` hands the result on. */
export const identified =
  (identify: Identify): RequestHandler =>
  async (req, res, next) => {
    res.locals.caller = { ...(await identify(req.headers.authorization)), from: addressOf(req) } satisfies Caller;
    next();
  };

export const callerOf = (res: Response): Caller => res.locals.caller as Caller;

function route<E extends Endpoint>(
  { router }: Pick<Counter, 'router'>,
  spec: E,
  before: RequestHandler[],
  handle: (input: Input<E>, res: Response) => Promise<z.input<E['reply']>>,
): void {
  router[methods[spec.method]](spec.path, ...before, async (req, res) => {
    if (spec.body && req.body === undefined && req.headers['content-type']) throw new Problem('media-type-unsupported');
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    const input = {
      params: fromAddress(spec.params, req.params),
      query: fromCaller(spec.query, req.query, 'query'),
      body: spec.body ? fromCaller(spec.body, req.body, 'body') : undefined,
      signal: gone.signal,
    } as Input<E>;
    const reply = await handle(input, res);
    // Worded and parsed on the way out, so that no extra member leaks; a failure here is ours and ends as a 500.
    res.json(spec.reply.parse(rendered(reply)));
  });
}

/** A part of the address that is none of ours: nothing can be there, and nobody has filled in a field. */
export function fromAddress<S extends Endpoint['params']>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success && unwritable(parsed.data, 'params').length === 0) return parsed.data;
  throw new Problem('not-found', message('server.address-incomplete'));
}

const methods = { GET: 'get', POST: 'post', DELETE: 'delete' } as const;

/** The only place where a failed parse blames the caller. */
export function fromCaller<S extends Endpoint['reply']>(schema: S, value: unknown, where: string): z.output<S> {
  const parsed = schema.safeParse(value);
  const fields = parsed.success
    ? unwritable(parsed.data, where)
    : parsed.error.issues.map((issue) => ({ path: [where, ...issue.path].join('.'), message: issue.message }));
  if (parsed.success && fields.length === 0) return parsed.data;
  throw new Problem('input-invalid', undefined, { fields });
}

/** Texts that no database of ours can hold: PostgreSQL takes neither NUL nor half a surrogate pair. Not recursive, since a body may nest deeply. */
function unwritable(input: unknown, where: string): { path: string; message: Words }[] {
  const faults: { path: string; message: Words }[] = [];
  const open: [string, unknown][] = [[where, input]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [path, value] = next;
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
      faults.push({ path, message: message('server.not-storable') });
    if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) open.push([`${path}.${name}`, member]);
  }
  return faults;
}
