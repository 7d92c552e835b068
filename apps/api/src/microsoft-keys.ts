import type { Logger } from 'pino';

export interface KeysOptions {
  fetch: typeof globalThis.fetch;
  now(): number;
  log?: Pick<Logger, 'warn' | 'info'> | undefined;
}

export interface MicrosoftKeys {
  /** For jose: answers with the last good set of keys while a new one cannot be had. */
  fetch: typeof globalThis.fetch;
  /** The newest answer was an old one: a key that is not in it may exist all the same. */
  isStale(): boolean;
  /** Milliseconds by which Microsoft's clock is ahead of ours, by its newest answer; null: it gave none. */
  aheadMs(url: URL): Promise<number | null>;
}

/** So long after a failure nobody asks again: a thousand bad tokens must not become a thousand requests. */
const coolDownMs = 5_000;
/** Microsoft rolls its keys over weeks and asks to look at least once a day. */
const keptMs = 24 * 60 * 60_000;
/** So old may be what we know of Microsoft's clock when a token is judged by it. */
const witnessMs = 60_000;

/**
 * Keys that were good a moment ago are good still when the address that they come from fails: they are kept, a day at
 * most. (jose drops what it has after ten minutes.) The same answers tell what time it is at Microsoft.
 * https://learn.microsoft.com/entra/identity-platform/signing-key-rollover
 */
export function keepKeys({ fetch, now, log }: KeysOptions): MicrosoftKeys {
  let failedAt = Number.NEGATIVE_INFINITY;
  let good: { text: string; at: number } | null = null;
  let stale = false;
  let witness: { aheadMs: number; at: number } | null = null;

  const fresh: typeof fetch = async (url, init) => {
    if (now() - failedAt < coolDownMs) throw new Error('The keys could not be had a moment ago');
    try {
      const answer = await fetch(url, init);
      const date = Date.parse(answer.headers.get('date') ?? '');
      if (Number.isFinite(date)) witness = { aheadMs: date - now(), at: now() };
      const text = await answer.text();
      if (!answer.ok || !holdsKeys(text)) throw new Error(`The keys could not be had: status ${answer.status}`);
      good = { text, at: now() };
      if (stale) log?.info("Microsoft's signing keys can be had again");
      stale = false;
      return keysIn(text);
    } catch (error) {
      failedAt = now();
      throw error;
    }
  };

  return {
    fetch: async (url, init) => {
      try {
        return await fresh(url, init);
      } catch (err) {
        if (!good || now() - good.at > keptMs) throw err;
        if (!stale) log?.warn({ err }, "Microsoft's signing keys cannot be had; those of before are used for a day");
        stale = true;
        return keysIn(good.text);
      }
    },
    isStale: () => stale,
    aheadMs: async (url) => {
      if (!witness || now() - witness.at > witnessMs) await fresh(url).catch(() => undefined);
      return witness && now() - witness.at <= witnessMs ? witness.aheadMs : null;
    },
  };
}

const keysIn = (text: string) => new Response(text, { headers: { 'content-type': 'application/json' } });

function holdsKeys(text: string): boolean {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) && keys.length > 0;
  } catch {
    return false;
  }
}
