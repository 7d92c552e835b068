import type { StepRecord, UnwordedAsk, UnwordedProblem, UnwordedRow } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { observe } from './observe.ts';
import { contextOf, instant, type Passing, type RunOptions, type RunRecorder, stopIfAborted } from './run.ts';
import type { Finding, Step, Watch } from './step.ts';
import { nextLookMs } from './waits.ts';

/** What a person is asked, and how it is watched. */
interface Watched {
  ask: UnwordedAsk;
  problem?: UnwordedProblem;
  watch: Watch;
  /** What ends the watch: the step is there, or it needs nobody any more. */
  until(found: Finding<unknown>): boolean;
}

/**
 * While a person is asked, looks from time to time whether it was done elsewhere. Only looks: what was refused is
 * not tried again before somebody comes back.
 *
 * `null`: nobody looks any more and the ask stands, because its time is up, the look itself is refused (the sign-in
 * has ended), or `enough` says that the run cannot go on without a person anyway. A record that needs a person and
 * has a `wait` is being watched.
 */
export async function watch<S, C>(
  options: RunOptions<S, C>,
  step: Step<S, C>,
  recorder: RunRecorder,
  asked: Watched,
  enough: AbortSignal,
): Promise<Finding<unknown> | null> {
  const { clock, signal } = options;
  const { everyMs, forMs } = asked.watch;
  const since = clock.now();
  const { problem } = asked;
  let { ask } = asked;
  let { rows } = recorder.of(step.id);
  const write = (change: Partial<StepRecord>, without: Passing[] = []) =>
    recorder.write(
      step.id,
      { ...change, state: 'needs-you', ask, rows, ...(problem ? { problem } : {}) },
      ask.text,
      without,
    );

  for (let looks = 0; ; looks += 1) {
    const ms = nextLookMs({ looks, everyMs, random: options.random() });
    if (enough.aborted || clock.now() + ms > since + forMs) break;
    const what = message('reconciler.watching');
    await write({ wait: { what, since: new Date(since).toISOString(), nextTry: instant(clock, ms) } });
    await clock.sleep(ms, AbortSignal.any([signal, enough])).catch(() => stopIfAborted(signal));
    if (enough.aborted) break;

    try {
      const found = await observe(options, step, contextOf(options, step, recorder));
      if (asked.until(found)) return found;
      if (found.is === 'needs-you') ask = found.ask;
      if ('rows' in found && found.rows) rows = unlessPending(found.rows, rows);
    } catch (error) {
      stopIfAborted(signal);
      const verdict = options.judge(error, step, { records: recorder.all(), waitingSince: since });
      if (verdict.take !== 'retry') break;
    }
  }
  await write({}, ['wait']);
  return null;
}

/** A row that nobody has done yet keeps what it says of whom it waits for. */
function unlessPending(rows: UnwordedRow[], known: UnwordedRow[]): UnwordedRow[] {
  const before = new Map(known.map((row) => [row.key, row]));
  return rows.map((row) => (row.state === 'pending' ? (before.get(row.key) ?? row) : row));
}
