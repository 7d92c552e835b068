import DataLoader from 'dataloader';
import { z } from 'zod';
import { failed } from '../http/failed.ts';
import type { GraphCall, GraphReply, SendToGraph } from './graph-call.ts';
import type { GraphOptions } from './graph-options.ts';
import { graphRefusal } from './graph-refusal.ts';
import { createHoldBack } from './hold-back.ts';
import { createPatience, pause } from './patience.ts';

/** https://learn.microsoft.com/graph/json-batching */
const mostItems = 20;

const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});

interface Joined {
  reply: GraphReply;
  fromBatch: boolean;
}

/**
 * Sends what is asked for in the same tick in as few requests as possible: twenty calls to a `$batch`, batches side by
 * side, a single call by itself. Each answer is judged alone, and only what was throttled is sent again. Only for calls
 * that may be repeated and that do not need one another.
 */
export function createJoin(options: GraphOptions, send: SendToGraph): SendToGraph {
  const patience = createPatience(options);
  const holdBack = createHoldBack(options);
  const loader = new DataLoader<GraphCall, Joined>(sendGroup, {
    cache: false,
    maxBatchSize: mostItems,
    batchScheduleFn: setImmediate,
  });

  async function sendGroup(group: readonly GraphCall[]): Promise<(Joined | Error)[]> {
    const [only] = group;
    if (only && group.length === 1) return [{ reply: await send(only), fromBatch: false }];
    const replies = await sendBatch(group);
    return group.map(({ operation }, index) => {
      const reply = replies.get(String(index));
      return reply ? { reply, fromBatch: true } : malformed(options, operation);
    });
  }

  async function sendBatch(calls: readonly GraphCall[]): Promise<Map<string, GraphReply>> {
    const operation = `POST /$batch (${[...new Set(calls.map((call) => call.operation))].join(', ')})`;
    const requests = calls.map(({ method, path, headers, body }, index) => ({
      id: String(index),
      method,
      url: path,
      ...((headers || body) && { headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) } }),
      ...(body && { body }),
    }));
    const readsOnly = calls.every(({ method }) => method === 'GET');
    const reply = await send({
      method: 'POST',
      path: '/$batch',
      operation,
      repeatable: true,
      readsOnly,
      body: { requests },
    });
    if (reply.status !== 200) throw graphRefusal(options.clock, operation, reply);
    const answer = batchAnswer.safeParse(reply.body);
    if (!answer.success) throw malformed(options, operation);
    return new Map(
      answer.data.responses.map(({ id, status, headers, body }) => [id, { status, headers: headersOf(headers), body }]),
    );
  }

  return async (call) => {
    await holdBack.before(call);
    for (let attempt = 1; ; attempt += 1) {
      const { reply, fromBatch } = await loader.load(call);
      // A call that travelled by itself has been repeated on its way already.
      if (fromBatch) holdBack.after(call, reply);
      const wait = fromBatch ? patience(reply, call, attempt) : null;
      if (wait === null) return reply;
      await pause(options, call, wait);
    }
  };
}

/** In JSON they may hold anything; what is no header is left out. */
function headersOf(given: Record<string, string> | null | undefined): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given ?? {})) {
    if (/^[\w-]+$/.test(name) && /^[\x20-\x7e]*$/.test(value)) headers.set(name, value);
  }
  return headers;
}

function malformed({ clock }: GraphOptions, operation: string) {
  return failed(clock, { service: 'graph', operation }, { failure: 'malformed', status: 200 });
}
