import type { RunView, StepView } from '@vplus/contracts';

const acting: StepView['state'][] = ['failed', 'needs-you', 'waiting', 'working'];
const ended: StepView['state'][] = ['done', 'done-with-attention', 'not-possible', 'retired', 'not-needed'];

export interface Progress {
  /** Counted as the server counts: what is not possible here, retired or not needed needs nothing more. */
  done: number;
  total: number;
  /** The step that the run is at, from 1. */
  at: number;
  /** What happens now, what needs somebody first. */
  now: StepView[];
  /** Done, and something about it deserves a look. */
  notes: StepView[];
  /** The rest of what has ended. */
  finished: StepView[];
  /** What has not ended: still to come, or never to come when the run was cancelled. */
  undone: StepView[];
}

/** How far a run is, and which of its steps a person should see first. */
export function progressOf({ steps }: Pick<RunView, 'steps'>): Progress {
  const done = steps.filter(({ state }) => ended.includes(state)).length;
  return {
    done,
    total: steps.length,
    at: Math.min(done + 1, steps.length),
    now: acting.flatMap((state) => steps.filter((step) => step.state === state)),
    notes: steps.filter(({ state }) => state === 'done-with-attention'),
    finished: steps.filter(({ state }) => ended.includes(state) && state !== 'done-with-attention'),
    undone: steps.filter(({ state }) => state === 'pending' || state === 'cancelled'),
  };
}
