import type { Asked } from './asked.ts';
import type { Struck } from './carry-out.ts';
import { faultNamed, faultTable, proofStatuses } from './fault-table.ts';
import { randomFrom } from './random.ts';
import type { ActName, Recording } from './recording.ts';
import type { Mishap } from './turn.ts';

/** One case of the sweep, as data that can be handed to another thread. */
export interface Case {
  name: string;
  kind: 'case' | 'schedule' | 'undo' | 'verify' | 'proof';
  act: ActName;
  strikes: Struck[];
  mishap?: Mishap;
  /** Undone where it died, and connected again: at once, or after a purge. */
  thenUndone?: 'at once' | 'after a purge';
}

const titleOf = ({ key, nth }: Asked) => `${key.replace(/\$select=[^&]*/, '…')}${nth > 1 ? ` [${nth}]` : ''}`;

/** Every request × every fault that the table says can happen there, with the pairs that it leaves out. */
export function faultCases(act: ActName, asked: Asked[]): { cases: Case[]; leftOut: string[] } {
  const cases: Case[] = [];
  const leftOut: string[] = [];
  for (const request of asked)
    for (const fault of faultTable) {
      const can = fault.at(request);
      const name = `${act}: ${titleOf(request)}: ${fault.name}`;
      if (can === true) cases.push({ name, kind: kindOf(act), act, strikes: [{ asked: request, fault: fault.name }] });
      else leftOut.push(`${name} (${can})`);
    }
  return { cases, leftOut };
}

function kindOf(act: ActName): Case['kind'] {
  if (act === 'check' || act === 'checkWhole') return 'verify';
  return act === 'connect' || act === 'lagging' || act === 'whole' ? 'case' : 'undo';
}
/** Every read of the proof × every status from 400 to 504, for good. */
export function proofStatusCases(act: ActName, asked: Asked[]): Case[] {
  const reads = asked.filter(({ nth, service }) => nth === (service === 'identity' ? 2 : 1));
  return reads.flatMap((request) =>
    proofStatuses
      .filter((fault) => fault.at(request) === true)
      .map((fault) => ({
        name: `${act}: ${titleOf(request)}: ${fault.name}`,
        kind: 'proof' as const,
        act,
        strikes: [{ asked: request, fault: fault.name }],
      })),
  );
}

/** Every durable write (record, sealed value, memory) × death before it and after it. */
export function deathCases(act: ActName, { writes }: Recording): Case[] {
  return writes.flatMap(({ write, nth }) =>
    (['before', 'after'] as const).map((when) => ({
      name: `${act}: ${write} [${nth}]: death ${when} it`,
      kind: kindOf(act),
      act,
      strikes: [],
      mishap: { death: { write, nth, when } },
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
export function cancelCases(act: ActName, { waits }: Recording): Case[] {
  return Array.from({ length: waits }, (_, index) => ({
    name: `${act}: cancelled in the middle of wait ${index + 1}`,
    kind: kindOf(act),
    act,
    strikes: [],
    mishap: { cancelAtWait: index + 1 },
  }));
}

/** An old worker wakes after another has taken its run over and ended it: in every wait, at every write, at every answer. */
export function overtakenCases(act: ActName, { waits, writes, asked }: Recording): Case[] {
  const answers = asked.filter(({ travels }) => travels !== 'item').length;
  const moments = [
    ...Array.from({ length: waits }, (_, index) => ({ at: 'wait' as const, nth: index + 1 })),
    ...writes.map((_, index) => ({ at: 'write' as const, nth: index + 1 })),
    ...Array.from({ length: answers }, (_, index) => ({ at: 'answer' as const, nth: index + 1 })),
  ];
  return moments.map((overtaken) => ({
    name: `${act}: an old worker wakes at ${overtaken.at} ${overtaken.nth}`,
    kind: kindOf(act),
    act,
    strikes: [],
    mishap: { overtaken },
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
    .cases.flatMap(({ strikes }) => strikes)
    .filter(({ asked: request, fault }) => ['right', 'sign-in'].includes(String(faultNamed(fault).ends(request))));
  return Array.from({ length: count }, (_, index) => {
    const strikes = Array.from({ length: 2 + Math.floor(random() * 4) }, () => pick(recoverable));
    const { write, nth } = pick(writes);
    const when = random() < 0.5 ? ('before' as const) : ('after' as const);
    const dies = random() < 0.25;
    const parts = strikes.map(({ asked: one, fault }) => `${titleOf(one)}: ${fault}`);
    if (dies) parts.push(`${write} [${nth}]: death ${when} it`);
    return {
      name: `schedule ${seed}/${index}: ${parts.join(' + ')}`,
      kind: 'schedule' as const,
      act: 'connect' as const,
      strikes,
      ...(dies ? { mishap: { death: { write, nth, when } } } : {}),
    };
  });
}

/** The whole sweep. */
export function allCases(
  { connect, lagging, whole, disconnect, wholeUndone, purge, again, check, checkWhole }: Record<ActName, Recording>,
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
      ...rollBackCases(connect),
    ],
    leftOut: faults.flatMap((one) => one.leftOut),
  };
}
