import { z } from 'zod';
import { failed } from '../http/failed.ts';
import { RemoteError } from '../remote-error.ts';
import type { GraphReply, SendToGraph } from './graph-call.ts';
import type { GraphOptions } from './graph-options.ts';
import { graphRefusal } from './graph-refusal.ts';

/** No list that we read is longer: a server that always names a next page is not followed for ever. */
const mostPages = 50;

/** Turns answers into values: what is absent, what is refused, what makes no sense. */
export function createReading(options: GraphOptions, join: SendToGraph) {
  function accepted<T>(schema: z.ZodType<T>, operation: string, reply: GraphReply): T {
    if (reply.status < 200 || reply.status > 299) throw graphRefusal(options.clock, operation, reply);
    const parsed = schema.safeParse(reply.body);
    if (parsed.success) return parsed.data;
    throw failed(options.clock, { service: 'graph', operation }, { failure: 'malformed', status: reply.status });
  }

  function look(path: string, operation: string, headers?: Record<string, string>): Promise<GraphReply> {
    return join({ method: 'GET', path, operation, repeatable: true, ...(headers ? { headers } : {}) });
  }

  return {
    accepted,

    async one<T>(schema: z.ZodType<T>, path: string, operation: string, headers?: Record<string, string>): Promise<T> {
      return accepted(schema, operation, await look(path, operation, headers));
    },

    /** `null`: looked and absent. */
    async find<T>(schema: z.ZodType<T>, path: string, operation: string): Promise<T | null> {
      const reply = await look(path, operation);
      return reply.status === 404 ? null : accepted(schema, operation, reply);
    },

    async list<T>(item: z.ZodType<T>, path: string, operation: string, headers?: Record<string, string>): Promise<T[]> {
      const page = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
      const all: T[] = [];
      let next: string | undefined = path;
      for (let number = 0; number < mostPages && next !== undefined; number += 1) {
        const read: z.infer<typeof page> = accepted(page, operation, await look(next, operation, headers));
        all.push(...read.value);
        next = read['@odata.nextLink'] && pathOf(read['@odata.nextLink'], operation);
      }
      if (next === undefined) return all;
      throw failed(options.clock, { service: 'graph', operation }, { failure: 'malformed', code: 'endless-list' });
    },
  };

  /** Path and query only: no token leaves for a host that an answer names. */
  function pathOf(link: string, operation: string): string {
    const url = URL.parse(link, options.origin);
    if (url?.pathname.startsWith('/v1.0/')) return url.pathname.slice('/v1.0'.length) + url.search;
    throw failed(options.clock, { service: 'graph', operation }, { failure: 'malformed', code: 'foreign-address' });
  }
}

/** For what the person's role may not allow to read: undefined means unknown, never no. */
export async function unlessForbidden<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (error instanceof RemoteError && error.fields.status === 403) return undefined;
    throw error;
  });
}
