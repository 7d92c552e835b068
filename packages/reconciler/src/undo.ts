import type { Intent, StepRecord } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { cancel, outcomeOf } from './connect.ts';
import { observe } from './observe.ts';
import { type ChangeOptions, contextOf, instant, openRecorder, type RunOutcome, type RunRecorder } from './run.ts';
import { ask, fail, settle } from './settle.ts';
import { settlingMs } from './settling.ts';
import type { Step } from './step.ts';
import { waiting } from './waiting.ts';

export interface UndoOptions<S, C> extends ChangeOptions<S, C> {
  /** What earlier runs wrote down before they changed anything, by step: undo touches nothing else. */
  intents: ReadonlyMap<string, Intent>;
  /** What must hold before anything is taken away: settled like a step of a connect, and the run ends where it does not. */
  first?: Step<S, C>;
}

type End = 'done' | 'needs-you' | 'failed';

/**
 * `undo` in reverse order, of every step whose intent is on record. Outputs come from a look at what is there now, so
 * that it works after any crash; what was made a moment ago and does not show yet is waited for, or it would be left
 * behind.
 */
export async function undo<S, C>(options: UndoOptions<S, C>): Promise<RunOutcome> {
  const { first } = options;
  const before = first ? [first] : [];
  const recorder = await openRecorder({ ...options, steps: [...before, ...options.steps] });
  const undoable = options.steps.filter((step) => step.undo);
  // What only a person makes has no intent: its undo looks whether they took it away.
  const covered = undoable.filter((step) => options.intents.has(step.id) || !step.make);
  const left = covered.filter(({ id }) => recorder.of(id).state !== 'done');
  try {
    for (const step of before) {
      const end = await settle(options, step, recorder, options.signal);
      if (end !== 'done') return end === 'failed' ? 'failed' : 'needs-you';
    }
    for (const step of left) {
      const end = await see(options, step, recorder);
      if (end !== 'done') return end;
    }
    for (const step of undoable.toReversed()) {
      if (!covered.includes(step)) await leave(options, step, recorder);
      if (!left.includes(step)) continue;
      const end = await takeAway(options, step, recorder);
      if (end !== 'done') return end;
    }
  } catch (error) {
    if (!options.signal.aborted) throw error;
    if (!options.isCancel(options.signal.reason)) throw options.signal.reason;
    return cancel({ ...options, steps: [...before, ...undoable] }, recorder);
  }
  return outcomeOf([...before, ...undoable].map(({ id }) => recorder.of(id)));
}

/** Looks until the step is seen, or has had the time to show itself. */
async function see<S, C>(options: UndoOptions<S, C>, step: Step<S, C>, recorder: RunRecorder): Promise<End> {
  const intent = options.intents.get(step.id);
  // Without an intent nothing of ours can be on its way: what a person made is there or is not.
  const settledAt = intent ? Date.parse(intent.latest ?? intent.at) + settlingMs : 0;
  return patiently(options, step, recorder, async (wait) => {
    const found = await observe(options, step, context(options, step, recorder));
    if ('output' in found && found.output !== undefined) recorder.of(step.id).output = found.output;
    // Without an intent there is no moment to wait from.
    if (found.is !== 'absent' || !(options.clock.now() < settledAt)) return 'done';
    await wait.forReplication({ is: 'absent' });
    return undefined;
  });
}

/** Undoes the step, and notes before it that this run has begun; after an answer that was lost it is looked at again, and gone for long enough is gone. */
async function takeAway<S, C>(options: UndoOptions<S, C>, step: Step<S, C>, recorder: RunRecorder): Promise<End> {
  let tried = false;
  let goneSince: number | null = null;
  return patiently(
    options,
    step,
    recorder,
    async (wait) => {
      if (tried) {
        const found = await observe(options, step, context(options, step, recorder));
        goneSince = found.is === 'absent' ? (goneSince ?? options.clock.now()) : null;
        if (goneSince !== null && options.clock.now() - goneSince < settlingMs) {
          await wait.forReplication({ is: 'absent', detail: message('reconciler.checking-whether-gone') });
          return undefined;
        }
      }
      tried = true;
      // What is gone has no output any more: undo then only sees to what else it is to do.
      if (goneSince !== null) recorder.of(step.id).output = undefined;
      await step.undo?.(context(options, step, recorder));
      return done(options, step, recorder);
    },
    { made: true },
  );
}

/** Tries until it ends, waiting as the product's judge says. */
async function patiently<S, C>(
  options: UndoOptions<S, C>,
  step: Step<S, C>,
  recorder: RunRecorder,
  attempt: (wait: ReturnType<typeof waiting>) => Promise<End | undefined>,
  change: Partial<StepRecord> = {},
): Promise<End> {
  const wait = waiting(options, step, recorder);
  const startedAt = recorder.of(step.id).startedAt ?? instant(options.clock);
  const begun = { ...change, state: 'working' as const, startedAt };
  await recorder.write(step.id, begun, message('reconciler.working'), ['wait', 'ask', 'problem']);
  for (;;) {
    options.signal.throwIfAborted();
    try {
      const end = await attempt(wait);
      if (end) return end;
    } catch (error) {
      options.signal.throwIfAborted();
      const verdict = options.judge(error, step, { records: recorder.all(), waitingSince: wait.since() });
      if (verdict.take === 'ask') {
        await ask(step, recorder, verdict.ask, verdict.problem);
        return 'needs-you';
      }
      if (verdict.take === 'fail' || wait.chancesUsedUp(verdict))
        return fail(step, recorder, options.clock, verdict.problem);
      await wait.forRemote(verdict);
    }
  }
}

async function done<S, C>(options: UndoOptions<S, C>, { id }: Step<S, C>, recorder: RunRecorder): Promise<End> {
  const finishedAt = instant(options.clock);
  await recorder.write(id, { state: 'done', finishedAt }, message('reconciler.done'), ['wait', 'ask', 'problem']);
  return 'done';
}

/** Nobody wrote down that it was to be made: there is nothing of ours. */
async function leave<S, C>(options: UndoOptions<S, C>, { id }: Step<S, C>, recorder: RunRecorder): Promise<void> {
  if (recorder.of(id).state === 'not-needed') return;
  const finishedAt = instant(options.clock);
  await recorder.write(id, { state: 'not-needed', finishedAt }, message('reconciler.nothing-of-ours'));
}

/** The intent is that of the run which made it, not of this one. */
function context<S, C>(options: UndoOptions<S, C>, step: Step<S, C>, recorder: RunRecorder) {
  return { ...contextOf(options, step, recorder), intent: options.intents.get(step.id)?.before };
}
