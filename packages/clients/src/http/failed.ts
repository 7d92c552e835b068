import type { Clock } from '../ports.ts';
import { RemoteError, type RemoteErrorFields, type RemoteService } from '../remote-error.ts';

/** What is being asked of whom: all that an error may say about a request. */
export interface RequestDescription {
  service: RemoteService;
  /** Without values: `PATCH /applications(uniqueName)`. */
  operation: string;
  signal?: AbortSignal | undefined;
  /** What was sent in confidence: taken out of any sentence in which the remote side repeats it. */
  secrets?: string[];
}

const longestMessage = 500;
const longestCode = 100;

/** The one place where a RemoteError is made; whatever the remote side says in it is kept short. */
export function failed(
  clock: Clock,
  description: RequestDescription,
  fields: Omit<RemoteErrorFields, 'service' | 'operation' | 'at'>,
): RemoteError {
  return new RemoteError({
    service: description.service,
    operation: description.operation,
    ...fields,
    ...shortened(fields),
    ...(fields.remoteMessage !== undefined && {
      remoteMessage: withheld(fields.remoteMessage, description.secrets ?? []),
    }),
    at: new Date(clock.now()).toISOString(),
  });
}

function shortened({ code, requestId, correlationId, aadsts }: Partial<RemoteErrorFields>) {
  return {
    ...(code !== undefined && { code: code.slice(0, longestCode) }),
    ...(requestId !== undefined && { requestId: requestId.slice(0, longestCode) }),
    ...(correlationId !== undefined && { correlationId: correlationId.slice(0, longestCode) }),
    ...(aadsts && { aadsts: aadsts.slice(0, 20) }),
  };
}

function withheld(message: string, secrets: string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '[withheld]'), message)
    .slice(0, longestMessage);
}
