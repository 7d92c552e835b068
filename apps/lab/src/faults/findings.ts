import type { World } from '@vplus/emulator';
import { canonical, firstDifferences, synchronizationsIn, type View } from './canonical.ts';
import { checkWrong, falseAlarms, lookWrong, mayStayUnseen, toldAsMissing } from './check-findings.ts';
import { endsOf, type Replay, type ReplayOptions } from './replay.ts';
import type { Scenario } from './scenarios.ts';
import type { TestBed } from './test-bed.ts';

/** What is wrong with a world after a case; all empty and zero when it is right. */
export interface Findings {
  wrong: string[];
  duplicates: number;
  orphanCredentials: number;
  leaks: number;
  /** Of a check: what it says against a tenant that is right. */
  falseFindings: number;
  /** The same as objects: what would be kept as a finding. */
  falseAlarms: number;
}

/**
 * Whether a run under faults ended in the one right state, told the truth about it, and kept its secrets. A run that
 * went on from another one tells less: then only the world is compared.
 */
export function judgeCase(
  testBed: TestBed,
  replayOptions: ReplayOptions,
  replay: Replay,
  scenario: Scenario,
  goesOn = false,
): Findings {
  const { practice, seed } = testBed;
  const { tenantId } = practice.connection;
  const leaked = replay.markers.filter((marker) => replay.written.includes(marker));
  const wrong = [
    ...(replay.cameToRest ? [] : [`it never came to rest: ${replay.attempts.map(({ ended }) => ended).join(', ')}`]),
    ...(replay.thrown === undefined ? [] : [`it threw ${String(replay.thrown)}`]),
    ...wrongOf(replayOptions, replay, scenario),
    ...replay.early,
    ...replay.gaps.slice(0, 1).map((key) => `vPlus could not sign in after ${key}`),
    ...untrueEvents(replay),
    ...effectsOfOldWorkers(replay),
    ...(leaked.length > 0 ? [`${leaked.length} secrets or tokens were written down`] : []),
  ];
  const isCheck = replayOptions.verb === 'verify' || replayOptions.verb === 'look';
  const worlds = { before: seed.world, world: testBed.world(), tenantId, bin: scenario.bin };
  const { memory } = replay.durable;
  const records = Object.values(replay.durable.records);
  const view = goesOn || (isCheck && mayStayUnseen(replayOptions)) ? 'world' : viewOf(replayOptions, scenario);
  const found = canonical(worlds, view === 'world' ? null : { ...view, records, memory });
  const right = scenario.right(view);
  if (found !== right) wrong.push(...firstDifferences(right, found));
  const alarms = isCheck ? falseAlarms(replayOptions, replay) : [];
  wrong.push(...alarms.map((alarm) => `it would be a finding: ${alarm}`));
  return {
    wrong,
    ...countsOf(testBed.world(), seed.world, tenantId),
    leaks: leaked.length,
    falseFindings: isCheck ? toldAsMissing(replay).length : 0,
    falseAlarms: alarms.length,
  };
}

function wrongOf(replayOptions: ReplayOptions, replay: Replay, { recording }: Scenario): string[] {
  if (replayOptions.verb === 'look') return lookWrong(replayOptions, replay, recording.unseen);
  return (replayOptions.verb === 'verify' ? checkWrong : endingsWrong)(replayOptions, replay);
}

function viewOf({ requestFaults, verb }: ReplayOptions, { lags }: Scenario): View {
  return {
    calm: requestFaults.some((requestFault) => endsOf(requestFault) === 'attention'),
    hidden: lags || requestFaults.some(({ fault }) => fault.startsWith('stale')),
    undo: verb === 'disconnect',
  };
}

/** Whoever has lost the run changes nothing any more. */
function effectsOfOldWorkers({ attempts, asked }: Replay): string[] {
  return attempts
    .filter(({ ended }) => ended !== 'cancelled')
    .flatMap(({ askedBefore }) => asked.slice(askedBefore))
    .filter(({ write }) => write)
    .map(({ key }) => `an old worker wrote: ${key}`);
}

function endingsWrong({ requestFaults, verb }: ReplayOptions, replay: Replay): string[] {
  const ends = requestFaults.map(endsOf);
  const mayStopWith = new Set(ends.flatMap((end) => (Array.isArray(end) ? end : [])));
  const mayAsk = ends.includes('sign-in');
  // What a disconnect may not look at it takes away by its id.
  const goesOn =
    verb === 'disconnect' &&
    requestFaults.some(({ asked: { key } }) => /GET .*appManagementPolic(?!.*appliesTo)/i.test(key));
  const wrong = replay.stops.flatMap(({ outcome, codes: told, asks }) => {
    const codes = told.length === 0 && asks.includes('role') ? ['role-missing'] : told;
    const expected =
      codes.length > 0 && codes.every((code) => mayStopWith.has(code as never) || (mayAsk && code === 'sign-in-again'));
    return expected ? [] : [`it stopped as ${outcome} with ${[...codes, ...asks].join(', ') || 'no reason'}`];
  });
  const only = ends.length === 1 ? ends[0] : undefined;
  if (replay.injectedCount === requestFaults.length && replay.stops.length === 0) {
    if (only === 'sign-in') wrong.push('it never asked for a sign-in');
    if (Array.isArray(only) && !goesOn) wrong.push(`it did not stop, although it should with ${only.join(' or ')}`);
  }
  return wrong;
}

/** The last event of each step is its record, and no step was told as done and then as failed. */
function untrueEvents({ durable }: Replay): string[] {
  const last = new Map(durable.events.map(({ step }) => [step.id, step]));
  const untold = Object.values(durable.records).filter(({ id, state }) => last.get(id)?.state !== state);
  return untold.map(({ id }) => `the last event of ${id} is not its record`);
}

/** Extra objects of ours, and live credentials of ours that vPlus does not hold. */
function countsOf(world: World, seed: World, tenantId: string): Pick<Findings, 'duplicates' | 'orphanCredentials'> {
  const tenant = world.tenants[tenantId];
  const before = seed.tenants[tenantId];
  if (!tenant || !before) throw new Error('The tenant is gone');
  const fresh = <T>(now: Record<string, T>, then: Record<string, T>) =>
    Object.entries(now).flatMap(([id, item]) => (id in then ? [] : [item]));
  const applications = fresh(tenant.applications, before.applications);
  const principals = fresh(tenant.servicePrincipals, before.servicePrincipals);
  const organizations = Object.values(world.vplus.organizations);
  const synchronizations = synchronizationsIn(world.vplus.tasks).filter(({ state }) => state === 'FINISHED');
  const more = (list: unknown[]) => Math.max(0, list.length - 1);
  const held = new Set(organizations.map(({ clientSecret }) => clientSecret));
  const orphans = applications.flatMap(({ passwordCredentials }) =>
    passwordCredentials.filter(({ _secret }) => !held.has(_secret)),
  );
  return {
    duplicates: more(applications) + more(principals) + more(organizations) + more(synchronizations),
    orphanCredentials: orphans.length,
  };
}
