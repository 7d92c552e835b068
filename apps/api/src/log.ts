import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DestinationStream, type Logger, pino } from 'pino';
import { pinoHttp } from 'pino-http';

/** Members that may never be written, at whatever depth of two they appear. */
const secrets = [
  'authorization',
  'cookie',
  'assertion',
  'client_assertion',
  'client_secret',
  'clientSecret',
  'secretText',
  'secret',
  'password',
  'token',
  'accessToken',
  'access_token',
  'refresh_token',
  'id_token',
];

/** Whoever read our log may be gone; pino's own destination would then keep the process from ending, for ever. */
function standardError(): DestinationStream {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => undefined);
  return process.stderr;
}

interface ShownError {
  type?: string;
  message?: string;
  params?: unknown;
  cause?: ShownError;
}

/** An error of the database repeats the values of its statement, in its members and in its words: nobody's business here. */
function withoutValues({ params, cause, ...shown }: ShownError): ShownError {
  const plain = params === undefined ? shown : { type: shown.type ?? 'Error', message: 'A statement failed' };
  return { ...plain, ...(cause ? { cause: withoutValues(cause) } : {}) };
}

/** Some hand on an error's words only. */
const errorSerializer = (error: unknown) =>
  error instanceof Error ? withoutValues(pino.stdSerializers.errWithCause(error) as ShownError) : error;

/** Structured log; stdout stays free for whoever started us. */
export function createLog(level: string, destination = standardError()): Logger {
  return pino(
    {
      level,
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { err: errorSerializer, error: errorSerializer },
    },
    destination,
  );
}

/** One line per request: path without query (sign-in answers travel in it), no headers, and the trace id of our problem documents. */
export function requestLog(log: Logger) {
  return pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'traceId' },
    serializers: {
      req: (req: IncomingMessage & { raw: IncomingMessage & { originalUrl?: string } }) => ({
        method: req.method,
        path: (req.raw.originalUrl ?? req.raw.url ?? '').split('?')[0],
      }),
      res: (res: ServerResponse) => ({ status: res.statusCode }),
    },
    customLogLevel: (_req, res, error) => {
      if (error || res.statusCode >= 500) return 'error';
      return res.statusCode >= 400 ? 'warn' : 'info';
    },
  });
}
