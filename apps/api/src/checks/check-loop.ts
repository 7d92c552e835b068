import { setTimeout as wait } from 'node:timers/promises';
import type { Parts } from '../parts.ts';
import { checkDaily } from './daily-check.ts';

/** How often a worker looks for checks that are due, and how many it has at a time. */
const lookEveryMs = 5_000;
const atATime = 4;

/** Checks what is due, those that are due longest first, until stopped. A check that breaks off is tried again within the hour. */
export function startCheckLoop(parts: Parts): { stop(): Promise<void> } {
  const { store, log } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;

  const one = async (connectionId: string) => {
    try {
      await checkDaily(parts, connectionId, signal);
    } catch (err) {
      if (!signal.aborted) log.warn({ connectionId, err }, 'A check broke off');
      await store.giveBackCheck(connectionId).catch(() => undefined);
    }
  };
  const loop = async () => {
    while (!signal.aborted) {
      const due = await store.takeDueChecks(atATime).catch((err: unknown) => {
        log.debug({ err }, 'cannot look for checks that are due');
        return [];
      });
      await Promise.all(due.map(one));
      if (due.length < atATime) await wait(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
