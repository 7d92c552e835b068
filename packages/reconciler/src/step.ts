import type { Concern, FindingKind, UnwordedAsk, UnwordedFact, UnwordedProblem, UnwordedRow } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import type * as z from 'zod';

/** Something that is there although nothing brought it about: what it means, and by which name a plan takes it away. */
export interface Addition {
  key: string;
  /** What a check calls it. */
  kind: FindingKind;
  what: Words;
}

/** What is said against a tenant, where its step has more to tell than that it is not as it should be. */
interface Said {
  concerns?: Concern[];
  /** What else the step tells and could not read this time: of these kinds nothing is known. */
  unread?: { kinds: FindingKind[]; why: Words };
}

/** What a look saw. */
export type Finding<Output> = Said & Seen<Output>;

type Seen<Output> =
  | {
      is: 'there';
      output: Output;
      rows?: UnwordedRow[];
      facts?: UnwordedFact[];
      detail?: Words;
      /** Done, with something left for a person; `ask` says what, and holds nothing up. */
      attention?: Words;
      ask?: UnwordedAsk;
      /** Nothing to bring about, for good: what it was for is gone, or this world has no place for it. */
      as?: 'retired' | 'not-possible';
    }
  /**
   * Only a person can go on from here, although the step may have a `make` for other worlds. With `watch` the cause may
   * also pass by itself: then the step goes on without one.
   */
  | { is: 'needs-you'; ask: UnwordedAsk; output?: Output; rows?: UnwordedRow[]; facts?: UnwordedFact[]; watch?: Watch }
  | {
      is: 'partly';
      output?: Output;
      rows?: UnwordedRow[];
      detail?: Words;
      before?: unknown;
      /** What `make` takes away beside making what is missing. */
      removes?: Addition[];
      /** No earlier build made what is missing: a check points it out, and it is no word against the tenant. */
      isNew?: boolean;
    }
  | { is: 'absent'; rows?: UnwordedRow[]; detail?: Words; before?: unknown }
  /** Made already and taking its time (a task that runs): look again, do not make again. */
  | { is: 'under-way'; rows?: UnwordedRow[]; detail?: Words }
  /** An input does not exist yet, or may not be read: planned as to make, never a reason to fail. */
  | { is: 'cannot-look'; why: Words };

/**
 * What `find` answers. `learned`: what is to be kept of it for later looks. The runner keeps it, and a run that only
 * looks drops it. A refusal of which something was learned is answered here instead of thrown.
 */
export type Observation<Output, Learned = unknown> = (Finding<Output> | { is: 'refused'; error: unknown }) & {
  learned?: Learned;
};

/** How an ask is watched: what a person must do here may also be done elsewhere, and then the step goes on. */
export interface Watch {
  /** The pause between two looks at first; later it grows. */
  everyMs: number;
  /** After this long nobody looks any more, and the ask stands. */
  forMs: number;
}

/** How a thrown error is to be taken; decided per error by the product, never by its message. */
export type Verdict =
  /** Replication, throttling, a lost line: look again after a while. */
  | {
      take: 'retry';
      what: Words;
      afterMs?: number;
      problem?: UnwordedProblem;
      /** Nobody knows whether it took effect: not made again until that had time to show. */
      uncertain?: boolean;
      /** The remote was not there at all: what it says afterwards is about a time that begins only then. */
      away?: boolean;
      /** How many times it is given another chance before `problem` fails the step; absent: as often as it takes. */
      chances?: number;
    }
  | { take: 'ask'; ask: UnwordedAsk; problem?: UnwordedProblem; watch?: Watch }
  | { take: 'fail'; problem: UnwordedProblem };

export interface StepContext<Services, Connection> {
  services: Services;
  connection: Connection;
  /** Typed output of an earlier step, or undefined while there is none. */
  outputOf<O>(step: { id: string; output: z.ZodType<O> }): O | undefined;
  signal: AbortSignal;
  /** Intermediate rows and words while `make` works. */
  report(progress: { rows?: UnwordedRow[]; detail?: Words }): void;
  /** What the intent of an earlier, interrupted make recorded as seen before it. */
  intent: unknown | undefined;
}

/** What a plan and a check have of a step: it looks, and what it looks with changes nothing. */
export interface LookingStep<Readers, Connection, Output = unknown, Learned = unknown> {
  id: string;
  /** Steps whose output this one reads; independent steps run side by side. */
  after: string[];
  output: z.ZodType<Output>;
  /** Reads the remote system and says how much of what the step is meant to leave is there. */
  find: (context: StepContext<Readers, Connection>) => Promise<Observation<Output, Learned>>;
  /** What `absent` after `make` means, in plain words: "Microsoft is still replicating the new application". */
  waitingFor: Words;
  /** Milliseconds of patient retrying before it is tried only slowly. */
  budgetMs: number;
  usualMs: number;
}

/**
 * One repeatable unit of work against a system that we do not control: it says what must be true.
 *
 * `make` brings it about; what counts is what `find` sees afterwards, unless the answer to the write is itself
 * the proof: then `make` returns that finding and spares the second look.
 * A crash between the two costs one more look, never a second object.
 */
export interface Step<Services, Connection, Output = unknown, Readers = Services, Learned = unknown>
  extends LookingStep<Readers, Connection, Output, Learned> {
  title: Words;
  /** What the timeline of a disconnect calls it; steps without `undo` have none. */
  undoTitle?: Words;
  make?(context: StepContext<Services, Connection>, found: Finding<Output>): Promise<Finding<Output> | undefined>;
  /** Instead of make, where only a person can. */
  ask?: (context: StepContext<Readers, Connection>, found: Finding<unknown>) => UnwordedAsk;
  /**
   * Takes away what make brought, or restores what was there before (`intent`). Idempotent. Its own output, where it
   * was seen, says what to take away: a look in here may be answered by a replica that is behind.
   */
  undo?(context: StepContext<Services, Connection>): Promise<void>;
  /**
   * Evidence that somebody took away since what this step left, as the product's problem; null: nothing speaks for it.
   * Asked while a later step waits longer than usual. Something that does not show yet is no evidence.
   */
  lost?: (context: StepContext<Readers, Connection>) => Promise<UnwordedProblem | null>;
  /** true once `find` need not hold any more for the run to be called connected (the first synchronization). */
  background?: boolean;
}

/** Keeps Output inferred from the schema: `defineStep<Services, Connection>()({...})`. */
export const defineStep =
  <Services, Connection>() =>
  <Output>(step: Step<Services, Connection, Output>): Step<Services, Connection, Output> =>
    step;
