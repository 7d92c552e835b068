import { randomUUID } from 'node:crypto';
import { type Context, GraphClientError, type Middleware } from '@microsoft/microsoft-graph-client';
import { ask } from '../http/ask.ts';
import { failed, type RequestDescription } from '../http/failed.ts';
import { RemoteError } from '../remote-error.ts';
import type { GraphCall } from './graph-call.ts';
import type { GraphOptions } from './graph-options.ts';
import { createHoldBack } from './hold-back.ts';
import { createPatience, mostAttempts, ownPauseMs, pause } from './patience.ts';

type Next = (context: Context) => Promise<void>;

/**
 * The way of one call, outermost first. Microsoft's own handlers are not used: theirs attach tokens to https hosts of a
 * fixed list only, and follow redirects with the token.
 */
export function middleware(options: GraphOptions, call: GraphCall): Middleware[] {
  return [
    link(keepErrors),
    link(identify),
    link(repeat(options, call)),
    link(authenticate(options, call)),
    link(transmit(options, call)),
  ];
}

function link(execute: (context: Context, next: Next) => Promise<void>): Middleware {
  let following: Middleware | undefined;
  return {
    execute: (context) => execute(context, async (passedOn) => following?.execute(passedOn)),
    setNext: (next) => {
      following = next;
    },
  };
}

/** The client rewrites every error but its own: ours travel inside one of those. */
async function keepErrors(context: Context, next: Next): Promise<void> {
  await next(context).catch((error: unknown) => {
    const carrier = new GraphClientError('See customError.');
    carrier.customError = error;
    throw carrier;
  });
}

/** https://learn.microsoft.com/graph/best-practices-concept: name every request, for Microsoft's support to find it by. */
async function identify(context: Context, next: Next): Promise<void> {
  await next(withHeaders(context, { 'client-request-id': randomUUID() }));
}

function repeat(options: GraphOptions, call: GraphCall) {
  const patience = createPatience(options);
  return async (context: Context, next: Next): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      let wait: number | null;
      try {
        await next(context);
        wait = context.response ? patience(context.response, call, attempt) : null;
        if (wait === null) return;
      } catch (error) {
        wait = waitAfterLoss(error, call, attempt);
        if (wait === null) throw error;
      }
      await pause(options, call, wait);
    }
  };
}

function waitAfterLoss(error: unknown, call: GraphCall, attempt: number): number | null {
  const lineLost = error instanceof RemoteError && error.fields.failure === 'unreachable';
  return lineLost && call.repeatable && attempt < mostAttempts ? ownPauseMs(attempt) : null;
}

/**
 * The token goes to Graph and nowhere else. Microsoft's client takes a host from any path that holds `https://`, and an
 * id or a link from an answer may.
 */
function authenticate(options: GraphOptions, { operation }: GraphCall) {
  return async (context: Context, next: Next): Promise<void> => {
    const url = URL.parse(String(context.request));
    if (url?.origin !== options.origin || !url.pathname.startsWith('/v1.0/')) {
      const description: RequestDescription = { service: 'graph', operation };
      throw failed(options.clock, description, { failure: 'malformed', code: 'foreign-address' });
    }
    await next(withHeaders(context, { Authorization: `Bearer ${await options.token()}` }));
  };
}

function transmit(options: GraphOptions, call: GraphCall) {
  const description: RequestDescription = { service: 'graph', operation: call.operation, signal: options.signal };
  return async (context: Context): Promise<void> => {
    const answer = await ask(options, description, String(context.request), context.options ?? {});
    const empty = [204, 205, 304].includes(answer.status);
    createHoldBack(options).after(call, answer);
    context.response = new Response(empty ? null : answer.text, { status: answer.status, headers: answer.headers });
  };
}

function withHeaders(context: Context, headers: Record<string, string>): Context {
  context.options = {
    ...context.options,
    headers: { ...(context.options?.headers as Record<string, string>), ...headers },
  };
  return context;
}
