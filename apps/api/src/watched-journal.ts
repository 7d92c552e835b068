import type { RunState } from '@vplus/contracts';
import type { Journal as StepJournal, StepRecord } from '@vplus/reconciler';
import type { Job, Journal } from '@vplus/store';

/**
 * The run's journal as the runner sees it. It also keeps the run's own state in step with its steps: a run waits
 * while none of its steps works and at least one waits. While it waits, or only its `background` steps are left to
 * work, its place goes to another run: a first synchronization takes hours and costs us a look now and then.
 */
export function watchedJournal(journal: Journal, job: Pick<Job, 'rests'>, background: string[]): StepJournal {
  const states = new Map<string, StepRecord['state']>();
  let shown: RunState = 'queued';
  let last: Promise<void> = Promise.resolve();

  const some = (state: StepRecord['state'], ids = [...states.keys()]) => ids.some((id) => states.get(id) === state);
  const rests = () => {
    const foreground = [...states.keys()].filter((id) => !background.includes(id));
    return !some('working', foreground) && (some('waiting') || some('working', background));
  };
  const show = async () => {
    const state = !some('working') && some('waiting') ? 'waiting' : 'working';
    if (state === shown) return;
    shown = state;
    await journal.setRun({ state }, state === 'waiting' ? 'Waiting' : 'Working');
  };

  return {
    load: async () => (await journal.load()) as StepRecord[],
    record: (step, text) => {
      // One after the other, so that what is shown last is what was true last.
      last = last
        .catch(() => undefined)
        .then(async () => {
          states.set(step.id, step.state);
          if (!rests()) await job.rests(false);
          await journal.record(step, text);
          await show();
          if (rests()) await job.rests(true);
        });
      return last;
    },
  };
}
