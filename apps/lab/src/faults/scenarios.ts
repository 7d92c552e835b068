import type { Choices, TenantFacts, UndoChoice } from '@vplus/contracts';
import { tenantFacts } from '@vplus/tenant-access';
import type { Verb } from './attempt.ts';
import { canonical, countFromNow, firstDifferences, type View } from './canonical.ts';
import { nextRun } from './durable.ts';
import type { Recording, ScenarioName } from './recording.ts';
import { enter, type ReplayOptions, replayRun } from './replay.ts';
import type { Snapshot, TestBed } from './test-bed.ts';

/** A run that the sweep replays: where it begins, and how it ends without any fault. */
export interface Scenario {
  verb: Verb;
  begin: Snapshot;
  choice?: UndoChoice;
  choices?: Partial<Choices>;
  /** What a look with nobody signed in knows of the tenant from before. */
  facts?: TenantFacts;
  /** Replicas are behind while it is played. */
  lags: boolean;
  recording: Recording;
  /** Its right end in canonical form: world and records as they are to be seen, or the world alone. */
  right(view: View | 'world'): string;
  /** vPlus can sign in from the beginning to the end. */
  keepsWorking?: boolean;
  /** Whether the recycle bin belongs to the right end; a restore that was interrupted may leave something in it. */
  bin: 'kept' | 'ignored';
}

/** Everything that can be chosen beside the usual: whatever a step makes only then is swept as well. */
const everything = (usual: Choices): Partial<Choices> => ({
  credential: { ...usual.credential, kind: 'both' },
  legacyAuth: 'enable',
  credentialPolicy: 'exempt',
  standingAccess: 'look',
});

/** Plays every scenario once, without faults, and holds them against each other. */
export async function recordScenarios(testBed: TestBed): Promise<Record<ScenarioName, Scenario>> {
  const connect = await recordScenario(testBed, { verb: 'connect', begin: testBed.seed });
  const connected = testBed.snapshot(nextRun(connect.durable));
  const check = await recordScenario(testBed, { verb: 'verify', begin: connected });
  mustEqual('a check', connect.world, check.world);
  const name = testBed.practice.connection.tenantName;

  const disconnect = await recordScenario(testBed, { verb: 'disconnect', begin: connected });
  const undone = testBed.snapshot(nextRun(disconnect.durable, 'undone'));
  mustLeaveNoTraces(testBed);
  const again = await recordScenario(testBed, {
    verb: 'connect',
    begin: afterSomeTime(undone, testBed),
    bin: 'ignored',
  });
  mustEqual('a connect after a disconnect', connect.world, again.world);

  const choice = { deleteOrganization: name, purge: true };
  const purge = await recordScenario(testBed, { verb: 'disconnect', begin: connected, choice });
  const seed = worldOf(testBed, testBed.seed.world);
  mustEqual('a disconnect that leaves nothing', seed, worldOf(testBed, testBed.world()));

  const choices = everything(testBed.practice.connection.choices);
  const whole = await recordScenario(testBed, { verb: 'connect', begin: testBed.seed, choices });
  const wholeConnected = testBed.snapshot(nextRun(whole.durable));
  const checkWhole = await recordScenario(testBed, { verb: 'verify', begin: wholeConnected, choices });
  const lookWhole = await recordScenario(testBed, {
    verb: 'look',
    begin: wholeConnected,
    choices,
    facts: tenantFacts(Object.values(whole.durable.records), {
      choices: { ...testBed.practice.connection.choices, ...choices },
      checkedAt: new Date(wholeConnected.now).toISOString(),
    }),
  });
  mustEqual('a look with nobody signed in', whole.world, lookWhole.world);
  const wholeUndone = await recordScenario(testBed, { verb: 'disconnect', begin: wholeConnected, choices });
  mustLeaveNoTraces(testBed);

  const lagging = await recordScenario(testBed, { verb: 'connect', begin: withLag(testBed.seed, testBed), lags: true });
  mustEqual('a connect under replication lag', connect.world, lagging.world);

  const rotate = await recordRotation(testBed, connected);
  mustEqual('a rotation', connect.world, rotate.world);
  // Without an exemption from the policy that caps the life of certificates.
  const twoKinds = { credential: { kind: 'both' as const, days: 90 } };
  const both = await recordScenario(testBed, { verb: 'connect', begin: testBed.seed, choices: twoKinds });
  const bothConnected = testBed.snapshot(nextRun(both.durable));
  const rotateBoth = await recordRotation(testBed, bothConnected, { choices: twoKinds });
  mustEqual('a rotation of both', both.world, rotateBoth.world);
  const rotateLagging = await recordRotation(testBed, withLag(connected, testBed), { lags: true });
  mustEqual('a rotation under replication lag', connect.world, rotateLagging.world);

  const repair = async (change: Change) => {
    const repaired = await recordScenario(testBed, { verb: 'connect', begin: changed(connected, testBed, change) });
    mustEqual('a repair', connect.world, repaired.world);
    return repaired.scenario;
  };
  return {
    connect: connect.scenario,
    lagging: lagging.scenario,
    whole: whole.scenario,
    disconnect: disconnect.scenario,
    wholeUndone: wholeUndone.scenario,
    purge: purge.scenario,
    again: again.scenario,
    check: check.scenario,
    checkWhole: checkWhole.scenario,
    lookWhole: lookWhole.scenario,
    rotate: rotate.scenario,
    rotateBoth: rotateBoth.scenario,
    rotateLagging: rotateLagging.scenario,
    repairGrant: await repair(withoutGrant),
    repairPassword: await repair(withPassword),
    repairOrganization: await repair(withoutOrganization),
  };
}

