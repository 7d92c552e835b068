import type { World } from '@vplus/emulator';
import type { Act } from './acts.ts';
import { canonical, firstDifferences, synchronizationsIn, type View } from './canonical.ts';
import { type Errand, endsOf, type Story } from './carry-out.ts';
import { checkWrong, mayStayUnseen, toldAsMissing } from './check-findings.ts';
import type { Lane } from './lane.ts';

/** What is wrong with a world after a case; all empty and zero when it is right. */
export interface Findings {
  wrong: string[];
  duplicates: number;
  orphanCredentials: number;
  leaks: number;
  /** Of a check: what it says against a tenant that is right. */
  falseFindings: number;
}

/**
 * Whether a run under faults ended in the one right state, told the truth about it, and kept its secrets. A run that
 * went on from another one tells less: then only the world is compared.
 */
export function judgeCase(lane: Lane, errand: Errand, story: Story, act: Act, goesOn = false): Findings {
  const { practice, seed } = lane;
  const { tenantId } = practice.connection;
  const leaked = story.markers.filter((marker) => story.written.includes(marker));
  const wrong = [
    ...(story.cameToRest ? [] : [`it never came to rest: ${story.turns.map(({ ended }) => ended).join(', ')}`]),
    ...(story.thrown === undefined ? [] : [`it threw ${String(story.thrown)}`]),
    ...(errand.verb === 'verify' ? checkWrong(errand, story) : endingsWrong(errand, story)),
    ...story.early,
    ...untrueEvents(story),
    ...effectsOfOldWorkers(story),
    ...(leaked.length > 0 ? [`${leaked.length} secrets or tokens were written down`] : []),
  ];
  const scenery = { before: seed.world, world: lane.world(), tenantId, bin: act.bin };
  const { memory } = story.durable;
  const records = Object.values(story.durable.records);
  const view = goesOn || (errand.verb === 'verify' && mayStayUnseen(errand)) ? 'world' : viewOf(errand, act);
  const found = canonical(scenery, view === 'world' ? null : { ...view, records, memory });
  const right = act.right(view);
  if (found !== right) wrong.push(...firstDifferences(right, found));
  const falseFindings = errand.verb === 'verify' ? toldAsMissing(story).length : 0;
  return { wrong, ...countsOf(lane.world(), seed.world, tenantId), leaks: leaked.length, falseFindings };
}

function viewOf({ strikes, verb }: Errand, { lags }: Act): View {
  return {
    calm: strikes.some((struck) => endsOf(struck) === 'attention'),
    hidden: lags || strikes.some(({ fault }) => fault.startsWith('stale')),
    undo: verb === 'disconnect',
  };
}

/** Whoever has lost the run changes nothing any more. */
function effectsOfOldWorkers({ turns, asked }: Story): string[] {
  return turns
    .filter(({ ended }) => ended !== 'cancelled')
    .flatMap(({ askedBefore }) => asked.slice(askedBefore))
    .filter(({ write }) => write)
    .map(({ key }) => `an old worker wrote: ${key}`);
}

function endingsWrong({ strikes, verb }: Errand, story: Story): string[] {
  const ends = strikes.map(endsOf);
  const mayStopWith = new Set(ends.flatMap((end) => (Array.isArray(end) ? end : [])));
  const mayAsk = ends.includes('sign-in');
  // What a disconnect may not look at it takes away by its id.
  const goesOn =
    verb === 'disconnect' && strikes.some(({ asked: { key } }) => /GET .*appManagementPolic(?!.*appliesTo)/i.test(key));
  const wrong = story.stops.flatMap(({ outcome, codes: told, asks }) => {
    const codes = told.length === 0 && asks.includes('role') ? ['role-missing'] : told;
    const expected =
      codes.length > 0 && codes.every((code) => mayStopWith.has(code as never) || (mayAsk && code === 'sign-in-again'));
    return expected ? [] : [`it stopped as ${outcome} with ${[...codes, ...asks].join(', ') || 'no reason'}`];
  });
  const only = ends.length === 1 ? ends[0] : undefined;
  if (story.struck === strikes.length && story.stops.length === 0) {
    if (only === 'sign-in') wrong.push('it never asked for a sign-in');
    if (Array.isArray(only) && !goesOn) wrong.push(`it did not stop, although it should with ${only.join(' or ')}`);
  }
  return wrong;
}

/** The last event of each step is its record, and no step was told as done and then as failed. */
function untrueEvents({ durable }: Story): string[] {
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
