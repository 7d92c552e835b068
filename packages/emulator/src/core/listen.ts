import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { KeyPair } from './certificates.ts';
import { serverTime } from './clock.ts';
import type { Answer, Call, Cloud, ServiceName } from './service.ts';

const bodyLimit = 10 * 1024 * 1024;
/** A world with a crowd of tenants is a megabyte for each of them. */
const snapshotLimit = 500 * 1024 * 1024;

export interface Listener {
  origin: string;
  /** Shows another certificate from the next connection on, and ends the present ones. */
  useCertificate(pair: KeyPair): void;
  close(): Promise<void>;
}

export interface ListenOptions {
  service: ServiceName;
  host: string;
  port: number;
  tls: KeyPair | null;
  cloud: Cloud;
  after(call: Call): void;
}

/** One service on one port: turns what arrives into a `Call`, and an `Answer` into what leaves. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const scheme = options.tls ? 'https' : 'http';
  let origin = '';
  const onRequest: RequestListener = (request, response) => {
    void serve(request, response, origin, options).catch((error) => {
      process.stderr.write(`${options.service}: ${error instanceof Error ? error.stack : error}\n`);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 'InternalServerError', message: 'The practice cloud failed.' } }));
    });
  };
  const server: Server | HttpsServer = options.tls
    ? createHttpsServer({ cert: options.tls.pem, key: options.tls.keyPem }, onRequest)
    : createHttpServer(onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => resolve());
  });
  origin = `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    useCertificate(pair) {
      if ('setSecureContext' in server) server.setSecureContext({ cert: pair.pem, key: pair.keyPem });
      server.closeIdleConnections();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  { service, cloud, after }: ListenOptions,
): Promise<void> {
  const body = await readBody(request, service === 'control' ? snapshotLimit : bodyLimit);
  if (!body) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const asked = askedOrigin(origin, request.headers.host);
  const url = URL.parse(request.url ?? '/', asked);
  if (!url || url.origin !== asked || !isDecodable(url.pathname)) {
    response.writeHead(400, { connection: 'close', 'content-type': 'text/html; charset=us-ascii' }).end(invalidUrl);
    return;
  }
  const call: Call = { service, method: request.method ?? 'GET', url, headers: plainHeaders(request), body };
  const answer = await cloud.dispatch(call);
  after(call);
  send(answer, request, response, cloud);
}

/** Windows' HTTP server, which stands in front of Microsoft's services, answers so by itself. */
const invalidUrl = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">
<HTML><HEAD><TITLE>Bad Request</TITLE></HEAD>
<BODY><h2>Bad Request - Invalid URL</h2><hr><p>HTTP Error 400. The request URL is invalid.</p></BODY></HTML>
`;

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== undefined;
  } catch {
    return false;
  }
}

/** The origin that the caller used: loopback names are taken as they come, any other Host is not believed. */
function askedOrigin(own: string, host: string | undefined): string {
  if (!host || !/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host)) return own;
  return new URL(`${new URL(own).protocol}//${host}`).origin;
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(answer: Answer, request: IncomingMessage, response: ServerResponse, cloud: Cloud): void {
  if (answer.wire === 'cut') {
    request.socket.destroy();
    return;
  }
  const { type, bytes } = encode(answer.body);
  response.sendDate = false;
  response.statusCode = answer.status;
  response.setHeader('date', new Date(serverTime(cloud)).toUTCString());
  if (type) response.setHeader('content-type', type);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.status !== 204 && answer.status !== 304) response.setHeader('content-length', bytes.length);
  if (answer.wire === 'reset-in-body') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy());
    return;
  }
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function encode(body: unknown): { type: string | null; bytes: Buffer } {
  if (body === undefined) return { type: null, bytes: Buffer.alloc(0) };
  if (Buffer.isBuffer(body)) return { type: null, bytes: body };
  if (typeof body === 'string') return { type: 'text/plain; charset=utf-8', bytes: Buffer.from(body) };
  return { type: 'application/json; charset=utf-8', bytes: Buffer.from(JSON.stringify(body)) };
}
