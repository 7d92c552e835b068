import { setTimeout as wait } from 'node:timers/promises';
import { rendered } from '@vplus/messages';
import { faultOf } from './fault-words.ts';
import type { Log } from './log.ts';
import { isStorageFault } from './storage-fault.ts';

const probeEveryMs = 1000;
const settledAfterMs = 500;
const sqlState = /^[0-9A-Z]{5}$/;

export interface OutageLog {
  /** Leaves out what follows from a database that cannot be used, once that was said. */
  log: Log;
  /** From now on `probe` tells whether the database can be used. */
  watch(probe: () => Promise<unknown>): void;
  close(): Promise<void>;
}

/**
 * One line when the database can no longer be used and one when it can again, instead of one a second from every loop
 * that needs it. What a loop reports is a sign only: whether it is an outage a question of our own tells.
 */
export function openOutageLog(log: Log): OutageLog {
  let probe: (() => Promise<unknown>) | null = null;
  let since: number | null = null;
  let asking: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let held: Parameters<Log>[] = [];

  const ask = async () => {
    try {
      await probe?.();
      if (since === null && held.length > 0) {
        // A server that is just going down may still answer on one line while it cuts the others.
        await wait(settledAfterMs);
        await probe?.();
      }
      if (since !== null)
        log('info', 'The database can be used again', { seconds: Math.round((performance.now() - since) / 1000) });
      else for (const line of held) log(...line);
      since = null;
    } catch (error) {
      if (since === null)
        log('error', 'The database cannot be used; all goes on when it can', { why: rendered(faultOf(error)) });
      since ??= performance.now();
    }
    held = [];
    asking = null;
    if (since !== null && probe) timer = setTimeout(askOnce, probeEveryMs).unref();
  };
  const askOnce = () => {
    asking ??= ask();
  };

  return {
    log: (level, text, fields) => {
      if (!probe || !isSign(fields.err)) return log(level, text, fields);
      if (since !== null) return;
      held.push([level, text, fields]);
      askOnce();
    },
    watch: (how) => {
      probe = how;
    },
    close: async () => {
      probe = null;
      clearTimeout(timer);
      await asking;
    },
  };
}

/** A fault of storage, or an error of the driver that has no SQLSTATE: a line that was cut has words only. */
function isSign(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return isStorageFault(error) || !sqlState.test(String((error as { code?: unknown }).code ?? ''));
}
