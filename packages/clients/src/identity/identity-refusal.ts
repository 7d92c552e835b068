import { z } from 'zod';
import type { Answer } from '../http/ask.ts';
import { failed, type RequestDescription } from '../http/failed.ts';
import { json } from '../http/json.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { Clock } from '../ports.ts';
import type { RemoteError } from '../remote-error.ts';

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes: react on `error` and `error_codes` only. */
const oauthError = z.object({
  error: z.string(),
  error_description: z.string().optional(),
  error_codes: z.array(z.number()).optional(),
  trace_id: z.string().optional(),
  correlation_id: z.string().optional(),
  claims: z.string().max(8_000).optional().catch(undefined),
});

export function identityRefusal(
  clock: Clock,
  description: RequestDescription,
  answer: Answer,
  body: unknown,
  correlationId: string,
): RemoteError {
  const error = oauthError.safeParse(body).data;
  const retryAfterMs = retryAfter(answer.headers, clock);
  return failed(clock, description, {
    failure: 'refused',
    status: answer.status,
    correlationId: error?.correlation_id ?? correlationId,
    ...(error && { code: error.error }),
    ...(error?.error_codes && { aadsts: error.error_codes }),
    // The rest repeats trace id, correlation id and time.
    ...(error?.error_description && { remoteMessage: error.error_description.split(/\r?\n| Trace ID: /)[0] ?? '' }),
    ...(error?.trace_id && { requestId: error.trace_id }),
    ...(error?.claims && json(error.claims) !== undefined && { claims: error.claims }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
