import type { Asked } from './asked.ts';
import type { ProcessFault } from './attempt.ts';
import { faultNamed, faultTable, proofStatuses } from './fault-table.ts';
import { randomFrom } from './random.ts';
import type { Recording, ScenarioName } from './recording.ts';
import type { RequestFault } from './replay.ts';

/** One case of the sweep, as data that can be handed to another thread. */
export interface Case {
  name: string;
  kind: 'case' | 'schedule' | 'undo' | 'verify' | 'proof' | 'rotate' | 'repair';
  scenario: ScenarioName;
  requestFaults: RequestFault[];
  processFault?: ProcessFault;
  /** Undone where it died, and connected again: at once, or after a purge. */
  thenUndone?: 'at once' | 'after a purge';
}

const titleOf = ({ key, nth }: Asked) => `${key.replace(/\$select=[^&]*/, '…')}${nth > 1 ? ` [${nth}]` : ''}`;

/** Every request × every fault that the table says can happen there, with the pairs that it leaves out. */
export function faultCases(scenario: ScenarioName, asked: Asked[]): { cases: Case[]; leftOut: string[] } {
  const cases: Case[] = [];
  const leftOut: string[] = [];
  for (const request of asked)
    for (const fault of faultTable) {
      const can = fault.at(request);
      const name = `${scenario}: ${titleOf(request)}: ${fault.name}`;
      if (can === true)
        cases.push({ name, kind: kindOf(scenario), scenario, requestFaults: [{ asked: request, fault: fault.name }] });
      else leftOut.push(`${name} (${can})`);
    }
  return { cases, leftOut };
}

function kindOf(scenario: ScenarioName): Case['kind'] {
  if (scenario === 'check' || scenario === 'checkWhole' || scenario === 'lookWhole') return 'verify';
  if (scenario.startsWith('rotate')) return 'rotate';
  if (scenario.startsWith('repair')) return 'repair';
  return scenario === 'connect' || scenario === 'lagging' || scenario === 'whole' ? 'case' : 'undo';
}
/** Every read of the proof × every status from 400 to 504, for good. */
export function proofStatusCases(scenario: ScenarioName, asked: Asked[]): Case[] {
  const reads = asked.filter(({ nth, service }) => nth === (service === 'identity' ? 2 : 1));
  return reads.flatMap((request) =>
    proofStatuses
      .filter((fault) => fault.at(request) === true)
      .map((fault) => ({
        name: `${scenario}: ${titleOf(request)}: ${fault.name}`,
        kind: 'proof' as const,
        scenario,
        requestFaults: [{ asked: request, fault: fault.name }],
      })),
  );
}

/** Every durable write (record, sealed value, memory) × death before it and after it. */
export function deathCases(scenario: ScenarioName, { writes }: Recording): Case[] {
  return writes.flatMap(({ write, nth }) =>
    (['before', 'after'] as const).map((when) => ({
      name: `${scenario}: ${write} [${nth}]: death ${when} it`,
      kind: kindOf(scenario),
      scenario,
      requestFaults: [],
      processFault: { death: { write, nth, when } },
    })),
  );
}

/** A connect that died at every such moment, rolled back, and connected again. */
export function rollBackCases(recording: Recording): Case[] {
  return (['at once', 'after a purge'] as const).flatMap((thenUndone) =>
    deathCases('connect', recording).map((one) => ({
      ...one,
      name: `rolled back and connected again ${thenUndone}: ${one.name}`,
      kind: 'undo' as const,
      thenUndone,
    })),
  );
}

/** A person cancels in the middle of every wait. */
export function cancelCases(scenario: ScenarioName, { waits }: Recording): Case[] {
  return Array.from({ length: waits }, (_, index) => ({
    name: `${scenario}: cancelled in the middle of wait ${index + 1}`,
    kind: kindOf(scenario),
    scenario,
    requestFaults: [],
    processFault: { cancelAtWait: index + 1 },
  }));
}

