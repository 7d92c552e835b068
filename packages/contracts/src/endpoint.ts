import * as z from 'zod/mini';
import type { ProblemCode } from './problems.ts';

type ObjectSchema = z.ZodMiniObject;

/** An endpoint as data: served by the API, called by the web, described by OpenAPI. */
export interface Endpoint<
  Params extends ObjectSchema = ObjectSchema,
  Query extends ObjectSchema = ObjectSchema,
  Body extends z.ZodMiniType | undefined = z.ZodMiniType | undefined,
  Reply extends z.ZodMiniType = z.ZodMiniType,
> {
  id: string;
  summary: string;
  method: 'GET' | 'POST' | 'DELETE';
  /** Below /api, in Express notation: `/tenants/:tenantId`. */
  path: string;
  /** false for what a browser needs before a sign-in. */
  signedIn: boolean;
  params: Params;
  query: Query;
  body: Body;
  reply: Reply;
  /** What it may answer beside the problems that every endpoint may answer. */
  problems: ProblemCode[];
}

const none = z.object({});

interface Spec<
  P extends ObjectSchema,
  Q extends ObjectSchema,
  B extends z.ZodMiniType | undefined,
  R extends z.ZodMiniType,
> {
  id: string;
  summary: string;
  method: Endpoint['method'];
  path: string;
  signedIn?: boolean;
  params?: P;
  query?: Q;
  body?: B;
  reply: R;
  problems?: ProblemCode[];
}

export function endpoint<
  R extends z.ZodMiniType,
  P extends ObjectSchema = typeof none,
  Q extends ObjectSchema = typeof none,
  B extends z.ZodMiniType | undefined = undefined,
>(spec: Spec<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    signedIn: true,
    problems: [],
    ...spec,
    params: spec.params ?? (none as unknown as P),
    query: spec.query ?? (none as unknown as Q),
    body: spec.body as B,
  };
}
