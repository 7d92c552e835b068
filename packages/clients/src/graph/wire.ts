import {
  Client,
  GraphClientError,
  type GraphRequest as Outgoing,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import { json } from '../http/json.ts';
import type { GraphCall, SendToGraph } from './graph-call.ts';
import type { GraphOptions } from './graph-options.ts';
import { createHoldBack } from './hold-back.ts';
import { middleware } from './middleware.ts';

/** Sends a call by Microsoft's client through our own chain; any status is an answer, a lost line is a RemoteError. */
export function createWire(options: GraphOptions): SendToGraph {
  const holdBack = createHoldBack(options);
  return async (call) => {
    await holdBack.before(call);
    if (call.method !== 'GET' && !call.readsOnly) await options.beforeWrite?.();
    const client = Client.initWithMiddleware({
      baseUrl: options.origin,
      defaultVersion: 'v1.0',
      middleware: middleware(options, call),
    });
    const outgoing = client
      .api(call.path)
      .headers(call.headers ?? {})
      .responseType(ResponseType.RAW);
    const response = await dispatched(outgoing, call).catch((error: unknown) => {
      throw error instanceof GraphClientError && error.customError ? error.customError : error;
    });
    return { status: response.status, headers: response.headers, body: json(await response.text()) };
  };
}

function dispatched(outgoing: Outgoing, call: GraphCall): Promise<Response> {
  switch (call.method) {
    case 'GET':
      return outgoing.get();
    case 'POST':
      return outgoing.post(call.body ?? {});
    case 'PATCH':
      return outgoing.patch(call.body ?? {});
    case 'DELETE':
      return outgoing.delete();
  }
}
