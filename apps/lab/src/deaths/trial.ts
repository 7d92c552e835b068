import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDone, type RunView } from '@vplus/contracts';
import type { Description, World } from '@vplus/emulator';
import { controlOf, everywhere } from './control.ts';
import { type Crowd, gather } from './crowd.ts';
import { type Deployment, deployOnPglite, deployOnPostgres } from './deployment.ts';
import { leaksBelow, leaksIn } from './leaks.ts';
import { startAndRead } from './processes.ts';
import { randomFrom, shuffled } from './random.ts';
import { stallsAfter } from './stalls.ts';
import { faultsOf, keyIdsIn } from './world.ts';

export interface TrialOptions {
  database: 'pglite' | 'postgres';
  tenants: number;
  kills: number;
  seed: number;
  /** What a person who waits is told. */
  say(text: string): void;
}

export interface TrialFigures {
  database: string;
  tenants: number;
  kills: number;
  databaseRestarts: number;
  /** Runs that ended connected. */
  finished: number;
  /** Tenants with exactly one of everything. */
  right: number;
  /** Tenants that were checked exactly once, when all of them asked for a check at once and no process died. */
  checkedOnce: number;
  /** Tenants whose credentials were replaced, under as many deaths again, and that have one of everything after it. */
  rotated: number;
  /** Tokens and secrets found in the files of the database, the log and the replies. */
  leaks: number;
  /** Processes that ended although nobody killed them. */
  crashes: number;
  /** What is wrong, one by one. */
  faults: string[];
  /** The longest that a run stood still after a death, and after which one. */
  longestStallMs: number;
  after: string;
  stalledRuns: number;
  seconds: number;
  seed: number;
}

const emulator = fileURLToPath(new URL('main.ts', import.meta.resolve('@vplus/emulator')));
/** Slow enough that a death meets requests on their way. */
const latencyMs = 20;
const synchronizationMs = 3000;

