import { once } from 'node:events';
import { isLive, Problem, RunEvent, RunView, watchRun } from '@vplus/contracts';
import { rendered } from '@vplus/messages';
import type { Response } from 'express';
import type { Caller } from '../caller.ts';
import type { Parts } from '../parts.ts';
import { permittedRun } from '../permit.ts';
import { type Counter, callerOf, fromAddress, identified } from '../serve.ts';

/**
 * Streams a run: the whole view first, then each event. `Last-Event-ID` spares the view when nothing is missing.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function runEventRoutes({ router, identify }: Counter, parts: Parts): void {
  router.get(watchRun.path, identified(identify), async (req, res) => {
    const { runId } = fromAddress(watchRun.params, req.params);
    const caller = callerOf(res);
    await permittedRun(parts, caller, 'read', runId);
    res.set(unheld);
    // Express answers HEAD with the route of GET; a stream without a body would hold the line for nothing.
    if (req.method === 'HEAD') res.end();
    else await stream(parts, caller, runId, res, lastSeen(req.headers['last-event-id']));
  });
}

/** A proxy passes each event on at once: nginx does not buffer it, and none that compresses holds it back. */
const unheld = {
  'Content-Type': 'text/event-stream',
  'Content-Encoding': 'identity',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

const lastSeen = (header: string | string[] | undefined): number | null =>
  typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;

async function stream(parts: Parts, caller: Caller, runId: string, res: Response, last: number | null): Promise<void> {
  const { store, stopping, outside, heartbeatMs } = parts;
  const closed = new AbortController();
  const close = () => closed.abort();
  const wakeUp = openWakeUp();
  const unwatch = store.watch(runId, wakeUp.signal);
  const heart = setInterval(() => {
    permittedRun(parts, caller, 'read', runId).catch(close);
    if (caller.expiresAt <= outside.clock.now()) close();
    else if (!res.writableNeedDrain) res.write(': still here\n\n');
  }, heartbeatMs);
  const say = async (text: string) => {
    if (!res.write(text)) await once(res, 'drain', { signal: closed.signal });
  };
  res.once('close', close);
  stopping.addEventListener('abort', close);
  closed.signal.addEventListener('abort', wakeUp.signal);
  if (stopping.aborted) close();

  try {
    const view = await store.runView(runId);
    if (!view) throw new Problem('not-found');
    res.flushHeaders();
    let sent = last !== null && last <= view.version ? last : null;
    let over = !isLive(view);
    if (sent === null) {
      await say(message('view', view.version, RunView.parse(rendered(view))));
      sent = view.version;
    }
    while (!closed.signal.aborted) {
      for (const event of await store.events(runId, sent)) {
        await say(message('step', event.number, RunEvent.parse(rendered(event))));
        sent = event.number;
        over = !isLive({ state: event.runState });
      }
      if (over) break;
      await wakeUp.wait();
    }
  } catch (error) {
    if (!closed.signal.aborted) throw error;
  } finally {
    clearInterval(heart);
    unwatch();
    stopping.removeEventListener('abort', close);
    if (res.headersSent) res.end();
  }
}

const message = (event: string, id: number, data: unknown) =>
  `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

/** Remembers a signal that came while nobody waited, so that no notification is lost between a read and the next wait. */
function openWakeUp() {
  let next = Promise.withResolvers<void>();
  return {
    signal: () => next.resolve(),
    wait: async () => {
      await next.promise;
      next = Promise.withResolvers<void>();
    },
  };
}
