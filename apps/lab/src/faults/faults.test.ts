import type { TenantStep } from '@vplus/tenant-access';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CasePlayer, openCasePlayer, type Played } from './case-player.ts';
import { allCases, type Case } from './cases.ts';
import { faultTable } from './fault-table.ts';
import { randomFrom } from './random.ts';
import type { Spoil } from './replay.ts';

const seed = 2026;
const sampleSize = 40;

let player: CasePlayer;
beforeAll(async () => {
  player = await openCasePlayer();
});
afterAll(() => player.close());

describe('a fixed sample of the fault sweep', () => {
  test('ends in the one right state, tells the truth and keeps its secrets', async () => {
    const played: Played[] = [];
    for (const one of sampleOf(casesOf(player))) played.push(await player.play(one));

    expect(played.filter(({ met }) => !met).map(({ name }) => name)).toEqual([]);
    expect(played.flatMap(({ name, wrong }) => wrong.map((text) => `${name}: ${text}`))).toEqual([]);
    expect(played.reduce((sum, one) => sum + one.duplicates + one.orphanCredentials + one.leaks, 0)).toBe(0);
  });

  test('of checks finds nothing wrong with a tenant that is right', async () => {
    const { cases } = allCases(player.recordings, { seed, schedules: 0 });
    const checks = sampleOf(
      cases.filter(({ kind }) => kind === 'verify'),
      30,
    );
    const played: Played[] = [];
    for (const one of checks) played.push(await player.play(one));

    expect(played.filter(({ met }) => !met).map(({ name }) => name)).toEqual([]);
    expect(played.flatMap(({ name, wrong }) => wrong.map((text) => `${name}: ${text}`))).toEqual([]);
    expect(played.reduce((sum, one) => sum + one.falseFindings + one.falseAlarms, 0)).toBe(0);
  });

  test('of looks with nobody signed in finds nothing wrong either', async () => {
    const { cases } = allCases(player.recordings, { seed, schedules: 0 });
    const looks = cases.filter(({ scenario }) => scenario === 'lookWhole');
    const stale = looks.filter(({ requestFaults }) =>
      requestFaults.some(({ fault }) => fault === 'stale, three times'),
    );
    const played: Played[] = [];
    for (const one of [...stale, ...sampleOf(looks, 15)]) played.push(await player.play(one));

    expect(stale.length).toBeGreaterThan(5);
    expect(played.filter(({ met }) => !met).map(({ name }) => name)).toEqual([]);
    expect(played.flatMap(({ name, wrong }) => wrong.map((text) => `${name}: ${text}`))).toEqual([]);
    expect(played.reduce((sum, { falseAlarms }) => sum + falseAlarms, 0)).toBe(0);
    // What it looked at: all but what its one permission does not cover.
    expect(player.recordings.lookWhole.unseen.toSorted()).toEqual([
      'approve-assistant',
      'exempt-application',
      'remove-leftovers',
      'set-legacy-auth',
      'tenant-policies',
    ]);
  });

  test('of rotations and repairs leaves one credential, and at no moment of a rotation none', async () => {
    const { cases } = allCases(player.recordings, { seed, schedules: 0 });
    const played: Played[] = [];
    for (const kind of ['rotate', 'repair'])
      for (const one of sampleOf(
        cases.filter((each) => each.kind === kind),
        15,
      ))
        played.push(await player.play(one));

    expect(played.filter(({ met }) => !met).map(({ name }) => name)).toEqual([]);
    expect(played.flatMap(({ name, wrong }) => wrong.map((text) => `${name}: ${text}`))).toEqual([]);
    expect(played.reduce((sum, one) => sum + one.duplicates + one.orphanCredentials + one.leaks, 0)).toBe(0);
  });

  test('covers every request of a run, or says why a fault cannot happen there', () => {
    const { cases, leftOut } = allCases(player.recordings, { seed, schedules: 0 });
    const faulted = cases.filter(({ requestFaults }) => requestFaults.length === 1);

    expect(faulted.length + leftOut.length).toBeGreaterThanOrEqual(
      player.recordings.connect.asked.length * faultTable.length,
    );
    expect(cases.filter(({ kind }) => kind === 'case').length).toBeGreaterThanOrEqual(700);
    expect(leftOut.every((pair) => /\(.+\)$/.test(pair))).toBe(true);
  });
});

