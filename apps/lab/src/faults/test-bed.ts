import type { World } from '@vplus/emulator';
import { type Practice, startPractice } from '@vplus/tenant-access/testing';
import { copyOf } from './copies.ts';
import { type Durable, nothingDurable } from './durable.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';
import { tapWire, type Wire } from './wire.ts';

/** A practice cloud that is set back before each case, and the product's real clients in front of it. */
export interface TestBed {
  practice: Practice;
  clock: VirtualClock;
  wire: Wire;
  world(): World;
  /** As the practice cloud was before anything of ours. */
  seed: Snapshot;
  restore(snapshot: Snapshot): void;
  /** Everything as it is now, to begin other cases from. */
  snapshot(durable: Durable): Snapshot;
  close(): Promise<void>;
}

export interface Snapshot {
  world: World;
  durable: Durable;
  now: number;
}

const begin = Date.parse('2026-11-25T09:00:00Z');

/**
 * MSAL dates what it signs by the machine's clock, which nobody can hand it: in a test bed that clock is the virtual one.
 */
function replaceDate(clock: VirtualClock): () => void {
  const real = globalThis.Date;
  globalThis.Date = new Proxy(real, {
    construct: (target, given, made) => Reflect.construct(target, given.length > 0 ? given : [clock.now()], made),
    get: (target, name) => (name === 'now' ? clock.now : Reflect.get(target, name)),
  });
  return () => {
    globalThis.Date = real;
  };
}

/** A hung request of the practice cloud holds its line for this long, in real time: longer than the shortest time-out. */
const longestHangMs = 600;

export async function startTestBed(): Promise<TestBed> {
  const clock = virtualClock();
  clock.set(begin);
  const putBack = replaceDate(clock);
  const cloudClock = {
    now: clock.now,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, longestHangMs)).unref()),
  };
  const practice = await startPractice({
    clock: cloudClock,
    approved: true,
    moreScopes: ['SharePointTenantSettings.ReadWrite.All', 'Policy.ReadWrite.ApplicationConfiguration'],
  });
  // A policy caps the life of certificates, which only the whole choice makes: it needs the exemption.
  practice.tenant.defaultAppManagementPolicy.isEnabled = true;
  practice.tenant.defaultAppManagementPolicy.applicationRestrictions.keyCredentials.push({
    restrictionType: 'asymmetricKeyLifetime',
    state: 'enabled',
    maxLifetime: 'P90D',
    restrictForAppsCreatedAfterDateTime: null,
  });
  const { cloud } = practice.emulator;
  cloud.world.weather.vplus.synchronizationMs = 1500;
  const wire = tapWire(cloud, clock);
  const tenantId = practice.connection.tenantId;

  const restore = ({ world, now }: Snapshot) => {
    cloud.world = copyOf(world, tenantId);
    cloud.log.length = 0;
    clock.set(now);
  };
  const snapshot = (durable: Durable): Snapshot => ({
    world: copyOf(cloud.world, tenantId),
    durable: structuredClone(durable),
    now: clock.now(),
  });
  return {
    practice,
    clock,
    wire,
    world: () => cloud.world,
    seed: snapshot(nothingDurable()),
    restore,
    snapshot,
    close: () => practice.close().finally(putBack),
  };
}
