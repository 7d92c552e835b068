import type { Journal, StepRecord } from './journal.ts';
import type { Step, Verdict } from './step.ts';

export interface Clock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface RunOptions<Services, Connection> {
  steps: Step<Services, Connection>[];
  services: Services;
  connection: Connection;
  journal: Journal;
  clock: Clock;
  signal: AbortSignal;
  /** Decides per thrown error; anything it does not know is a failure. */
  judge(error: unknown, step: Step<Services, Connection>): Verdict;
  /** 0..1, for jitter. */
  random(): number;
}

export type RunOutcome = 'done' | 'done-with-attention' | 'needs-you' | 'failed' | 'cancelled';

/** Look, make what is missing, look again, record; independent steps side by side. */
export declare function connect<S, C>(options: RunOptions<S, C>): Promise<RunOutcome>;
/** `find` of every step, nothing else: the plan, verify and the drift check. */
export declare function look<S, C>(options: RunOptions<S, C>): Promise<StepRecord[]>;
/** `undo` in reverse order. */
export declare function undo<S, C>(options: RunOptions<S, C>): Promise<RunOutcome>;
