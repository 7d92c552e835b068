import type { StepView } from '@vplus/contracts';

/** A step as an event keeps it: its rows and facts, which are most of it, are read with the event from the step. */
export type StepInHistory = Omit<StepView, 'rows' | 'facts'> & Partial<StepView>;

export const inHistory = ({ rows: _, facts: __, ...step }: StepView): StepInHistory => step;
