import { type Choices, LeaseLost, RunCancelled, type TenantFacts, type UndoChoice } from '@vplus/contracts';
import type { RunOutcome } from '@vplus/reconciler';
import { runCheck, runConnect, runDisconnect, type TenantStep, type UndoVerbOptions } from '@vplus/tenant-access';
import { type Durable, storeOf } from './durable.ts';
import { lookDaily } from './look-daily.ts';
import type { TestBed } from './test-bed.ts';
import { ownHeader } from './wire.ts';

/** `look`: the daily check, with nobody signed in. */
export type Verb = 'connect' | 'disconnect' | 'verify' | 'look';

/** What happens to the process that carries a run out, beside the faults of its requests. */
export interface ProcessFault {
  /** Dies before or after the `nth` durable write of this name; names without a number are the same in every replay. */
  death?: { write: string; nth: number; when: 'before' | 'after' };
  /** A person cancels in the middle of the `nth` wait. */
  cancelAtWait?: number;
  /** Another worker has taken the run over by the time that the `nth` wait, durable write or answer is over. */
  overtaken?: { at: 'wait' | 'write' | 'answer'; nth: number };
}

export interface Attempt {
  ended: RunOutcome | 'died' | 'lease-lost';
  /** Of a check: what it has against the tenant, by kind and subject. */
  concerns: string[];
  /** Of a look with nobody signed in: the steps that it knew nothing of. */
  unseen: string[];
  /** What was thrown, where something else was. */
  thrown?: unknown;
  /** Durable writes, in order, each with the time that it is of its name. */
  writes: { write: string; nth: number }[];
  waits: number;
  /** Whether the fault of the process came about. */
  met: boolean;
  /** When a person cancelled. */
  cancelledAt?: number;
  /** Requests that had been asked before a person cancelled or another worker took over. */
  askedBefore: number;
}

export interface AttemptOptions {
  verb: Verb;
  steps: TenantStep[];
  durable: Durable;
  processFault?: ProcessFault;
  timeoutMs?: number;
  choice?: UndoChoice;
  /** What a person decided otherwise than usual. */
  choices?: Partial<Choices>;
  /** What was known of the tenant before. */
  facts?: TenantFacts;
  /** Ends the run of the other worker, in the middle of ours. */
  overtake?: () => Promise<unknown>;
}

class Killed extends Error {
  override readonly name = 'Killed';
}

const verbs = {
  connect: async (options: UndoVerbOptions) => ({ outcome: await runConnect(options), concerns: [], unseen: [] }),
  disconnect: async (options: UndoVerbOptions) => ({ outcome: await runDisconnect(options), concerns: [], unseen: [] }),
  verify: runCheck,
  look: lookDaily,
};

/** One process at work on a run, until the run comes to rest or the process dies. */
export async function makeAttempt(testBed: TestBed, options: AttemptOptions): Promise<Attempt> {
  const { durable, processFault = {}, verb } = options;
  const { clock, practice, wire } = testBed;
  const control = new AbortController();
  const counts = new Map<string, number>();
  const attempt: Attempt = {
    ended: 'done',
    concerns: [],
    unseen: [],
    writes: [],
    waits: 0,
    met: false,
    askedBefore: Number.POSITIVE_INFINITY,
  };
  durable.lease += 1;
  const lease = durable.lease;
  let overtaking: Promise<unknown> | null = null;

  const die = () => {
    attempt.met = true;
    wire.deaf = true;
    const killed = new Killed();
    control.abort(killed);
    return killed;
  };
  const alive = () => {
    if (control.signal.reason instanceof Killed) throw control.signal.reason;
  };
  const overtakeAt = (at: 'wait' | 'write' | 'answer', nth: number): boolean => {
    if (processFault.overtaken?.at !== at || processFault.overtaken.nth !== nth || attempt.met || !options.overtake)
      return false;
    attempt.met = true;
    wire.hold = null;
    overtaking = options.overtake().finally(() => {
      attempt.askedBefore = wire.asked.length;
    });
    return true;
  };
  if (processFault.overtaken?.at === 'answer')
    wire.hold = (call, number) => {
      const target = overtakeAt('answer', number);
      return target || call.headers[ownHeader] === String(lease) ? overtaking : null;
    };

  const around = async (what: string, write: () => void, { waits = false } = {}) => {
    alive();
    const nth = (counts.get(what) ?? 0) + 1;
    counts.set(what, nth);
    attempt.writes.push({ write: what, nth });
    overtakeAt('write', attempt.writes.length);
    if (overtaking) await overtaking;
    const { death } = processFault;
    const dies = death?.write === what && death.nth === nth && !attempt.met;
    if (dies && death.when === 'before') throw die();
    if (!waits || dies) write();
    if (dies) throw die();
    await null;
  };
  const sleep = async (ms: number, signal?: AbortSignal) => {
    attempt.waits += 1;
    const nth = attempt.waits;
    if (processFault.cancelAtWait === nth) {
      attempt.met = true;
      void clock.sleep(ms / 2).then(() => {
        attempt.askedBefore = wire.asked.length;
        attempt.cancelledAt = clock.now();
        control.abort(new RunCancelled('of this attempt'));
      });
    }
    // Nothing waits longer to be written down than a step waits.
    await stillHeld();
    await clock.sleep(ms, signal ?? control.signal);
    overtakeAt('wait', nth);
    if (overtaking) await overtaking;
  };

  const { stillHeld, ...store } = storeOf(durable, lease, clock.now, around);
  const services = {
    ...practice.afresh({
      beforeWrite: stillHeld,
      clock: { now: clock.now, sleep },
      timeoutMs: options.timeoutMs ?? 20_000,
      signal: control.signal,
      fetch: (input, init) => fetch(input, { ...init, headers: { ...headersOf(init), [ownHeader]: String(lease) } }),
    }),
    ...store,
    ...(options.choice ? { undoChoice: options.choice } : {}),
  };
  const given: UndoVerbOptions = {
    intents: new Map(Object.entries(durable.intents)),
    steps: options.steps,
    services,
    connection: {
      ...practice.connection,
      choices: { ...practice.connection.choices, ...options.choices },
    },
    journal: services.journal,
    clock: { now: clock.now, sleep },
    signal: control.signal,
    random: () => 0.5,
  };
  try {
    const { facts } = options;
    const { outcome, concerns, unseen } = await verbs[verb](given, { practice, ...(facts ? { facts } : {}) });
    attempt.ended = outcome;
    attempt.unseen = unseen.map(({ stepId }) => stepId);
    attempt.concerns = concerns.map(({ kind, subject }) => (subject ? `${kind} ${subject}` : kind));
    await stillHeld();
  } catch (error) {
    if (!(error instanceof Killed) && !(error instanceof LeaseLost)) await stillHeld().catch(() => undefined);
    if (error instanceof Killed) attempt.ended = 'died';
    else if (error instanceof LeaseLost) attempt.ended = 'lease-lost';
    else attempt.thrown = error;
  }
  return attempt;
}

function headersOf(init: RequestInit | undefined): Record<string, string> {
  return Object.fromEntries(new Headers(init?.headers));
}
