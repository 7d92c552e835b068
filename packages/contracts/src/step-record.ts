import type * as z from 'zod/mini';
import type { StepView } from './runs.ts';

/** That a step is about to change something, and what it saw before: null where nothing was there. */
export interface Intent {
  at: string;
  before: unknown;
  /** When it was made last, where that was more than once. */
  latest?: string;
}

/** The record of one step of one run, as it is stored: what a screen may see, and what the steps hand to each other. */
export interface StepRecord extends Omit<z.input<typeof StepView>, 'title'> {
  output?: unknown;
  /** Committed before the first effect of a make: what was there before. Undo touches only what an intent covers. */
  intent?: Intent;
  /** Whether this run's make changed anything; of a disconnect: whether its undo has begun. */
  made?: boolean;
}
