export type RemoteService = 'identity' | 'graph' | 'sharepoint' | 'exchange' | 'vplus';

/** Why a remote request brought nothing: it answered no, did not answer, or answered nonsense. */
export type RemoteFailure = 'refused' | 'unreachable' | 'timeout' | 'malformed' | 'certificate' | 'aborted';

/** Where a request was stopped before it arrived: what shows itself, its name, the outgoing proxy, the look-up, the line. */
export type BrokenWay = 'certificate' | 'hostname' | 'proxy' | 'dns' | 'connection';

export interface RemoteErrorFields {
  service: RemoteService;
  /** What was asked, without values: `PATCH /applications(uniqueName)`. */
  operation: string;
  failure: RemoteFailure;
  /** Of `certificate` and `unreachable`, where it is known. */
  broke?: BrokenWay;
  status?: number;
  /** Graph's error.code, or the OAuth error. */
  code?: string;
  /** AADSTS numbers, in the order in which Microsoft lists them. */
  aadsts?: number[];
  /** The remote's own sentence, for people; decisions never rest on it. */
  remoteMessage?: string;
  requestId?: string;
  correlationId?: string;
  /** Milliseconds, from Retry-After; absent where none was sent. */
  retryAfterMs?: number;
  /** A claims challenge as JSON text, ready for MSAL. */
  claims?: string;
  at: string;
}

/**
 * What a request has changed that brought nothing. `none`: it was refused, so it changed nothing. `unknown`: no answer,
 * half an answer, or one of a gateway, and it may have taken effect all the same.
 */
export type Effect = 'none' | 'unknown';

/** https://www.rfc-editor.org/rfc/rfc9110#section-15.6: 502 and 504 come from in between, 500 from the middle of it. */
export const effectOf = ({ failure, status = 0 }: Pick<RemoteErrorFields, 'failure' | 'status'>): Effect =>
  failure === 'refused' && status !== 500 && status !== 502 && status !== 504 ? 'none' : 'unknown';

/** Every refusal of a remote system. No field can carry a token or a secret. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly fields: Readonly<RemoteErrorFields>;

  constructor(fields: RemoteErrorFields, options?: ErrorOptions) {
    super(
      `${fields.service}: ${fields.operation}: ${fields.failure}${fields.status ? ` ${fields.status}` : ''}${fields.code ? ` ${fields.code}` : ''}`,
      options,
    );
    this.fields = fields;
  }

  get effect(): Effect {
    return effectOf(this.fields);
  }
}