/** An old worker wakes after another has taken its run over and ended it: in every wait, at every write, at every answer. */
export function overtakenCases(scenario: ScenarioName, { waits, writes, asked }: Recording): Case[] {
  const answers = asked.filter(({ travels }) => travels !== 'item').length;
  const moments = [
    ...Array.from({ length: waits }, (_, index) => ({ at: 'wait' as const, nth: index + 1 })),
    ...writes.map((_, index) => ({ at: 'write' as const, nth: index + 1 })),
    ...Array.from({ length: answers }, (_, index) => ({ at: 'answer' as const, nth: index + 1 })),
  ];
  return moments.map((overtaken) => ({
    name: `${scenario}: an old worker wakes at ${overtaken.at} ${overtaken.nth}`,
    kind: kindOf(scenario),
    scenario,
    requestFaults: [],
    processFault: { overtaken },
  }));
}

/** Schedules of two to five faults from a seed, with a death in every fourth. */
export function scheduleCases({ asked, writes }: Recording, count: number, seed: number): Case[] {
  const random = randomFrom(seed);
  const pick = <T>(list: T[]): T => {
    const found = list[Math.floor(random() * list.length)];
    if (found === undefined) throw new Error('Nothing to pick from');
    return found;
  };
  const recoverable = faultCases('connect', asked)
    .cases.flatMap(({ requestFaults }) => requestFaults)
    .filter(({ asked: request, fault }) => ['right', 'sign-in'].includes(String(faultNamed(fault).ends(request))));
  return Array.from({ length: count }, (_, index) => {
    const requestFaults = Array.from({ length: 2 + Math.floor(random() * 4) }, () => pick(recoverable));
    const { write, nth } = pick(writes);
    const when = random() < 0.5 ? ('before' as const) : ('after' as const);
    const dies = random() < 0.25;
    const parts = requestFaults.map(({ asked: one, fault }) => `${titleOf(one)}: ${fault}`);
    if (dies) parts.push(`${write} [${nth}]: death ${when} it`);
    return {
      name: `schedule ${seed}/${index}: ${parts.join(' + ')}`,
      kind: 'schedule' as const,
      scenario: 'connect' as const,
      requestFaults,
      ...(dies ? { processFault: { death: { write, nth, when } } } : {}),
    };
  });
}

const repairNames = ['repairGrant', 'repairPassword', 'repairOrganization'] as const satisfies ScenarioName[];

/** The whole sweep. */
export function allCases(
  {
    connect,
    lagging,
    whole,
    disconnect,
    wholeUndone,
    purge,
    again,
    check,
    checkWhole,
    lookWhole,
    rotate,
    rotateBoth,
    rotateLagging,
    ...repairs
  }: Record<ScenarioName, Recording>,
  { seed, schedules }: { seed: number; schedules: number },
): { cases: Case[]; leftOut: string[] } {
  const beside = ({ asked }: Recording, other: Recording) =>
    asked.filter(({ key }) => !other.asked.some((one) => one.key === key));
  const faults = [
    faultCases('connect', connect.asked),
    faultCases('whole', beside(whole, connect)),
    faultCases('disconnect', disconnect.asked),
    faultCases('wholeUndone', beside(wholeUndone, disconnect)),
    faultCases('purge', beside(purge, disconnect)),
    faultCases('again', beside(again, connect)),
    faultCases('check', check.asked),
    faultCases('checkWhole', beside(checkWhole, check)),
    faultCases('lookWhole', lookWhole.asked),
    faultCases('rotate', rotate.asked),
    faultCases('rotateBoth', beside(rotateBoth, rotate)),
    ...repairNames.map((name) => faultCases(name, repairs[name].asked)),
  ];
  return {
    cases: [
      ...faults.flatMap(({ cases }) => cases),
      ...proofStatusCases('connect', connect.asked),
      ...deathCases('connect', connect),
      ...deathCases('whole', whole),
      ...cancelCases('lagging', lagging),
      ...overtakenCases('lagging', lagging),
      ...scheduleCases(connect, schedules, seed),
      ...deathCases('disconnect', disconnect),
      ...deathCases('wholeUndone', wholeUndone),
      ...deathCases('purge', purge),
      ...deathCases('again', again),
      ...deathCases('check', check),
      ...deathCases('rotate', rotate),
      ...deathCases('rotateBoth', rotateBoth),
      ...cancelCases('rotateLagging', rotateLagging),
      ...overtakenCases('rotateLagging', rotateLagging),
      ...repairNames.flatMap((name) => deathCases(name, repairs[name])),
      ...rollBackCases(connect),
    ],
    leftOut: faults.flatMap((one) => one.leftOut),
  };
}
