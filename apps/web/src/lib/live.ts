import { type BackOff, backOffMs } from '@vplus/back-off';
import { createParser } from 'eventsource-parser';
import { ApiProblem, unreachable } from './api-problem.ts';
import { refusalOf } from './call.ts';

/** Each browser a little apart, so that a restarted server is not met by all at once. */
const reconnects: BackOff = { firstMs: 500, longestMs: 15_000 };

export interface LiveMessage {
  event: string;
  data: string;
}

export interface FollowOptions {
  address: string;
  signal: AbortSignal;
  token(): Promise<string>;
  onMessage(message: LiveMessage): void;
  /** Any data was received, a comment included. */
  onData?(): void;
  /** `false` while the connection is lost and being opened again. */
  onConnected(connected: boolean): void;
  /** true when the server has nothing more to send, so that the end of the stream is no lost connection. */
  isOver(): boolean;
  fetch?: typeof fetch;
  sleep?(ms: number, signal: AbortSignal): Promise<void>;
  random?(): number;
  /** The server sends a comment every 15 seconds; a connection that is silent for longer than this is dead. */
  silenceMs?: number;
}

/**
 * Follows a stream of server-sent events until it is over or refused.
 *
 * Uses fetch, because EventSource cannot send a bearer token. Reconnects with Last-Event-ID and back-off. Throws only a
 * refusal (4xx but 429), which another attempt would not change.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function follow(options: FollowOptions): Promise<void> {
  const { signal, isOver, onConnected, sleep = pause, random = Math.random } = options;
  let lastId: string | undefined;
  let attempt = 0;

  while (!signal.aborted) {
    try {
      await readOnce(options, lastId, (id) => {
        lastId = id ?? lastId;
        attempt = 0;
      });
    } catch (error) {
      if (signal.aborted) return;
      if (isRefusal(error)) throw error;
    }
    if (isOver() || signal.aborted) return;
    onConnected(false);
    await sleep(backOffMs(reconnects, attempt, random()), signal);
    attempt += 1;
  }
}

async function readOnce(
  {
    address,
    token,
    signal,
    onMessage,
    onData,
    onConnected,
    fetch = globalThis.fetch,
    silenceMs = 45_000,
  }: FollowOptions,
  lastId: string | undefined,
  onEvent: (id: string | undefined) => void,
): Promise<void> {
  const headers = new Headers({ accept: 'text/event-stream', authorization: `Bearer ${await token()}` });
  if (lastId !== undefined) headers.set('last-event-id', lastId);
  const silence = new AbortController();
  const response = await fetch(address, { headers, signal: AbortSignal.any([signal, silence.signal]) }).catch(
    (error) => {
      throw unreachable(error);
    },
  );
  if (!response.ok) throw await refusalOf(response);
  if (!response.body) return;
  onConnected(true);

  const parser = createParser({
    onEvent: ({ id, event = 'message', data }) => {
      onMessage({ event, data });
      onEvent(id);
    },
  });
  let timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    for await (const text of chunksOf(response.body)) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs);
      parser.feed(text);
      onData?.();
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Safari cannot iterate a ReadableStream. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}

/** A response that another attempt would not change. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiProblem && error.view.status >= 400 && error.view.status < 500 && error.view.status !== 429;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => [clearTimeout(timer), resolve()], { once: true });
  });
}
