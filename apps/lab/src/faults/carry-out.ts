import type { Choices, UndoChoice } from '@vplus/contracts';
import { stepsFor, type TenantStep } from '@vplus/tenant-access';
import type { Asked } from './asked.ts';
import { type Durable, takeUpAgain } from './durable.ts';
import { type Ends, faultNamed } from './fault-table.ts';
import type { Lane, Scene } from './lane.ts';
import { type Mishap, type Turn, takeTurn, type Verb } from './turn.ts';
import type { Strike } from './wire.ts';

export interface Struck {
  asked: Asked;
  fault: string;
}

/** One run from beginning to end under the given faults, taken up again after whatever stops it. */
export interface Story {
  turns: Turn[];
  /** What stopped the run, with what it told the person. */
  stops: { outcome: string; codes: string[]; asks: string[] }[];
  durable: Durable;
  /** How many of the wanted faults came about. */
  struck: number;
  asked: Asked[];
  /** Requests in excess of Retry-After. */
  early: string[];
  /** Texts of everything that was written down anywhere, and what must not be in them. */
  written: string;
  markers: string[];
  cameToRest: boolean;
  thrown: unknown;
}

export type Spoil = (step: TenantStep) => TenantStep;

export interface Errand {
  verb: Verb;
  strikes: Struck[];
  mishap?: Mishap;
  choice?: UndoChoice;
  choices?: Partial<Choices>;
  /** Another plan than the one that the case is held against. */
  spoil?: Spoil;
  probe?: boolean;
  /** The run is left where the process died. */
  leave?: boolean;
}

const mostTurns = 14;
/** A time-out that is over soon, since it passes in real time. */
const shortTimeoutMs = 250;

export async function carryOut(lane: Lane, durable: Durable, errand: Errand): Promise<Story> {
  const { verb, strikes, spoil = (step) => step } = errand;
  const all = { ...lane.practice.connection.choices, ...errand.choices };
  const steps = stepsFor(all).map(spoil);
  const { wire } = lane;
  wire.begin(strikes.map(strikeOf), { probe: errand.probe ?? false });
  const hangs = strikes.some(({ fault }) => fault.startsWith('no answer'));
  const story: Story = {
    turns: [],
    stops: [],
    durable,
    struck: 0,
    asked: [],
    early: [],
    written: '',
    markers: [],
    cameToRest: false,
    thrown: undefined,
  };
  const { choice, choices } = errand;
  const chosen = { ...(choice ? { choice } : {}), ...(choices ? { choices } : {}) };
  let mishap = errand.mishap;
  while (story.turns.length < mostTurns) {
    wire.forgetRests();
    const overtake = () => takeTurn(lane, { verb, steps, durable, ...chosen });
    const turn = await takeTurn(lane, {
      verb,
      steps,
      durable,
      overtake,
      ...chosen,
      ...(mishap ? { mishap } : {}),
      ...(hangs ? { timeoutMs: shortTimeoutMs } : {}),
    });
    story.turns.push(turn);
    story.thrown ??= turn.thrown;
    if (turn.thrown !== undefined) break;
    if (turn.ended === 'died') {
      wire.deaf = false;
      mishap = undefined;
      if (errand.leave) break;
      continue;
    }
    if (turn.ended !== 'needs-you' && turn.ended !== 'failed') {
      story.cameToRest = true;
      break;
    }
    story.stops.push(stopOf(turn.ended, durable));
    wire.lift();
    takeUpAgain(durable);
  }
  story.struck = wire.struck();
  story.asked = wire.asked;
  story.early = wire.early;
  story.markers = [...wire.markers];
  story.written = JSON.stringify([
    durable.records,
    durable.events,
    durable.memory,
    lane.practice.emulator.cloud.log.map(({ path }) => path),
    [...wire.urls],
    story.stops,
    errorText(story.thrown),
  ]);
  return story;
}

export function strikeOf({ asked, fault }: Struck): Strike {
  return { key: asked.key, nth: asked.nth, ...faultNamed(fault).strike(asked) };
}

export const endsOf = ({ asked, fault }: Struck): Ends => faultNamed(fault).ends(asked);

/** What a person was told when the run stopped. */
function stopOf(outcome: string, { records }: Durable): Story['stops'][number] {
  const stopped = Object.values(records).filter(({ state }) => state === 'needs-you' || state === 'failed');
  return {
    outcome,
    codes: stopped.flatMap(({ problem }) => (problem ? [(problem as { code: string }).code] : [])),
    asks: stopped.flatMap(({ ask }) => (ask ? [ask.kind] : [])),
  };
}

const errorText = (error: unknown) =>
  error instanceof Error ? `${error.stack}${JSON.stringify(error)}${String(error.cause)}` : String(error);

/** A scene in which a run may begin: the world is set back, and a fresh store is at hand. */
export function enter(lane: Lane, scene: Scene): Durable {
  lane.restore(scene);
  return structuredClone(scene.durable);
}
