import type { StepRecord } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import { instant, type LookOptions, type Passing, type RunRecorder } from './run.ts';
import type { Finding, LookingStep, Verdict } from './step.ts';
import { nextWaitMs } from './waits.ts';

/** Somebody waits for what a check finds. */
const longestPauseOfChecksMs = 2_400;

/** A wait that another worker began goes on: its budget does not begin anew. */
const beganAt = ({ wait }: StepRecord): number | null => (wait ? Date.parse(wait.since) : null);

/** The waits of one step: each is written down with its reason before it begins, and ends with the run's signal. */
export function waiting<R, C>(options: LookOptions<R, C>, step: LookingStep<R, C>, recorder: RunRecorder) {
  const { clock, signal } = options;
  let attempt = 0;
  let since = beganAt(recorder.of(step.id));
  let madeAt = 0;
  let chancesUsed = 0;
  let awayUntil = 0;

  const usualOf = () => ({ usualSeconds: Math.ceil((options.usualMsOf?.(step.id) ?? step.usualMs) / 1000) });

  const sleep = async (
    what: Words,
    askedMs: number,
    usual: { usualSeconds?: number },
    change: Partial<StepRecord>,
    without: Passing[] = [],
    longestMs = Number.POSITIVE_INFINITY,
  ) => {
    since ??= clock.now();
    const overBudget = clock.now() - since > step.budgetMs;
    const ms = Math.min(nextWaitMs({ attempt, random: options.random(), askedMs, overBudget }), longestMs);
    attempt += 1;
    const text = overBudget ? message('reconciler.longer-than-usual', { what }) : what;
    await recorder.write(
      step.id,
      {
        ...change,
        state: 'waiting',
        wait: {
          what: text,
          since: new Date(since).toISOString(),
          nextTry: instant(clock, ms),
          ...usual,
          budgetEnds: new Date(since + step.budgetMs).toISOString(),
        },
      },
      text,
      without,
    );
    await clock.sleep(ms, signal);
  };

  return {
    /** What an earlier worker was told to wait for is waited for, although it is not here any more. */
    goOn: async () => {
      const { state, wait } = recorder.of(step.id);
      const restMs = state === 'waiting' && wait?.nextTry ? Date.parse(wait.nextTry) - clock.now() : 0;
      if (restMs > 0) await clock.sleep(restMs, signal);
    },
    /** Since when the remote has been there and said no: what was waited for while it was away is no part of it. */
    since: () => Math.max(since ?? clock.now(), awayUntil),
    made: () => {
      madeAt = clock.now();
    },
    /** Counted until the step is seen to be getting on again. */
    chancesUsedUp: ({ chances }: Extract<Verdict, { take: 'retry' }>) => {
      if (chances === undefined) return false;
      chancesUsed += 1;
      return chancesUsed > chances;
    },
    /** Absent for a minute after a make: make again, which every step allows at any time. */
    remakeDue: () => clock.now() - madeAt > 60_000,
    forReplication: (found: Exclude<Finding<unknown>, { is: 'there' | 'needs-you' }>) => {
      if (found.is === 'under-way') chancesUsed = 0;
      return sleep(
        'detail' in found && found.detail ? found.detail : step.waitingFor,
        0,
        usualOf(),
        'rows' in found && found.rows ? { rows: found.rows } : {},
        ['problem'],
      );
    },
    /** What a check saw is not what it expected: it looks again before it says so. */
    forAnotherLook: () => sleep(message('reconciler.not-as-expected'), 0, {}, {}, ['problem'], longestPauseOfChecksMs),
    isLongerThanUsual: () => since !== null && clock.now() - since > step.usualMs,
    isOverBudget: () => clock.now() - (since ?? clock.now()) > step.budgetMs,
    forRemote: async (verdict: Extract<Verdict, { take: 'retry' }>) => {
      // How long a remote is away or busy has nothing to do with how long the step usually takes.
      const usual = verdict.away ? {} : usualOf();
      await sleep(verdict.what, verdict.afterMs ?? 0, usual, verdict.problem ? { problem: verdict.problem } : {});
      if (verdict.away) awayUntil = clock.now();
    },
  };
}
