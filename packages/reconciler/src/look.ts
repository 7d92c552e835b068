import type { StepRecord } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import { observe } from './observe.ts';
import { contextOf, instant, type LookOptions, openRecorder, type RunRecorder } from './run.ts';
import { stateOf } from './settle.ts';
import type { Finding, LookingStep, Verdict } from './step.ts';

export interface Look<S, C> {
  step: LookingStep<S, C>;
  finding: Finding<unknown> | { is: 'refused'; error: unknown; take: Verdict['take'] };
}

/** `find` of every step, once, and nothing else: the plan. A refusal is an answer too. */
export async function look<R, C>(options: LookOptions<R, C>): Promise<Look<R, C>[]> {
  const recorder = await openRecorder(options);
  return walk(options.steps, async (step) => {
    try {
      const finding = await observe({}, step, contextOf(options, step, recorder));
      await recordLook(options, step, recorder, finding);
      return { step, finding };
    } catch (error) {
      if (options.signal.aborted) throw options.signal.reason;
      const history = { records: recorder.all(), waitingSince: options.clock.now() };
      return { step, finding: { is: 'refused', error, take: options.judge(error, step, history).take } };
    }
  });
}

/** Visits every step after those whose output it reads; independent ones side by side. */
export function walk<S extends Pick<LookingStep<never, never>, 'id' | 'after'>, R>(
  steps: S[],
  visit: (step: S) => Promise<R>,
): Promise<R[]> {
  const visited = new Map<string, Promise<R>>();
  const go = (step: S): Promise<R> => {
    const known = visited.get(step.id);
    if (known) return known;
    const before = steps.filter(({ id }) => step.after.includes(id)).map(go);
    const seen = Promise.all(before).then(() => visit(step));
    visited.set(step.id, seen);
    return seen;
  };
  return Promise.all(steps.map(go));
}

/** Writes down what a look saw, and that it was only a look. */
export async function recordLook<R, C>(
  options: LookOptions<R, C>,
  step: LookingStep<R, C>,
  recorder: RunRecorder,
  finding: Finding<unknown>,
): Promise<void> {
  if (finding.is === 'cannot-look') return notLookedAt(options, step, recorder, finding.why);
  const shown = {
    ...('rows' in finding && finding.rows ? { rows: finding.rows } : {}),
    ...('detail' in finding && finding.detail ? { detail: finding.detail } : {}),
    ...('output' in finding && finding.output !== undefined ? { output: finding.output } : {}),
    ...('facts' in finding && finding.facts ? { facts: finding.facts } : {}),
  };
  const write = (change: Partial<StepRecord>, text: Words) =>
    recorder.write(step.id, { ...shown, ...change }, text, ['wait', 'problem']);
  if (finding.is === 'needs-you') return write({ state: 'needs-you', ask: finding.ask }, finding.ask.text);

  const finishedAt = instant(options.clock);
  if (finding.is === 'there') {
    const detail = finding.attention ?? finding.detail;
    const change = { state: stateOf(finding), finishedAt, ...(finding.ask ? { ask: finding.ask } : {}) };
    const text = detail ?? message('reconciler.as-it-should-be');
    return write({ ...change, facts: finding.facts ?? [], ...(detail ? { detail } : {}) }, text);
  }
  const detail = finding.detail ?? message('reconciler.not-as-it-should-be');
  if (finding.is === 'under-way') return write({ state: 'waiting', finishedAt, detail }, detail);
  const isNew = finding.is === 'partly' && finding.isNew;
  return write({ state: isNew ? 'done-with-attention' : 'failed', finishedAt, detail }, detail);
}

/** Nothing is known of it: that is no word against it. */
export const notLookedAt = <R, C>(
  { clock }: LookOptions<R, C>,
  { id }: LookingStep<R, C>,
  recorder: RunRecorder,
  why: Words,
  change: Partial<StepRecord> = {},
): Promise<void> =>
  recorder.write(id, { ...change, state: 'not-looked-at', finishedAt: instant(clock), detail: why }, why, ['wait']);
