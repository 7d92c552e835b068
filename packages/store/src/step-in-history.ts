import type { UnwordedStep } from '@vplus/contracts';

/** A step as an event keeps it: its rows and facts, which are most of it, are read with the event from the step. */
export type StepInHistory = Omit<UnwordedStep, 'rows' | 'facts'> & Partial<UnwordedStep>;

export const inHistory = ({ rows: _, facts: __, ...step }: UnwordedStep): StepInHistory => step;
