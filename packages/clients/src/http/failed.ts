import type { Clock } from '../ports.ts';
import { RemoteError, type RemoteErrorFields, type RemoteService } from '../remote-error.ts';

/** What is being asked of whom: all that an error may tell about a request. */
export interface Errand {
  service: RemoteService;
  /** Without values: `PATCH /applications(uniqueName)`. */
  operation: string;
  signal?: AbortSignal | undefined;
  /** What was sent in confidence: taken out of any sentence in which the remote side repeats it. */
  secrets?: string[];
}

const longestMessage = 500;

/** The one place where a RemoteError is made. */
export function failed(
  clock: Clock,
  errand: Errand,
  fields: Omit<RemoteErrorFields, 'service' | 'operation' | 'at'>,
): RemoteError {
  return new RemoteError({
    service: errand.service,
    operation: errand.operation,
    ...fields,
    ...(fields.remoteMessage !== undefined && { remoteMessage: withheld(fields.remoteMessage, errand.secrets ?? []) }),
    at: new Date(clock.now()).toISOString(),
  });
}

function withheld(message: string, secrets: string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '[withheld]'), message)
    .slice(0, longestMessage);
}
