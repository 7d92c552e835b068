import type { StepRecord } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import type { Journal } from './journal.ts';
import type { LookingStep, Step, StepContext, Verdict } from './step.ts';

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Of what only looks: nothing in it can change anything. */
export interface LookOptions<Readers, Connection> {
  steps: LookingStep<Readers, Connection>[];
  services: Readers;
  connection: Connection;
  /** Absent: what is seen is written down nowhere. */
  journal?: Journal;
  clock: Clock;
  signal: AbortSignal;
  /** Decides per thrown error, knowing what the run has done so far; anything it does not know is a failure. */
  judge(error: unknown, step: LookingStep<Readers, Connection>, history: RunHistory): Verdict;
  /** How long a step usually takes by our own history, in milliseconds; without it the step's own word stands. */
  usualMsOf?(stepId: string): number | undefined;
  /** 0..1, for jitter. */
  random(): number;
}

export interface RunOptions<Services, Connection> extends LookOptions<Services, Connection> {
  steps: Step<Services, Connection>[];
  journal: Journal;
  /** Stores what a look of these steps learned; absent: it is dropped. */
  keep?(learned: unknown): Promise<void>;
  /** Called once, when every step that is not in the background is done. */
  foregroundDone?(): Promise<void>;
}

/** Of runs that change something, and so can be cancelled in the middle. */
export interface ChangeOptions<Services, Connection> extends RunOptions<Services, Connection> {
  /** Whether `signal` was aborted because a person cancels; any other reason (lost lease, shutdown) is thrown on. */
  isCancel(reason: unknown): boolean;
}

/** What the run has done so far, to tell what was just made from what is old. */
export interface RunHistory {
  records: readonly StepRecord[];
  /** Since when this step has been waiting, epoch milliseconds. */
  waitingSince: number;
}

export type RunOutcome = 'done' | 'done-with-attention' | 'needs-you' | 'failed' | 'cancelled';

/** Members of a record that end with what they are about. */
export type Passing = 'ask' | 'problem' | 'wait' | 'output' | 'detail';

/** The records of one run in memory, written through to the journal one after the other per step. */
export interface RunRecorder {
  of(stepId: string): StepRecord;
  all(): StepRecord[];
  /** `without` names members that end with this change. */
  write(stepId: string, change: Partial<StepRecord>, text: Words, without?: Passing[]): Promise<void>;
  /** The same, where the next write may bring it along: what only was seen, which a look after a crash sees again. */
  writeSoon: RunRecorder['write'];
  /** Progress in the middle of a make: not waited for, but in order. */
  reportProgress(stepId: string, change: Partial<StepRecord>): void;
}

export async function openRecorder<R, C>(options: LookOptions<R, C>): Promise<RunRecorder> {
  const loaded = (await options.journal?.load()) ?? [];
  const records = new Map(options.steps.map(({ id }) => [id, loaded.find((record) => record.id === id) ?? blank(id)]));
  const lines = new Map<string, Promise<void>>();

  const of = (id: string): StepRecord => {
    const record = records.get(id);
    if (!record) throw new Error(`No such step: ${id}`);
    return record;
  };
  const writeDown =
    (when: { soon?: boolean }): RunRecorder['write'] =>
    (id, change, text, without = []) => {
      const kept = { ...of(id) };
      for (const member of without) delete kept[member];
      const record = { ...kept, ...change };
      records.set(id, record);
      const line = (lines.get(id) ?? Promise.resolve()).then(() => options.journal?.record(record, text, when));
      lines.set(id, line);
      return line;
    };
  const write = writeDown({});
  const writeSoon = writeDown({ soon: true });
  const reportProgress = (id: string, change: Partial<StepRecord>) => {
    // A journal that fails here fails again at the next write, which is waited for.
    writeSoon(id, change, change.detail ?? of(id).detail ?? '').catch(() => undefined);
  };
  return { of, all: () => [...records.values()], write, writeSoon, reportProgress };
}

const blank = (id: string): StepRecord => ({
  id,
  state: 'pending',
  startedAt: null,
  finishedAt: null,
  facts: [],
  rows: [],
});

export function contextOf<S, C>(
  options: LookOptions<S, C>,
  step: LookingStep<S, C>,
  recorder: RunRecorder,
): StepContext<S, C> {
  return {
    services: options.services,
    connection: options.connection,
    signal: options.signal,
    outputOf: (other) => {
      // A plan may leave a step out: then it has no output.
      if (!options.steps.some(({ id }) => id === other.id)) return undefined;
      const { output } = recorder.of(other.id);
      return output === undefined ? undefined : other.output.parse(output);
    },
    report: (progress) => recorder.reportProgress(step.id, progress),
    intent: recorder.of(step.id).intent?.before,
  };
}

export const instant = (clock: Clock, offsetMs = 0): string => new Date(clock.now() + offsetMs).toISOString();

/** Rejects with the signal's reason; a remote call that was aborted may have thrown something else. */
export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason;
}