async function recordScenario(
  testBed: TestBed,
  {
    bin = 'kept',
    lags = false,
    ...given
  }: Pick<Scenario, 'verb' | 'begin' | 'choice' | 'choices' | 'facts' | 'keepsWorking'> & {
    bin?: Scenario['bin'];
    lags?: boolean;
  },
) {
  const durable = enter(testBed, given.begin);
  const replayOptions: ReplayOptions = {
    requestFaults: [],
    probe: true,
    verb: given.verb,
    ...(given.choice ? { choice: given.choice } : {}),
    ...(given.choices ? { choices: given.choices } : {}),
    ...(given.facts ? { facts: given.facts } : {}),
    ...(given.keepsWorking ? { keepsWorking: true } : {}),
  };
  const replay = await replayRun(testBed, durable, replayOptions);
  const [attempt] = replay.attempts;
  if (!attempt || !replay.cameToRest || !attempt.ended.startsWith('done'))
    throw new Error(
      `Without faults a ${given.verb} ended as ${attempt?.ended}: ${String(replay.thrown)} ${JSON.stringify(replay.stops)}`,
    );
  const worlds = { ...comparedWorlds(testBed, bin), world: testBed.snapshot(durable).world };
  const { memory } = durable;
  const records = Object.values(durable.records);
  const known = new Map<string, string>();
  const scenario: Scenario = {
    ...given,
    bin,
    lags,
    recording: { asked: replay.asked, writes: attempt.writes, waits: attempt.waits, unseen: attempt.unseen },
    right: (view) => {
      const key = JSON.stringify(view);
      const right = known.get(key) ?? canonical(worlds, view === 'world' ? null : { ...view, records, memory });
      known.set(key, right);
      return right;
    },
  };
  return { scenario, durable, world: worldOf(testBed, testBed.world()) };
}

/** All credentials of a connected tenant are replaced; vPlus reads it once more, with the new one. */
function recordRotation(
  testBed: TestBed,
  connected: Snapshot,
  { choices, lags }: { choices?: Partial<Choices>; lags?: boolean } = {},
) {
  const begin = { ...connected, world: structuredClone(connected.world) };
  countFromNow(begin.world);
  const { passwordCredentials, keyCredentials } = ourApplication(begin, testBed);
  const replaceCredentials = [...passwordCredentials, ...keyCredentials].flatMap(({ keyId }) => keyId ?? []);
  return recordScenario(testBed, {
    verb: 'connect',
    begin,
    choices: { ...choices, replaceCredentials },
    keepsWorking: true,
    ...(lags ? { lags } : {}),
  });
}

const comparedWorlds = (testBed: TestBed, bin: Scenario['bin']) => ({
  before: testBed.seed.world,
  world: testBed.world(),
  tenantId: testBed.practice.connection.tenantId,
  bin,
});

