import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { Problem, type ProblemCode } from '@vplus/contracts';
import { rendered } from '@vplus/messages';
import type { Logger } from 'pino';

/** How long a request may take to arrive, in milliseconds. */
export interface Patience {
  headersMs: number;
  requestMs: number;
  /** How often the connections are looked at. */
  checkMs: number;
}

/** A hundred kilobytes arrive in seconds even over a bad line; whoever takes longer holds a connection for nothing. */
const usual: Patience = { headersMs: 10_000, requestMs: 30_000, checkMs: 2_000 };

/** A token names each directory role: with 340 of them it is 17 kB. Node alone would take 16 kB of headers. */
const mostHeaderBytes = 64 * 1024;

/** Node's HTTP server, which gives up on slow senders and answers also what is no HTTP with a problem document. */
export function createHttpServer(app: RequestListener, log: Logger, patience: Patience = usual): Server {
  const server = createServer(
    {
      maxHeaderSize: mostHeaderBytes,
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.checkMs,
    },
    app,
  );
  // Whatever a client expects beside 100-continue, it gets our answer to its request.
  server.on('checkExpectation', app);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    const traceId = randomUUID();
    const { status, ...rest } = rendered(new Problem(codeOf(error)).toView(traceId));
    log.warn({ traceId, status, cause: error.code }, 'a request that is no HTTP');
    const body = JSON.stringify({ status, ...rest });
    const head = [
      `HTTP/1.1 ${status} ${rest.title}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      'Connection: close',
    ];
    // Half closed it would stay open for as long as the other side likes.
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  });
  return server;
}

/** https://nodejs.org/api/http.html#event-clienterror */
function codeOf({ code }: NodeJS.ErrnoException): ProblemCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-too-slow' : 'input-invalid';
}
