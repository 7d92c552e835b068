import { setTimeout as wait } from 'node:timers/promises';

const patienceMs = 120_000;
const pauseMs = 250;

export interface Answer<T> {
  status: number;
  body: T;
}

export type Ask = <T>(token: string, method: string, path: string, body?: unknown) => Promise<Answer<T>>;

/** A browser's view of an installation whose processes die: asks one address after the other until an answer comes. */
export function patientClient(origins: string[]): Ask {
  let turn = 0;
  return async <T>(token: string, method: string, path: string, body?: unknown) => {
    const until = Date.now() + patienceMs;
    for (;;) {
      const origin = origins[turn % origins.length];
      try {
        const answer = await fetch(`${origin}/api${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
          ...(body ? { body: JSON.stringify(body) } : {}),
          signal: AbortSignal.timeout(20_000),
        });
        const read = (await answer.json()) as T;
        // A death in the middle of a request, or a database that is gone: ask again, as a person would.
        if (answer.status < 500) return { status: answer.status, body: read };
        if (Date.now() > until) throw new Error(`${method} ${path} answers ${answer.status}: ${JSON.stringify(read)}`);
      } catch (error) {
        if (Date.now() > until) throw error;
      }
      turn += 1;
      await wait(pauseMs);
    }
  };
}
