import type { RunOptions } from './run.ts';
import type { Finding, LookingStep, StepContext } from './step.ts';

/**
 * `find` once. What it learned is kept before anybody acts on what it saw, where the run keeps anything.
 *
 * @throws what `find` was refused, whether it threw or answered it
 */
export async function observe<R, C>(
  { keep }: Pick<RunOptions<R, C>, 'keep'>,
  step: LookingStep<R, C>,
  context: StepContext<R, C>,
): Promise<Finding<unknown>> {
  const { learned, ...seen } = await step.find(context);
  if (learned !== undefined) await keep?.(learned);
  if (seen.is === 'refused') throw seen.error;
  return seen;
}
