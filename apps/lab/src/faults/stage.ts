import { type Act, rehearse, tracesLeft } from './acts.ts';
import { countFromNow } from './canonical.ts';
import { carryOut, type Errand, enter, type Spoil, type Story } from './carry-out.ts';
import type { Case } from './cases.ts';
import { nextRun } from './durable.ts';
import { type Findings, judgeCase } from './findings.ts';
import { type Lane, startLane } from './lane.ts';
import type { ActName, Recording } from './recording.ts';

/** A lane that has seen every act without faults, and can carry out every case against it. */
export interface Stage {
  recordings: Record<ActName, Recording>;
  play(one: Case, spoil?: Spoil): Promise<Played>;
  close(): Promise<void>;
}

export interface Played extends Findings {
  name: string;
  kind: Case['kind'];
  /** Whether the fault came about: a case in which it did not proves nothing. */
  met: boolean;
}

export async function setStage(): Promise<Stage> {
  const lane = await startLane();
  const acts = await rehearse(lane);

  const playOnce = async (one: Case, spoil: Spoil | undefined): Promise<Played> => {
    const act = acts[one.act];
    const errand = errandOf(act, one, spoil);
    const story = await carryOut(lane, enter(lane, act.begin), errand);
    const met = story.struck > 0 || story.turns.some((turn) => turn.met);
    const { name, kind } = one;
    const findings = one.thenUndone
      ? await undoneAndAgain(lane, acts, story, one.thenUndone)
      : await afterCancel(lane, act, errand, story);
    return { name, kind, met, ...findings };
  };

  return {
    recordings: Object.fromEntries(
      Object.entries(acts).map(([name, { recording }]) => [name, recording]),
    ) as Stage['recordings'],
    async play(one, spoil) {
      let played = await playOnce(one, spoil);
      // Which reads share a batch may differ from one run to the next: then the fault waits for another.
      for (let more = 0; more < 4 && !played.met && played.wrong.length === 0; more += 1)
        played = await playOnce(one, spoil);
      return played;
    },
    close: () => lane.close(),
  };
}

const errandOf = (
  { verb, choice, choices }: Act,
  { strikes, mishap, thenUndone }: Case,
  spoil: Spoil | undefined,
): Errand => ({
  verb,
  strikes,
  ...(spoil ? { spoil } : {}),
  ...(choice ? { choice } : {}),
  ...(choices ? { choices } : {}),
  ...(mishap ? { mishap } : {}),
  ...(thenUndone ? { leave: true } : {}),
});

/** What a cancelled run left is adopted by the next one, which ends as if there had been no other. */
async function afterCancel(lane: Lane, act: Act, errand: Errand, story: Story): Promise<Findings> {
  const last = story.turns.at(-1);
  if (last?.ended !== 'cancelled') return judgeCase(lane, errand, story, act);
  const late = story.asked.length - last.askedBefore;
  const next = { ...errand, mishap: {} };
  const findings = judgeCase(lane, next, await carryOut(lane, nextRun(story.durable), next), act, true);
  return late > 0 ? { ...findings, wrong: [`${late} requests after a person cancelled`, ...findings.wrong] } : findings;
}

/** Undo of what a dead run left, then a connect that must end as if there had been neither. */
async function undoneAndAgain(
  lane: Lane,
  { connect }: Record<ActName, Act>,
  story: Story,
  when: NonNullable<Case['thenUndone']>,
): Promise<Findings> {
  const purge = when === 'after a purge';
  const undo: Errand = { verb: 'disconnect', strikes: [], ...(purge ? { choice: { purge } } : {}) };
  const undone = await carryOut(lane, nextRun(story.durable), undo);
  const traces = tracesLeft(lane);
  const binned = Object.keys(lane.world().tenants[lane.practice.connection.tenantId]?.deletedItems ?? {}).length;
  countFromNow(lane.world());
  const again: Errand = { verb: 'connect', strikes: [] };
  const connected = await carryOut(lane, nextRun(undone.durable, 'undone'), again);
  const findings = judgeCase(lane, again, connected, { ...connect, bin: 'ignored' }, true);
  const ended = undone.turns.at(-1)?.ended;
  return {
    ...findings,
    wrong: [
      ...(ended === 'done'
        ? []
        : [`the undo ended as ${ended} ${JSON.stringify(undone.stops)} ${String(undone.thrown ?? '')}`]),
      ...traces,
      ...(purge && binned > 0 ? [`${binned} objects are in the bin after a purge`] : []),
      ...findings.wrong,
    ],
  };
}
