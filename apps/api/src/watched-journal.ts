import type { RunState } from '@vplus/contracts';
import type { Journal as StepJournal, StepRecord } from '@vplus/reconciler';
import type { Journal } from '@vplus/store';

/**
 * The run's journal as the runner sees it. It also keeps the run's own state in step with its steps: a run waits
 * while none of its steps works and at least one waits.
 */
export function watchedJournal(journal: Journal): StepJournal {
  const states = new Map<string, StepRecord['state']>();
  let shown: RunState = 'queued';
  let last = Promise.resolve();

  const show = async () => {
    const now = [...states.values()];
    const state = !now.includes('working') && now.includes('waiting') ? 'waiting' : 'working';
    if (state === shown) return;
    shown = state;
    await journal.setRun({ state }, state === 'waiting' ? 'Waiting' : 'Working');
  };

  return {
    load: async () => (await journal.load()) as StepRecord[],
    record: (step, text) => {
      states.set(step.id, step.state);
      // One after the other, so that what is shown last is what was true last.
      last = last.then(() => journal.record(step, text)).then(show);
      return last;
    },
  };
}
