import { z } from 'zod';
import { failed } from '../http/failed.ts';
import { json } from '../http/json.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { Clock } from '../ports.ts';
import type { RemoteError } from '../remote-error.ts';
import type { GraphReply } from './graph-call.ts';

/** https://learn.microsoft.com/graph/errors */
const graphError = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().optional(),
    innerError: z
      .object({ 'request-id': z.string().optional(), 'client-request-id': z.string().optional() })
      .optional(),
  }),
});

export function graphRefusal(clock: Clock, operation: string, { status, headers, body }: GraphReply): RemoteError {
  const error = graphError.safeParse(body).data?.error;
  const requestId = headers.get('request-id') ?? error?.innerError?.['request-id'];
  const correlationId = headers.get('client-request-id') ?? error?.innerError?.['client-request-id'];
  const retryAfterMs = retryAfter(headers, clock);
  const claims = claimsChallenge(headers.get('www-authenticate'));
  return failed(
    clock,
    { service: 'graph', operation },
    {
      failure: 'refused',
      status,
      ...(error && { code: error.code }),
      ...(error?.message && { remoteMessage: error.message }),
      ...(requestId && { requestId }),
      ...(correlationId && { correlationId }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(claims && { claims }),
    },
  );
}

/** https://learn.microsoft.com/entra/identity-platform/claims-challenge: base64 in the header, JSON for MSAL. */
function claimsChallenge(header: string | null): string | undefined {
  if (!header?.includes('insufficient_claims')) return undefined;
  const claims = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString('utf8');
  return json(claims) === undefined ? undefined : claims;
}
