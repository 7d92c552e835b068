import type { Intent } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { type Look, notLookedAt, recordLook, walk } from './look.ts';
import { observe } from './observe.ts';
import {
  contextOf,
  instant,
  type LookOptions,
  openRecorder,
  type Passing,
  type RunRecorder,
  stopIfAborted,
} from './run.ts';
import { settlingMs } from './settling.ts';
import type { LookingStep, Verdict } from './step.ts';
import { waiting } from './waiting.ts';

export interface CheckOptions<R, C> extends LookOptions<R, C> {
  /** What runs wrote down before they changed anything: what they made a moment ago may not show yet. */
  intents?: ReadonlyMap<string, Intent>;
}

const outOfSight = { is: 'cannot-look' as const, why: message('reconciler.basis-unseen') };

/** One reader of a directory may be behind: what is said against a tenant is believed when it was seen this often. */
const enoughLooks = 3;
/** Of what was made less than `settlingMs` ago: about twenty seconds. */
const enoughLooksAtYoung = 11;

/**
 * `find` of every step with the patience of a connect: a lost or garbled answer is asked for again until the step's
 * budget is used up, and what looks wrong is looked at more than once.
 *
 * What could not be seen is told as not looked at, and so is whatever rests on it: nobody knows whether it is there.
 */
export async function check<R, C>(options: CheckOptions<R, C>): Promise<Look<R, C>[]> {
  const recorder = await openRecorder(options);
  const unseen = new Set<string>();
  const missing = new Set<string>();

  return walk(options.steps, async (step) => {
    const blind = step.after.some((id) => unseen.has(id));
    const based = !step.after.some((id) => missing.has(id));
    const looked = await patientLook(options, step, recorder, { blind, based });
    const { finding } = looked;
    if (finding.is === 'absent' || finding.is === 'cannot-look') missing.add(step.id);
    if (finding.is === 'refused' || (blind && finding.is === 'cannot-look')) unseen.add(step.id);
    return looked;
  });
}

interface Sight {
  /** What the step rests on could not be seen: only that something is there can be told then. */
  blind: boolean;
  /** What it rests on is there: that it cannot look is as odd as an absence. */
  based: boolean;
}

/** What a step rests on may be as new as what it made itself. */
function looksFor<R, C>({ clock, intents }: CheckOptions<R, C>, { id, after }: LookingStep<R, C>): number {
  const isYoung = [id, ...after].some((made) => {
    const intent = intents?.get(made);
    return intent !== undefined && clock.now() - Date.parse(intent.latest ?? intent.at) < settlingMs;
  });
  return isYoung ? enoughLooksAtYoung : enoughLooks;
}

async function patientLook<R, C>(
  options: CheckOptions<R, C>,
  step: LookingStep<R, C>,
  recorder: RunRecorder,
  { blind, based }: Sight,
): Promise<Look<R, C>> {
  const { clock, signal } = options;
  const wait = waiting(options, step, recorder);
  let against = 0;
  // What an earlier attempt of this check saw is looked at anew.
  const before: Passing[] = ['ask', 'problem', 'wait', 'output', 'detail'];
  await recorder.write(step.id, { state: 'working', startedAt: instant(clock) }, message('reconciler.looking'), before);
  for (;;) {
    try {
      const seen = await observe({}, step, contextOf(options, step, recorder));
      const finding = blind && seen.is !== 'there' ? outOfSight : seen;
      against += 1;
      const odd =
        finding.is === 'absent' || finding.is === 'partly' || (finding.is === 'cannot-look' && based && !blind);
      if (!odd || against >= looksFor(options, step)) {
        await recordLook(options, step, recorder, finding);
        return { step, finding };
      }
      await wait.forAnotherLook();
    } catch (error) {
      stopIfAborted(signal);
      const verdict = options.judge(error, step, { records: recorder.all(), waitingSince: wait.since() });
      if (!isWorthWaiting(verdict)) return refused(error, verdict);
      await wait.forRemote(verdict);
    }
  }

  function isWorthWaiting(verdict: Verdict): verdict is Extract<Verdict, { take: 'retry' }> {
    return verdict.take === 'retry' && !wait.chancesUsedUp(verdict) && !wait.isOverBudget();
  }

  async function refused(error: unknown, verdict: Verdict): Promise<Look<R, C>> {
    const problem = verdict.problem ? { problem: verdict.problem } : {};
    if (verdict.take === 'ask')
      await recorder.write(step.id, { state: 'needs-you', ask: verdict.ask, ...problem }, verdict.ask.text, ['wait']);
    else await notLookedAt(options, step, recorder, message('reconciler.not-looked-at'), problem);
    return { step, finding: { is: 'refused', error, take: verdict.take } };
  }
}
