import type { Ask, Fact, Row } from './step.ts';

/** That a step is about to change something, and what it saw before: null where nothing was there. */
export interface Intent {
  at: string;
  before: unknown;
  /** When it was made last, where that was more than once. */
  latest?: string;
}

/** The record of one step of one run, as it is stored: JSON, never a secret. */
export interface StepRecord {
  id: string;
  state:
    | 'pending'
    | 'working'
    | 'waiting'
    | 'needs-you'
    | 'done'
    | 'done-with-attention'
    | 'not-possible'
    | 'retired'
    | 'not-needed'
    | 'not-looked-at'
    | 'failed'
    | 'cancelled';
  startedAt: string | null;
  finishedAt: string | null;
  output?: unknown;
  /** Committed before the first effect of a make: what was there before. Undo touches only what an intent covers. */
  intent?: Intent;
  /** Whether this run's make changed anything. */
  made?: boolean;
  detail?: string;
  facts: Fact[];
  rows: Row[];
  wait?: { what: string; since: string; nextTry?: string; usualSeconds?: number; budgetEnds?: string };
  ask?: Ask;
  /** The product's own problem document. */
  problem?: unknown;
}

/**
 * Where the runner writes down what it does. Every `record` is durable when it resolves, appends a numbered event
 * and is refused with LeaseLost when another worker has taken the run over.
 */
export interface Journal {
  load(): Promise<StepRecord[]>;
  record(step: StepRecord, text: string): Promise<void>;
}

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}
