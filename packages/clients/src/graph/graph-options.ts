import type { Guarded, Transport } from '../ports.ts';

/** A request by method, path and body → epoch milliseconds. */
export type HeldBack = Map<string, number>;

export interface GraphOptions extends Transport, Guarded {
  /** `https://graph.microsoft.com` */
  origin: string;
  token: () => Promise<string>;
  signal?: AbortSignal;
  /** The longest Retry-After that is waited out inside a call; a longer one is thrown as RemoteError with retryAfterMs. */
  retryAfterCeilingMs?: number;
  /** Until when which request is not sent again, since a server said so: shared by the clients of one run. */
  heldBack?: HeldBack;
}
