import type { Choices, UndoChoice } from '@vplus/contracts';
import { canonical, countFromNow, firstDifferences, type View } from './canonical.ts';
import { carryOut, type Errand, enter } from './carry-out.ts';
import { nextRun } from './durable.ts';
import type { Lane, Scene } from './lane.ts';
import type { ActName, Recording } from './recording.ts';
import type { Verb } from './turn.ts';

/** A run that the sweep replays: where it begins, and how it ends without any fault. */
export interface Act {
  verb: Verb;
  begin: Scene;
  choice?: UndoChoice;
  choices?: Partial<Choices>;
  /** Replicas are behind while it is played. */
  lags: boolean;
  recording: Recording;
  /** Its right end in canonical form: world and story as they are to be seen, or the world alone. */
  right(view: View | 'world'): string;
  /** Whether the recycle bin belongs to the right end; a restore that was interrupted may leave something in it. */
  bin: 'kept' | 'ignored';
}

/** Everything that can be chosen beside the usual: whatever a step makes only then is swept as well. */
const everything = (usual: Choices): Partial<Choices> => ({
  credential: { ...usual.credential, kind: 'both' },
  legacyAuth: 'enable',
  credentialPolicy: 'exempt',
});

/** Plays every act once, without faults, and holds them against each other. */
export async function rehearse(lane: Lane): Promise<Record<ActName, Act>> {
  const connect = await record(lane, { verb: 'connect', begin: lane.seed });
  const connected = lane.scene(nextRun(connect.durable));
  const check = await record(lane, { verb: 'verify', begin: connected });
  mustEqual('a check', connect.world, check.world);
  const name = lane.practice.connection.tenantName;

  const disconnect = await record(lane, { verb: 'disconnect', begin: connected });
  const undone = lane.scene(nextRun(disconnect.durable, 'undone'));
  mustLeaveNoTraces(lane);
  const again = await record(lane, { verb: 'connect', begin: afterSomeTime(undone, lane), bin: 'ignored' });
  mustEqual('a connect after a disconnect', connect.world, again.world);

  const choice = { deleteOrganization: name, purge: true };
  const purge = await record(lane, { verb: 'disconnect', begin: connected, choice });
  const seed = worldOf(lane, lane.seed.world);
  mustEqual('a disconnect that leaves nothing', seed, worldOf(lane, lane.world()));

  const choices = everything(lane.practice.connection.choices);
  const whole = await record(lane, { verb: 'connect', begin: lane.seed, choices });
  const wholeConnected = lane.scene(nextRun(whole.durable));
  const checkWhole = await record(lane, { verb: 'verify', begin: wholeConnected, choices });
  const wholeUndone = await record(lane, { verb: 'disconnect', begin: wholeConnected, choices });
  mustLeaveNoTraces(lane);

  const lagging = await record(lane, { verb: 'connect', begin: withLag(lane.seed, lane), lags: true });
  mustEqual('a connect under replication lag', connect.world, lagging.world);
  return {
    connect: connect.act,
    lagging: lagging.act,
    whole: whole.act,
    disconnect: disconnect.act,
    wholeUndone: wholeUndone.act,
    purge: purge.act,
    again: again.act,
    check: check.act,
    checkWhole: checkWhole.act,
  };
}

async function record(
  lane: Lane,
  {
    bin = 'kept',
    lags = false,
    ...given
  }: Pick<Act, 'verb' | 'begin' | 'choice' | 'choices'> & { bin?: Act['bin']; lags?: boolean },
) {
  const durable = enter(lane, given.begin);
  const errand: Errand = {
    strikes: [],
    probe: true,
    verb: given.verb,
    ...(given.choice ? { choice: given.choice } : {}),
    ...(given.choices ? { choices: given.choices } : {}),
  };
  const story = await carryOut(lane, durable, errand);
  const [turn] = story.turns;
  if (!turn || !story.cameToRest || !turn.ended.startsWith('done'))
    throw new Error(
      `Without faults a ${given.verb} ended as ${turn?.ended}: ${String(story.thrown)} ${JSON.stringify(story.stops)}`,
    );
  const scenery = { ...sceneryOf(lane, bin), world: lane.scene(durable).world };
  const { memory } = durable;
  const records = Object.values(durable.records);
  const known = new Map<string, string>();
  const act: Act = {
    ...given,
    bin,
    lags,
    recording: { asked: story.asked, writes: turn.writes, waits: turn.waits },
    right: (view) => {
      const key = JSON.stringify(view);
      const right = known.get(key) ?? canonical(scenery, view === 'world' ? null : { ...view, records, memory });
      known.set(key, right);
      return right;
    },
  };
  return { act, durable, world: worldOf(lane, lane.world()) };
}

