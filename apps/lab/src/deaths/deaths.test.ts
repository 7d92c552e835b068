import type { RunEvent, RunState } from '@vplus/contracts';
import type { World } from '@vplus/emulator';
import { postgresPrograms } from '@vplus/store/testing';
import { expect, test } from 'vitest';
import { leaksIn } from './leaks.ts';
import { stallsAfter } from './stalls.ts';
import { deathTrial } from './trial.ts';
import { faultsOf } from './world.ts';

/** The real bound is 15 s, in `npm run deaths`; here the whole of the tests may be running beside. */
const patienceMs = 120_000;
/** A connect and a rotation, each under deaths: twice what other tests have. */
const twoRoundsMs = 800_000;
const say = () => undefined;
const well = { finished: 6, right: 6, checkedOnce: 6, rotated: 6, leaks: 0, crashes: 0, faults: [] };
const postgres = postgresPrograms() ? 'PostgreSQL' : 'PostgreSQL (skipped: not installed)';

test(
  'PGlite: six tenants connect, and rotate, while their process is killed twice, and there is one of everything',
  async () => {
    const figures = await deathTrial({ database: 'pglite', tenants: 6, kills: 2, seed: 7, say });

    expect(figures).toMatchObject({ ...well, kills: 2 });
    expect(figures.longestStallMs).toBeLessThan(patienceMs);
  },
  twoRoundsMs,
);

test.skipIf(!postgresPrograms())(
  `${postgres}: API and worker processes die, the server is restarted, and there is one of everything`,
  async () => {
    const figures = await deathTrial({ database: 'postgres', tenants: 6, kills: 2, seed: 7, say });

    expect(figures).toMatchObject({ ...well, kills: 2, databaseRestarts: 1 });
    expect(figures.longestStallMs).toBeLessThan(patienceMs);
  },
  twoRoundsMs,
);

test('a token and a client secret are found wherever they stand', () => {
  const token = `eyJ${'a'.repeat(30)}.${'b'.repeat(40)}.${'c'.repeat(20)}`;

  expect(leaksIn(`\0page\0${token}\0`, [])).toHaveLength(1);
  expect(leaksIn(`abc8Q~${'x'.repeat(34)}`, [])).toHaveLength(1);
  expect(leaksIn('the pass word here', ['pass word'])).toHaveLength(1);
  expect(leaksIn('nothing here', ['pass word'])).toEqual([]);
});

test('a stall lasts until a run is worked on again, not until it is back in the queue', () => {
  const events = new Map([
    ['in hand', eventsOf(['working', 0], ['queued', 4000], ['working', 9000])],
    ['in the queue', eventsOf(['queued', 0], ['working', 20_000])],
    ['over', eventsOf(['working', 0], ['done', 500])],
  ]);

  expect(stallsAfter(1000, events)).toEqual([{ runId: 'in hand', ms: 8000 }]);
});

test('a tenant in which nothing was made is no right one', () => {
  const empty = { applications: {}, servicePrincipals: {}, appRoleAssignments: {} };
  const world = { tenants: { t: empty }, vplus: { organizations: {}, tasks: {} } } as unknown as World;

  expect(faultsOf(world, 't')).toContain('0 × application');
  expect(faultsOf(world, 't')).toContain('0 × finished synchronization');
});

const eventsOf = (...told: [RunState, number][]) =>
  told.map(([runState, at], number) => ({ number, runState, at: new Date(at).toISOString() }) as RunEvent);