/** The world alone, with nothing in the bin. */
const worldOf = (testBed: TestBed, world: Snapshot['world']) =>
  canonical({ ...comparedWorlds(testBed, 'ignored'), world }, null);

/**
 * In what a tenant after an undo differs from the one before us, apart from one application in the recycle bin. On
 * vPlus only an organization that was synchronized may be left, and says that it is disconnected.
 */
export function tracesLeft(testBed: TestBed): string[] {
  const { tenantId } = testBed.practice.connection;
  const { world: before } = testBed.seed;
  const now = testBed.world();
  const worlds = { before, tenantId, bin: 'ignored' as const };
  const right = canonical({ ...worlds, world: before }, null);
  const found = canonical({ ...worlds, world: { ...now, vplus: before.vplus } }, null);
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

function mustLeaveNoTraces(testBed: TestBed): void {
  const traces = tracesLeft(testBed);
  if (traces.length > 0) throw new Error(`A disconnect leaves traces:\n${traces.join('\n')}`);
}

function mustEqual(what: string, right: string, found: string): void {
  if (right !== found) throw new Error(`${what} ends elsewhere:\n${firstDifferences(right, found).join('\n')}`);
}

/**
 * Somebody added a password and a key to the application before it was deleted: nobody knows who holds them now. A
 * reconnect synchronizes once more, whatever was synchronized before.
 */
function afterSomeTime(snapshot: Snapshot, testBed: TestBed): Snapshot {
  const { connection, emulator } = testBed.practice;
  const tenant = snapshot.world.tenants[connection.tenantId];
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
  countFromNow(snapshot.world);
  return snapshot;
}

/** What somebody else does to a connected tenant. */
type Change = (snapshot: Snapshot, testBed: TestBed) => void;

/** Long after it was connected, so that every replica knows what was made then. */
function changed(connected: Snapshot, testBed: TestBed, change: Change): Snapshot {
  const snapshot = structuredClone(connected);
  snapshot.now += 2 * 60 * 60_000;
  change(snapshot, testBed);
  return snapshot;
}

function ourTenant({ world }: Snapshot, { practice }: TestBed) {
  const tenant = world.tenants[practice.connection.tenantId];
  if (!tenant) throw new Error('No tenant');
  return tenant;
}

function ourApplication(snapshot: Snapshot, testBed: TestBed) {
  const { applications } = ourTenant(snapshot, testBed);
  const [ours] = Object.values(applications).filter(({ tags }) => tags.includes('vplus-setup'));
  if (!ours) throw new Error('Nothing of ours is there');
  return ours;
}

/** A permission is taken away. */
const withoutGrant: Change = (snapshot, testBed) => {
  const { appRoleAssignments, servicePrincipals } = ourTenant(snapshot, testBed);
  const { appId } = ourApplication(snapshot, testBed);
  const ours = Object.values(appRoleAssignments).find(
    ({ principalId }) => servicePrincipals[principalId]?.appId === appId,
  );
  if (!ours) throw new Error('Nothing is granted');
  delete appRoleAssignments[ours.id];
};

/** A client secret is added. */
const withPassword: Change = (snapshot, testBed) => {
  const { passwordCredentials } = ourApplication(snapshot, testBed);
  passwordCredentials.push({
    keyId: crypto.randomUUID(),
    displayName: 'of somebody',
    hint: 'abc',
    customKeyIdentifier: null,
    startDateTime: '2026-01-01T00:00:00Z',
    endDateTime: '2028-01-01T00:00:00Z',
    _secret: 'a secret of somebody',
    _createdAt: 0,
  });
};

/** The organization is deleted on vPlus, where a reconnect synchronizes once more. */
const withoutOrganization: Change = ({ world }) => {
  world.vplus.organizations = {};
  countFromNow(world);
};

function withLag(snapshot: Snapshot, testBed: TestBed): Snapshot {
  const world = structuredClone(snapshot.world);
  const tenant = world.tenants[testBed.practice.connection.tenantId];
  if (!tenant) throw new Error('No tenant');
  tenant.weather.replication = {
    applications: 2_000,
    servicePrincipals: 3_000,
    grants: 3_000,
    credentials: 6_000,
    roles: 9_000,
    consent: 0,
  };
  return { ...snapshot, world };
}
