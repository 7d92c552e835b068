import type { Choices, TenantFacts, UndoChoice } from '@vplus/contracts';
import { stepsFor, type TenantStep } from '@vplus/tenant-access';
import type { Asked } from './asked.ts';
import { type Attempt, makeAttempt, type ProcessFault, type Verb } from './attempt.ts';
import { type Durable, takeUpAgain } from './durable.ts';
import { type Ends, faultNamed } from './fault-table.ts';
import type { Snapshot, TestBed } from './test-bed.ts';
import type { InjectedFault } from './wire.ts';

export interface RequestFault {
  asked: Asked;
  fault: string;
}

/** One run from beginning to end under the given faults, taken up again after whatever stops it. */
export interface Replay {
  attempts: Attempt[];
  /** What stopped the run, with what it told the person. */
  stops: { outcome: string; codes: string[]; asks: string[] }[];
  durable: Durable;
  /** How many of the wanted faults came about. */
  injectedCount: number;
  asked: Asked[];
  /** Requests in excess of Retry-After. */
  early: string[];
  /** After which requests Microsoft did not know what vPlus signs in with. */
  gaps: string[];
  /** Texts of everything that was written down anywhere, and what must not be in them. */
  written: string;
  markers: string[];
  cameToRest: boolean;
  thrown: unknown;
}

export type Spoil = (step: TenantStep) => TenantStep;

export interface ReplayOptions {
  verb: Verb;
  requestFaults: RequestFault[];
  processFault?: ProcessFault;
  choice?: UndoChoice;
  choices?: Partial<Choices>;
  /** What a look with nobody signed in knows of the tenant from before. */
  facts?: TenantFacts;
  /** Another plan than the one that the case is held against. */
  spoil?: Spoil;
  probe?: boolean;
  /** The run is left where the process died. */
  leave?: boolean;
  /** vPlus can sign in before, and at no moment may it be otherwise. */
  keepsWorking?: boolean;
}

const mostAttempts = 14;
/** A time-out that is over soon, since it passes in real time. */
const shortTimeoutMs = 250;

export async function replayRun(testBed: TestBed, durable: Durable, replayOptions: ReplayOptions): Promise<Replay> {
  const { verb, requestFaults, spoil = (step) => step } = replayOptions;
  const all = { ...testBed.practice.connection.choices, ...replayOptions.choices };
  const steps = stepsFor(all).map(spoil);
  const { wire } = testBed;
  wire.begin(requestFaults.map(injectedFaultOf), { probe: replayOptions.probe ?? false });
  const hangs = requestFaults.some(({ fault }) => fault.startsWith('no answer'));
  const replay: Replay = {
    attempts: [],
    stops: [],
    durable,
    injectedCount: 0,
    asked: [],
    early: [],
    gaps: [],
    written: '',
    markers: [],
    cameToRest: false,
    thrown: undefined,
  };
  if (replayOptions.keepsWorking)
    wire.answered = (key) => {
      if (!canSignIn(testBed)) replay.gaps.push(key);
    };
  const { choice, choices, facts } = replayOptions;
  const chosen = { ...(choice ? { choice } : {}), ...(choices ? { choices } : {}), ...(facts ? { facts } : {}) };
  let processFault = replayOptions.processFault;
  while (replay.attempts.length < mostAttempts) {
    wire.forgetRests();
    const overtake = () => makeAttempt(testBed, { verb, steps, durable, ...chosen });
    const attempt = await makeAttempt(testBed, {
      verb,
      steps,
      durable,
      overtake,
      ...chosen,
      ...(processFault ? { processFault } : {}),
      ...(hangs ? { timeoutMs: shortTimeoutMs } : {}),
    });
    replay.attempts.push(attempt);
    replay.thrown ??= attempt.thrown;
    if (attempt.thrown !== undefined) break;
    if (attempt.ended === 'died') {
      wire.deaf = false;
      processFault = undefined;
      if (replayOptions.leave) break;
      continue;
    }
    if (attempt.ended !== 'needs-you' && attempt.ended !== 'failed') {
      replay.cameToRest = true;
      break;
    }
    replay.stops.push(stopOf(attempt.ended, durable));
    wire.lift();
    takeUpAgain(durable);
  }
  replay.injectedCount = wire.injectedCount();
  replay.asked = wire.asked;
  replay.early = wire.early;
  replay.markers = [...wire.markers];
  replay.written = JSON.stringify([
    durable.records,
    durable.events,
    durable.memory,
    testBed.practice.emulator.cloud.log.map(({ path }) => path),
    [...wire.urls],
    replay.stops,
    errorText(replay.thrown),
  ]);
  return replay;
}

/** Whether Microsoft knows the secret that each organization on vPlus has. */
function canSignIn({ practice, world }: TestBed): boolean {
  const { tenants, vplus } = world();
  const applications = Object.values(tenants[practice.connection.tenantId]?.applications ?? {});
  return Object.values(vplus.organizations).every(({ clientId, clientSecret }) =>
    applications.some(
      ({ appId, passwordCredentials }) =>
        appId === clientId && passwordCredentials.some(({ _secret }) => _secret === clientSecret),
    ),
  );
}

export function injectedFaultOf({ asked, fault }: RequestFault): InjectedFault {
  return { key: asked.key, nth: asked.nth, ...faultNamed(fault).inject(asked) };
}

export const endsOf = ({ asked, fault }: RequestFault): Ends => faultNamed(fault).ends(asked);

/** What a person was told when the run stopped. */
function stopOf(outcome: string, { records }: Durable): Replay['stops'][number] {
  const stopped = Object.values(records).filter(({ state }) => state === 'needs-you' || state === 'failed');
  return {
    outcome,
    codes: stopped.flatMap(({ problem }) => (problem ? [(problem as { code: string }).code] : [])),
    asks: stopped.flatMap(({ ask }) => (ask ? [ask.kind] : [])),
  };
}

const errorText = (error: unknown) =>
  error instanceof Error ? `${error.stack}${JSON.stringify(error)}${String(error.cause)}` : String(error);

/** Sets the world back to a snapshot, from which a run may begin with a store of its own. */
export function enter(testBed: TestBed, snapshot: Snapshot): Durable {
  testBed.restore(snapshot);
  return structuredClone(snapshot.durable);
}
