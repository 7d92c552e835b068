import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Received {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** `cut`: the line ends without an answer; `hang`: it stays open without one. A string body is sent as it is. */
export type Reply = { status?: number; headers?: Record<string, string | string[]>; body?: unknown } | 'cut' | 'hang';

export interface TestServer {
  origin: string;
  requests: Received[];
}

/** A server for one test, that answers as the test says. */
export async function serve(
  answer: (request: Received, number: number) => Reply | Promise<Reply>,
): Promise<TestServer> {
  const requests: Received[] = [];
  const server = createServer(recording(requests, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function recording(
  requests: Received[],
  answer: (request: Received, number: number) => Reply | Promise<Reply>,
): RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const received = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
    const reply = await answer(received, requests.push(received));
    if (reply === 'hang') return;
    if (reply === 'cut') return request.socket.destroy();
    const { status = 200, body } = reply;
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...reply.headers }).end(text);
  };
}