const sceneryOf = (lane: Lane, bin: Act['bin']) => ({
  before: lane.seed.world,
  world: lane.world(),
  tenantId: lane.practice.connection.tenantId,
  bin,
});

/** The world alone, with nothing in the bin. */
const worldOf = (lane: Lane, world: Scene['world']) => canonical({ ...sceneryOf(lane, 'ignored'), world }, null);

/**
 * In what a tenant after an undo differs from the one before us, apart from one application in the recycle bin. On
 * vPlus only an organization that was synchronized may be left, and says that it is disconnected.
 */
export function tracesLeft(lane: Lane): string[] {
  const { tenantId } = lane.practice.connection;
  const { world: before } = lane.seed;
  const now = lane.world();
  const scenery = { before, tenantId, bin: 'ignored' as const };
  const right = canonical({ ...scenery, world: before }, null);
  const found = canonical({ ...scenery, world: { ...now, vplus: before.vplus } }, null);
  const binned = Object.values(now.tenants[tenantId]?.deletedItems ?? {}).map(({ _type }) => _type);
  const organizations = Object.values(now.vplus.organizations);
  const unmarked = organizations.filter(
    ({ description, lastSynchronizedAt }) => lastSynchronizedAt === null || !description?.startsWith('Disconnected'),
  );
  return [
    ...(right === found ? [] : firstDifferences(right, found)),
    ...(new Set(binned).size === binned.length ? [] : [`${binned.length} objects are in the bin`]),
    ...unmarked.map(({ name }) => `the organization ${name} is left`),
  ];
}

function mustLeaveNoTraces(lane: Lane): void {
  const traces = tracesLeft(lane);
  if (traces.length > 0) throw new Error(`A disconnect leaves traces:\n${traces.join('\n')}`);
}

function mustEqual(what: string, right: string, found: string): void {
  if (right !== found) throw new Error(`${what} ends elsewhere:\n${firstDifferences(right, found).join('\n')}`);
}

/**
 * Somebody added a password and a key to the application before it was deleted: nobody knows who holds them now. A
 * reconnect synchronizes once more, whatever was synchronized before.
 */
function afterSomeTime(scene: Scene, lane: Lane): Scene {
  const { connection, emulator } = lane.practice;
  const tenant = scene.world.tenants[connection.tenantId];
  const [binned] = Object.values(tenant?.deletedItems ?? {}).filter((item) => item._type === 'application');
  const daemon = Object.values(emulator.cloud.world.tenants)
    .flatMap(({ applications }) => Object.values(applications))
    .flatMap(({ keyCredentials }) => keyCredentials)[0];
  if (binned?._type !== 'application' || !daemon) throw new Error('There is nothing in the bin');
  const times = { startDateTime: '2026-01-01T00:00:00Z', endDateTime: '2028-01-01T00:00:00Z' };
  binned.passwordCredentials = [
    {
      keyId: crypto.randomUUID(),
      displayName: 'of somebody',
      hint: 'abc',
      customKeyIdentifier: null,
      _secret: 'an old secret of somebody',
      _createdAt: 0,
      ...times,
    },
  ];
  binned.keyCredentials = [{ ...daemon, keyId: crypto.randomUUID(), displayName: 'of somebody', ...times }];
  countFromNow(scene.world);
  return scene;
}

function withLag(scene: Scene, lane: Lane): Scene {
  const world = structuredClone(scene.world);
  const tenant = world.tenants[lane.practice.connection.tenantId];
  if (!tenant) throw new Error('No tenant');
  tenant.weather.replication = {
    applications: 2_000,
    servicePrincipals: 3_000,
    grants: 3_000,
    credentials: 6_000,
    roles: 9_000,
    consent: 0,
  };
  return { ...scene, world };
}
