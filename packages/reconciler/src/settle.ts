import type { StepRecord, UnwordedFact, UnwordedProblem, UnwordedRow } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { takenAway } from './foundation.ts';
import { observe } from './observe.ts';
import { type Clock, contextOf, instant, type RunOptions, type RunRecorder, stopIfAborted } from './run.ts';
import type { Finding, Step } from './step.ts';
import { waiting } from './waiting.ts';
import { watch } from './watch.ts';

type End = 'done' | 'paused' | 'failed';

/**
 * Brings one step about: look, make what is missing, look again, until it is there or a person must act.
 *
 * Absence after a make is replication, not failure. Retries end only with the run: after the step's budget they
 * become slow and say so. Every wait can be cancelled. `enough` ends a watch: the run needs a person for something else.
 */
export async function settle<S, C>(
  options: RunOptions<S, C>,
  step: Step<S, C>,
  recorder: RunRecorder,
  enough: AbortSignal,
): Promise<End> {
  const { clock, signal } = options;
  const wait = waiting(options, step, recorder);
  let making = false;
  await wait.goOn();

  for (;;) {
    stopIfAborted(signal);
    try {
      await announce(step, recorder, clock);
      let found = await observe(options, step, contextOf(options, step, recorder));
      if (found.is === 'needs-you') {
        if (!found.watch) return await ask(step, recorder, found.ask, undefined, found);
        const { ask: asked, watch: watched } = found;
        const until = ({ is }: Finding<unknown>) => is !== 'needs-you';
        if (await watch(options, step, recorder, { ask: asked, watch: watched, until }, enough)) continue;
        return 'paused';
      }
      if (found.is !== 'there' && found.is !== 'under-way') {
        if (!step.make) return await ask(step, recorder, step.ask?.(contextOf(options, step, recorder), found));
        if (!making || found.is === 'partly' || wait.remakeDue()) {
          await intend(step, recorder, clock, found);
          wait.made();
          const made = await step.make(contextOf(options, step, recorder), found);
          making = true;
          found = made ?? (await observe(options, step, contextOf(options, step, recorder)));
          if (found.is === 'needs-you') return await ask(step, recorder, found.ask, undefined, found);
        }
      }
      if (found.is === 'there') return await finish(step, recorder, clock, found);
      const lost = wait.isLongerThanUsual() ? await takenAway(options, step, recorder) : null;
      if (lost !== null) return await fail(step, recorder, clock, lost);
      await wait.forReplication(found);
    } catch (error) {
      stopIfAborted(signal);
      const verdict = options.judge(error, step, { records: recorder.all(), waitingSince: wait.since() });
      if (verdict.take === 'ask') {
        if (!verdict.watch) return await ask(step, recorder, verdict.ask, verdict.problem);
        const until = ({ is }: Finding<unknown>) => is === 'there';
        const found = await watch(options, step, recorder, { ...verdict, watch: verdict.watch, until }, enough);
        return found?.is === 'there' ? await finish(step, recorder, clock, found) : 'paused';
      }
      const fails = verdict.take === 'fail' || wait.chancesUsedUp(verdict);
      const asksBase = fails || (wait.isLongerThanUsual() && !('away' in verdict && verdict.away));
      const lost = asksBase ? await takenAway(options, step, recorder) : null;
      if (lost !== null) return await fail(step, recorder, clock, lost);
      if (fails) return await fail(step, recorder, clock, verdict.problem);
      // What was refused was not made; what was lost on its way may have been, and must get the time to show.
      if (verdict.uncertain) making = true;
      await wait.forRemote(verdict);
    }
  }
}

/** A step that was done before stays shown as done while it is looked at again. */
async function announce<S, C>(step: Step<S, C>, recorder: RunRecorder, clock: Clock): Promise<void> {
  const { state, startedAt } = recorder.of(step.id);
  if (state === 'working' || state === 'waiting' || state === 'done' || state === 'done-with-attention') return;
  const change = { state: 'working' as const, startedAt: startedAt ?? instant(clock), finishedAt: null };
  await recorder.writeSoon(step.id, change, message('reconciler.looking'), ['ask', 'problem', 'wait']);
}

/** The intent and what was there before are durable before the first effect; the first intent is the true one. */
async function intend<S, C>(
  step: Step<S, C>,
  recorder: RunRecorder,
  clock: Clock,
  found: Finding<unknown>,
): Promise<void> {
  const before = 'before' in found ? found.before : undefined;
  const at = instant(clock);
  const first = recorder.of(step.id).intent;
  const intent = first ? { ...first, latest: at } : { at, before: before ?? null };
  const rows = 'rows' in found && found.rows ? { rows: found.rows } : {};
  const change = { state: 'working' as const, intent, made: true, finishedAt: null, ...rows };
  await recorder.write(step.id, change, message('reconciler.working'), ['wait', 'problem']);
}

async function finish<S, C>(
  step: Step<S, C>,
  recorder: RunRecorder,
  clock: Clock,
  found: Extract<Finding<unknown>, { is: 'there' }>,
): Promise<End> {
  const finished = {
    state: stateOf(found),
    ...(found.ask ? { ask: found.ask } : {}),
    // What was done before and is still there keeps the time that it took then.
    finishedAt: recorder.of(step.id).finishedAt ?? instant(clock),
    output: found.output,
    rows: found.rows ?? [],
    facts: found.facts ?? [],
    detail: found.attention ?? found.detail ?? '',
  };
  const text = found.attention ?? found.detail ?? message('reconciler.done');
  // The next intent brings it along, and a process that dies before sees by a look what is there.
  await recorder.writeSoon(step.id, finished, text, ['wait', 'ask', 'problem']);
  return 'done';
}

/** How what is there is shown. */
export const stateOf = (found: Extract<Finding<unknown>, { is: 'there' }>): StepRecord['state'] =>
  found.as ?? (found.attention ? 'done-with-attention' : 'done');

export async function ask<S, C>(
  step: Step<S, C>,
  recorder: RunRecorder,
  asked: StepRecord['ask'],
  problem?: UnwordedProblem,
  found: { rows?: UnwordedRow[]; facts?: UnwordedFact[] } = {},
): Promise<End> {
  if (!asked) throw new Error(`Step ${step.id} has neither make nor ask`);
  const { rows, facts } = found;
  const change = {
    state: 'needs-you' as const,
    ask: asked,
    ...(problem ? { problem } : {}),
    ...(rows ? { rows } : {}),
    ...(facts ? { facts } : {}),
  };
  await recorder.write(step.id, change, asked.text, ['wait']);
  return 'paused';
}

export async function fail<S, C>(
  step: Step<S, C>,
  recorder: RunRecorder,
  clock: Clock,
  problem: UnwordedProblem | undefined,
): Promise<'failed'> {
  const change = { state: 'failed' as const, finishedAt: instant(clock), problem };
  await recorder.write(step.id, change, message('reconciler.failed'), ['wait']);
  return 'failed';
}
