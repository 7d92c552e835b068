import type { Call, Cloud } from './service.ts';
import type { Replica, Tenant } from './world.ts';

export type ReplicatedKind = keyof Tenant['weather']['replication'];

/** How far behind a `stale` reader is. */
const farBehindMs = 3_600_000;

/**
 * Records what readers still see after a write: `before` is the object as it was (null: it did not exist),
 * served until the tenant's delay for this kind has passed. Call it with the old value after every write.
 */
export function touch(tenant: Tenant, kind: ReplicatedKind, id: string, before: unknown, cloud: Cloud): void {
  const now = cloud.clock.now();
  const key = `${kind}:${id}`;
  const replica: Replica = tenant.replicas[key] ?? { createdAt: before === null ? now : 0, versions: [] };
  replica.versions = replica.versions.filter((version) => version.until > now - farBehindMs);
  replica.versions.push({ until: now + tenant.weather.replication[kind], value: structuredClone(before) });
  tenant.replicas[key] = replica;
}

/** What this reader sees of an object whose true value is `current`; null: nothing (not yet, or not any more). */
export function visible<T>(
  tenant: Tenant,
  kind: ReplicatedKind,
  id: string,
  current: T | null | undefined,
  call: Pick<Call, 'stale'>,
  cloud: Cloud,
): T | null {
  const horizon = cloud.clock.now() - (call.stale ? farBehindMs : 0);
  const old = tenant.replicas[`${kind}:${id}`]?.versions.find((version) => version.until > horizon);
  return old ? (old.value as T | null) : (current ?? null);
}

/**
 * The object for a write by id: its true value, or null (404) while its creation has not spread yet.
 * An object that only changed lately can be written at once.
 */
export function writable<T>(
  tenant: Tenant,
  kind: ReplicatedKind,
  id: string,
  current: T | null | undefined,
  call: Pick<Call, 'stale'>,
  cloud: Cloud,
): T | null {
  return visible(tenant, kind, id, current, call, cloud) === null ? null : (current ?? null);
}