/** A crowd of tenants connects at once while processes, and the database server if there is one, die. */
export async function deathTrial({ database, tenants, kills, seed, say }: TrialOptions): Promise<TrialFigures> {
  const random = randomFrom(seed);
  const dataDir = mkdtempSync(join(tmpdir(), 'deaths-'));
  const cloud = await startAndRead<Description>(
    emulator,
    ['--exit-with-parent', '--crowd', String(tenants), '--ca-folder', join(dataDir, 'ca')],
    { EMULATOR_PORT: '0' },
  );
  const control = controlOf(cloud.line.control);
  const log: string[] = [];
  const surroundings = { cloud: cloud.line, dataDir, said: (text: string) => void log.push(text) };
  const deployment = await (database === 'pglite' ? deployOnPglite(surroundings) : deployOnPostgres(surroundings));
  try {
    const crowd = await gather(cloud.line, deployment.origins, tenants);
    await control('PATCH', '/weather', {
      latencyMs: everywhere(latencyMs),
      vplus: { synchronizationMs },
    });
    say(`${tenants} tenants signed in, approved and planned; all connect now`);
    const since = Date.now();
    const started = crowd.connectAll();
    const deaths = await injectDeaths(deployment, crowd, { kills, random, say });
    await started;
    const views = await crowd.allEnded();
    const seconds = Math.round((Date.now() - since) / 100) / 10;

    const checkedOnce = (await crowd.checkAll()).filter((times) => times === 1).length;
    const events = await crowd.events();
    const stalls = deaths.flatMap(({ at, who }) => stallsAfter(at, events).map((stall) => ({ ...stall, who })));
    const longest = stalls.toSorted((one, other) => other.ms - one.ms)[0];
    const { world } = await control<{ world: World }>('GET', '/snapshot');
    const { faults: rotationFaults, told } = await rotateAll({ control, crowd, deployment, world, kills, random, say });
    const secrets = [cloud.line.vplusLogin.password, ...cloud.line.clients.flatMap(({ secret }) => secret ?? [])];
    const crashes = deployment.processes.flatMap((one) => one.crashes());
    await deployment.stop();
    const leaks = [
      ...leaksBelow(deployment.folder, secrets),
      ...leaksIn(log.join(''), secrets).map((found) => `${found} in the log`),
      ...leaksIn(JSON.stringify([...events, views, told]), secrets).map((found) => `${found} in a reply`),
    ];
    const faults = crowd.tenantIds.map((id) => ({ id, found: faultsOf(world, id) })).filter((one) => one.found.length);
    return {
      database,
      tenants,
      kills,
      databaseRestarts: deaths.length - kills,
      finished: views.filter(hasFinished).length,
      right: tenants - faults.length,
      checkedOnce,
      rotated: tenants - new Set(rotationFaults.map(({ id }) => id)).size,
      leaks: leaks.length,
      crashes: crashes.length,
      faults: [
        ...[...faults, ...rotationFaults].map(({ id, found }) => `${id}: ${found.join(', ')}`),
        ...leaks,
        ...crashes,
        ...views.filter((view) => !hasFinished(view)).map(storyOf),
      ],
      longestStallMs: longest?.ms ?? 0,
      after: longest?.who ?? '',
      stalledRuns: stalls.length,
      seconds,
      seed,
    };
  } finally {
    await deployment.stop();
    deployment.remove();
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Rotation {
  control: ReturnType<typeof controlOf>;
  crowd: Crowd;
  deployment: Deployment;
  /** As it was before. */
  world: World;
  kills: number;
  random(): number;
  say(text: string): void;
}

/** All replace their credentials at once, while processes and the database server die as before. */
async function rotateAll({ control, crowd, deployment, world: before, ...rest }: Rotation) {
  await crowd.planRotation();
  rest.say('all are connected and checked; all replace their credentials now');
  await crowd.connectAll();
  await injectDeaths(deployment, crowd, rest);
  const views = await crowd.allEnded();
  const { world } = await control<{ world: World }>('GET', '/snapshot');
  const faults = crowd.tenantIds.flatMap((id) => {
    const old = keyIdsIn(before, id);
    const kept = keyIdsIn(world, id).filter((keyId) => old.includes(keyId));
    const view = views.find(({ tenantId }) => tenantId === id);
    const found = [
      ...faultsOf(world, id, 2),
      ...kept.map((keyId) => `${keyId} is still there`),
      ...(view && hasFinished(view) ? [] : [view ? storyOf(view) : 'no run']),
    ];
    return found.length > 0 ? [{ id, found: ['after the rotation', ...found] }] : [];
  });
  return { faults, told: [...(await crowd.events()), views] };
}

const hasFinished = ({ connected, state }: RunView): boolean => connected && isDone(state);

const storyOf = ({ id, state, steps }: RunView): string => {
  const stopped = steps.flatMap(({ id: step, problem }) => (problem ? [`${step}: ${problem.code}`] : []));
  return `run ${id} ended ${state} (${stopped.join(', ')})`;
};

interface Death {
  at: number;
  who: string;
}

/** Kills at random moments, spread over the whole of the work: measured by how much of it is done, not by the clock. */
async function injectDeaths(
  { processes, restartDatabase }: Deployment,
  crowd: Crowd,
  { kills, random, say }: { kills: number; random(): number; say(text: string): void },
): Promise<Death[]> {
  const victims = Array.from({ length: Math.ceil(kills / processes.length) }, () => shuffled(processes, random)).flat();
  const planned = victims.slice(0, kills).map((victim) => ({ who: victim.name, kill: victim.kill }));
  if (restartDatabase)
    planned.splice(Math.floor(random() * (kills + 1)), 0, { who: 'the database', kill: restartDatabase });
  const deaths: Death[] = [];
  for (const [index, death] of planned.entries()) {
    const moment = ((index + random()) / planned.length) * 0.9;
    while ((await crowd.progress()) < moment) await wait(100);
    const at = Date.now();
    await death.kill();
    deaths.push({ at, who: death.who });
    say(`${Math.round(moment * 100)} % done: ${death.who} died`);
  }
  return deaths;
}
