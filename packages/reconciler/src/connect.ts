import type { StepRecord } from '@vplus/contracts';
import { message } from '@vplus/messages';
import {
  type ChangeOptions,
  instant,
  openRecorder,
  type RunOptions,
  type RunOutcome,
  type RunRecorder,
} from './run.ts';
import { settle } from './settle.ts';
import type { Step } from './step.ts';

/** Look, make what is missing, look again, record; independent steps side by side. Also resume and repair. */
export async function connect<S, C>(given: ChangeOptions<S, C>): Promise<RunOutcome> {
  // One step that cannot write its record (lease lost, database gone) stops the others before their next effect.
  const stop = new AbortController();
  const options = { ...given, signal: AbortSignal.any([given.signal, stop.signal]) };
  const recorder = await openRecorder(options);
  const foreground = options.steps.filter((step) => !step.background);
  const settled = new Map<string, Promise<boolean>>();
  // A step that failed needs a person now: nobody goes on watching an ask of another step beside it.
  const failure = new AbortController();

  const run = (step: Step<S, C>): Promise<boolean> => {
    const known = settled.get(step.id);
    if (known) return known;
    const before = options.steps.filter(({ id }) => step.after.includes(id)).map(run);
    const ended = Promise.all(before).then(async (ready) => {
      if (!ready.every(Boolean)) return false;
      const end = await settle(options, step, recorder, failure.signal);
      if (end === 'failed') failure.abort();
      return end === 'done';
    });
    ended.catch((reason) => stop.abort(reason));
    settled.set(step.id, ended);
    return ended;
  };

  const all = options.steps.map(run);
  const connected = Promise.all(foreground.map(run)).then(async (done) => {
    if (done.every(Boolean)) await options.foregroundDone?.();
  });
  // Every step comes to rest before the run ends, so that none writes behind its back.
  const rests = await Promise.allSettled([...all, connected]);
  const broken = rests.find((rest) => rest.status === 'rejected');
  if (broken && given.isCancel(given.signal.reason)) return cancel(options, recorder);
  if (broken) throw options.signal.reason ?? broken.reason;
  return outcomeOf(options.steps.map(({ id }) => recorder.of(id)));
}

export async function cancel<S, C>(options: RunOptions<S, C>, recorder: RunRecorder): Promise<RunOutcome> {
  for (const { id } of options.steps) {
    const { state } = recorder.of(id);
    if (state === 'working' || state === 'waiting' || state === 'needs-you' || state === 'pending')
      await recorder.write(
        id,
        { state: 'cancelled', finishedAt: instant(options.clock) },
        message('reconciler.cancelled'),
      );
  }
  return 'cancelled';
}

export function outcomeOf(records: StepRecord[]): RunOutcome {
  const some = (state: StepRecord['state']) => records.some((record) => record.state === state);
  if (some('failed')) return 'failed';
  if (some('needs-you')) return 'needs-you';
  return some('done-with-attention') ? 'done-with-attention' : 'done';
}
