import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { rendered } from '@vplus/messages';
import { faultOf, isOfDatabase } from '@vplus/store';
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
  cause?: unknown;
  aggregateErrors?: unknown;
}

/**
 * An error without the values of a statement, which the database and its driver repeat in their members, their words and
 * their stacks: names and domains of customers, nobody's business here.
 */
function shownError(error: Error): ShownError {
  const { cause, aggregateErrors: _, ...shown } = pino.stdSerializers.errWithCause(error) as ShownError;
  const causes = {
    ...(cause === undefined ? {} : { cause: errorSerializer(error.cause) }),
    ...(error instanceof AggregateError ? { aggregateErrors: error.errors.map(errorSerializer) } : {}),
  };
  const type = shown.type ?? error.name;
  if (isOfDatabase(error)) {
    const { code, table, column, constraint } = error;
    return { type, message: rendered(faultOf(error)), ...{ code, table, column, constraint } };
  }
  if ('params' in error || 'query' in error) return { type, message: 'Failed statement', ...causes };
  return { ...shown, ...causes };
}

/** Some hand on an error's words only. */
const errorSerializer = (error: unknown): unknown => (error instanceof Error ? shownError(error) : error);

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

/** Whoever has the private address of a calendar may read it: it stands in no log. */
const withoutTokens = (path: string): string => path.replace(/^(\/+api\/+calendar\/+)[^/]*/i, '$1[redacted]');

/** One line per request: path without query (sign-in answers travel in it), no headers, and the trace id of our problem documents. */
export function requestLog(log: Logger) {
  return pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'traceId' },
    // Its own serializer of errors would come before ours, and write their values into words.
    wrapSerializers: false,
    serializers: {
      req: (req: IncomingMessage & { originalUrl?: string }) => ({
        method: req.method,
        path: withoutTokens((req.originalUrl ?? req.url ?? '').split('?')[0] ?? ''),
      }),
      res: (res: ServerResponse) => ({ status: res.statusCode }),
      err: errorSerializer,
      error: errorSerializer,
    },
    customLogLevel: (_req, res, error) => {
      if (error || res.statusCode >= 500) return 'error';
      return res.statusCode >= 400 ? 'warn' : 'info';
    },
  });
}
