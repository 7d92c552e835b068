/** Time, injected so that a test can let twenty minutes pass at once. */
export interface Clock {
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Where a client's requests go out and how it waits: the same for every client. */
export interface Transport {
  fetch: typeof globalThis.fetch;
  clock: Clock;
  /** Milliseconds until an unanswered request counts as lost. */
  timeoutMs: number;
}

/** For clients that also write. */
export interface Guarded {
  /** Awaited before each request that changes something; when it rejects the request is not sent. */
  beforeWrite?: () => Promise<void>;
}