describe('the sweep has teeth', () => {
  test('a plan that removes a credential before the new one is in its place fails', async () => {
    const spoilt = await playedWith(
      removesFirst,
      ({ processFault }) => /^record add-secret/.test(processFault?.death?.write ?? ''),
      'rotate',
    );

    expect(spoilt.length).toBeGreaterThan(0);
    expect(spoilt.filter(({ wrong }) => !wrong.some((text) => text.startsWith('vPlus could not sign in')))).toEqual([]);
  });

  test('a look with nobody signed in that believes a step which sees nothing fails', async () => {
    const spoilt = await playedWith(
      seesNoGrant,
      ({ requestFaults: [requestFault] }) =>
        requestFault?.fault === '429 without Retry-After' && requestFault.asked.service === 'vplus',
      'lookWhole',
    );

    expect(spoilt.length).toBeGreaterThan(0);
    expect(spoilt.filter(({ falseAlarms }) => falseAlarms === 0)).toEqual([]);
  });

  test('a plan that makes before it looks fails', async () => {
    const spoilt = await playedWith(withoutFirstLook, ({ processFault }) =>
      /synchronize/.test(processFault?.death?.write ?? ''),
    );

    expect(spoilt.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBeGreaterThan(0);
  });

  test('a plan that leaves a secret whose value was lost fails', async () => {
    const spoilt = await playedWith(withoutCompensation, ({ requestFaults: [requestFault] }) =>
      Boolean(requestFault?.asked.key.endsWith('/addPassword') && requestFault.fault === 'line cut after the effect'),
    );

    expect(spoilt.length).toBeGreaterThan(0);
    expect(spoilt.filter(({ wrong }) => wrong.length === 0)).toEqual([]);
  });
});

/** What a rotation begins with goes before anything takes its place. */
function removesFirst(step: TenantStep): TenantStep {
  return step.id === 'remove-replaced' ? { ...step, after: ['register-application'] } : step;
}

/** As where the right answer is not understood. */
function seesNoGrant(step: TenantStep): TenantStep {
  return step.id === 'grant-permissions' ? { ...step, find: async () => ({ is: 'absent' }) } : step;
}

/** Every n-th case of the sweep, so that each kind of fault, death and undo has its share. */
function sampleOf(cases: Case[], size = sampleSize): Case[] {
  const random = randomFrom(seed);
  const step = cases.length / size;
  return Array.from({ length: size }, (_, index) => cases[Math.floor((index + random()) * step)]).flatMap(
    (one) => one ?? [],
  );
}

const casesOf = ({ recordings }: CasePlayer): Case[] => allCases(recordings, { seed, schedules: 200 }).cases;

/** What the sweep finds when the plan is spoiled. */
async function playedWith(spoil: Spoil, chosen: (one: Case) => boolean, scenario: Case['scenario'] = 'connect') {
  const cases = casesOf(player).filter((one) => one.scenario === scenario && one.kind !== 'proof');
  const played: Awaited<ReturnType<CasePlayer['play']>>[] = [];
  for (const one of cases.filter(chosen)) played.push(await player.play(one, spoil));
  return played;
}

/** Each process takes for granted that nothing is there yet. */
function withoutFirstLook(step: TenantStep): TenantStep {
  const looked = new WeakSet<object>();
  if (!step.make) return step;
  return {
    ...step,
    find: async (context) => {
      if (looked.has(context.services)) return step.find(context);
      looked.add(context.services);
      return { is: 'absent' };
    },
  };
}

function withoutCompensation(step: TenantStep): TenantStep {
  const { make } = step;
  if (step.id !== 'add-secret' || !make) return step;
  return {
    ...step,
    make: (context, found) => {
      const graph = { ...context.services.graph, removePassword: async () => undefined };
      return make({ ...context, services: { ...context.services, graph } }, found);
    },
  };
}
