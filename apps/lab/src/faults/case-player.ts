import { countFromNow } from './canonical.ts';
import type { Case } from './cases.ts';
import { nextRun } from './durable.ts';
import { type Findings, judgeCase } from './findings.ts';
import type { Recording, ScenarioName } from './recording.ts';
import { enter, type Replay, type ReplayOptions, replayRun, type Spoil } from './replay.ts';
import { recordScenarios, type Scenario, tracesLeft } from './scenarios.ts';
import { startTestBed, type TestBed } from './test-bed.ts';

/** Has recorded every scenario without faults, and replays each case against it. */
export interface CasePlayer {
  recordings: Record<ScenarioName, Recording>;
  play(one: Case, spoil?: Spoil): Promise<Played>;
  close(): Promise<void>;
}

export interface Played extends Findings {
  name: string;
  kind: Case['kind'];
  /** Whether the fault came about: a case in which it did not proves nothing. */
  met: boolean;
}

export async function openCasePlayer(): Promise<CasePlayer> {
  const testBed = await startTestBed();
  const scenarios = await recordScenarios(testBed);

  const playOnce = async (one: Case, spoil: Spoil | undefined): Promise<Played> => {
    const scenario = scenarios[one.scenario];
    const replayOptions = replayOptionsOf(scenario, one, spoil);
    const replay = await replayRun(testBed, enter(testBed, scenario.begin), replayOptions);
    const met = replay.injectedCount > 0 || replay.attempts.some((attempt) => attempt.met);
    const { name, kind } = one;
    const findings = one.thenUndone
      ? await undoneAndAgain(testBed, scenarios, replay, one.thenUndone)
      : await afterCancel(testBed, scenario, replayOptions, replay);
    return { name, kind, met, ...findings };
  };

  return {
    recordings: Object.fromEntries(
      Object.entries(scenarios).map(([name, { recording }]) => [name, recording]),
    ) as CasePlayer['recordings'],
    async play(one, spoil) {
      let played = await playOnce(one, spoil);
      // Which reads share a batch may differ from one run to the next: then the fault waits for another.
      for (let more = 0; more < 4 && !played.met && played.wrong.length === 0; more += 1)
        played = await playOnce(one, spoil);
      return played;
    },
    close: () => testBed.close(),
  };
}

const replayOptionsOf = (
  { verb, choice, choices, facts, keepsWorking }: Scenario,
  { requestFaults, processFault, thenUndone }: Case,
  spoil: Spoil | undefined,
): ReplayOptions => ({
  verb,
  requestFaults,
  ...(spoil ? { spoil } : {}),
  ...(choice ? { choice } : {}),
  ...(choices ? { choices } : {}),
  ...(facts ? { facts } : {}),
  ...(keepsWorking ? { keepsWorking } : {}),
  ...(processFault ? { processFault } : {}),
  ...(thenUndone ? { leave: true } : {}),
});

/** What a cancelled run left is adopted by the next one, which ends as if there had been no other. */
async function afterCancel(
  testBed: TestBed,
  scenario: Scenario,
  replayOptions: ReplayOptions,
  replay: Replay,
): Promise<Findings> {
  const last = replay.attempts.at(-1);
  if (last?.ended !== 'cancelled') return judgeCase(testBed, replayOptions, replay, scenario);
  const late = replay.asked.length - last.askedBefore;
  const next = { ...replayOptions, processFault: {} };
  const findings = judgeCase(testBed, next, await replayRun(testBed, nextRun(replay.durable), next), scenario, true);
  return late > 0 ? { ...findings, wrong: [`${late} requests after a person cancelled`, ...findings.wrong] } : findings;
}

/** Undo of what a dead run left, then a connect that must end as if there had been neither. */
async function undoneAndAgain(
  testBed: TestBed,
  { connect }: Record<ScenarioName, Scenario>,
  replay: Replay,
  when: NonNullable<Case['thenUndone']>,
): Promise<Findings> {
  const purge = when === 'after a purge';
  const undo: ReplayOptions = { verb: 'disconnect', requestFaults: [], ...(purge ? { choice: { purge } } : {}) };
  const undone = await replayRun(testBed, nextRun(replay.durable), undo);
  const traces = tracesLeft(testBed);
  const binned = Object.keys(testBed.world().tenants[testBed.practice.connection.tenantId]?.deletedItems ?? {}).length;
  countFromNow(testBed.world());
  const again: ReplayOptions = { verb: 'connect', requestFaults: [] };
  const connected = await replayRun(testBed, nextRun(undone.durable, 'undone'), again);
  const findings = judgeCase(testBed, again, connected, { ...connect, bin: 'ignored' }, true);
  const ended = undone.attempts.at(-1)?.ended;
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
