import type { UnwordedProblem } from '@vplus/contracts';
import { contextOf, type RunOptions, type RunRecorder, stopIfAborted } from './run.ts';
import type { Step } from './step.ts';

/** One reader of a directory may be behind: evidence is believed when it was seen this often. */
const enoughLooks = 3;
const betweenLooksMs = 2_000;

/**
 * What a step that waits longer than usual rests on may be gone: then no waiting helps. Answers the product's problem,
 * or null. A look that is refused is no evidence.
 */
export async function takenAway<S, C>(
  options: RunOptions<S, C>,
  step: Step<S, C>,
  recorder: RunRecorder,
): Promise<UnwordedProblem | null> {
  for (const base of foundationOf(options.steps, step)) {
    if (!base.lost || recorder.of(base.id).output === undefined) continue;
    let problem: UnwordedProblem | null = null;
    for (let looks = 0; looks < enoughLooks; looks += 1) {
      if (looks > 0) await options.clock.sleep(betweenLooksMs, options.signal);
      problem = await base.lost(contextOf(options, base, recorder)).catch(() => null);
      stopIfAborted(options.signal);
      if (problem === null) break;
    }
    if (problem !== null) return problem;
  }
  return null;
}

/** Every step before this one, directly or not, in the order of the run. */
function foundationOf<S, C>(steps: Step<S, C>[], step: Step<S, C>): Step<S, C>[] {
  const ids = new Set<string>();
  const add = ({ after }: Step<S, C>) => {
    for (const before of steps.filter(({ id }) => after.includes(id) && !ids.has(id))) {
      ids.add(before.id);
      add(before);
    }
  };
  add(step);
  return steps.filter(({ id }) => ids.has(id));
}
