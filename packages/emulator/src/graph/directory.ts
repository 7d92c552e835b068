import { z } from 'zod';
import { touch, visible, writable } from '../core/replication.ts';
import type {
  Application,
  AppRoleAssignment,
  KeyCredential,
  PasswordCredential,
  ServicePrincipal,
} from '../core/world.ts';
import type { Asked } from './asked.ts';
import type { Key } from './path.ts';
import { badRequest, notFound } from './refusal.ts';

/** The collections that lag behind their writers. */
interface Lagging {
  applications: Application;
  servicePrincipals: ServicePrincipal;
  grants: AppRoleAssignment;
}
type Kind = keyof Lagging;

function store<K extends Kind>(asked: Asked, kind: K): Record<string, Lagging[K]> {
  const { applications, servicePrincipals, appRoleAssignments } = asked.tenant;
  return { applications, servicePrincipals, grants: appRoleAssignments }[kind] as Record<string, Lagging[K]>;
}

/** Everything of a kind as this reader sees it. */
export function listed<K extends Kind>(asked: Asked, kind: K): Lagging[K][] {
  const items = store(asked, kind);
  const gone = Object.keys(asked.tenant.replicas)
    .filter((key) => key.startsWith(`${kind}:`))
    .map((key) => key.slice(kind.length + 1));
  return [...new Set([...Object.keys(items), ...gone])]
    .map((id) => visible(asked.tenant, kind, id, items[id], asked.call, asked.cloud))
    .filter((item) => item !== null);
}

/** The object that a key names, as this reader sees it; null: nothing there. */
export function seen<K extends Kind>(asked: Asked, kind: K, key: Key): Lagging[K] | null {
  return listed(asked, kind).find((item) => keyValue(item, key) === key.value.toLowerCase()) ?? null;
}

/** The same, or 404. */
export function read<K extends Kind>(asked: Asked, kind: K, key: Key): Lagging[K] {
  return seen(asked, kind, key) ?? missing(key);
}

/** The true object for a write; 404 while its creation has not spread. */
export function forWrite<K extends Kind>(asked: Asked, kind: K, key: Key): Lagging[K] {
  const current = actual(asked, kind, key);
  const reachable = current && writable(asked.tenant, kind, current.id, current, asked.call, asked.cloud);
  return reachable ?? missing(key);
}

/** The true object, however far its news has spread: what decides whether a name is taken. */
export function actual<K extends Kind>(asked: Asked, kind: K, key: Key): Lagging[K] | null {
  return Object.values(store(asked, kind)).find((item) => keyValue(item, key) === key.value.toLowerCase()) ?? null;
}

/** Adds or changes an object; readers go on seeing the old one for a while. */
export function write<K extends Kind>(asked: Asked, kind: K, item: Lagging[K]): void {
  const items = store(asked, kind);
  if (kind === 'servicePrincipals') checkLocked(asked, item as ServicePrincipal);
  touch(asked.tenant, kind, item.id, items[item.id] ?? null, asked.cloud);
  items[item.id] = item;
}

/**
 * What its application locks of a service principal is not changed there.
 * https://learn.microsoft.com/graph/api/resources/serviceprincipallockconfiguration
 */
function checkLocked(asked: Asked, changed: ServicePrincipal): void {
  const before: Partial<ServicePrincipal> | undefined = asked.tenant.servicePrincipals[changed.id];
  const everywhere = Object.values(asked.cloud.world.tenants).flatMap(({ applications }) =>
    Object.values(applications),
  );
  const lock = Lock.safeParse(
    everywhere.find(({ appId }) => appId === changed.appId)?.servicePrincipalLockConfiguration,
  ).data;
  if (!before || !lock?.isEnabled) return;
  const isLocked = (one: PasswordCredential | KeyCredential) => {
    const signs = 'usage' in one && one.usage === 'Sign';
    return lock.allProperties || (signs ? lock.credentialsWithUsageSign : lock.credentialsWithUsageVerify);
  };
  for (const name of ['passwordCredentials', 'keyCredentials'] as const) {
    const old = [...(before[name] ?? [])].filter(isLocked);
    const now = [...(changed[name] ?? [])].filter(isLocked);
    if (JSON.stringify(old) !== JSON.stringify(now))
      throw badRequest(
        `Property ${name} on the service principal is locked.`,
        'CannotUpdateLockedServicePrincipalProperty',
      );
  }
}

const Lock = z.object({
  isEnabled: z.boolean(),
  allProperties: z.boolean().nullish(),
  credentialsWithUsageSign: z.boolean().nullish(),
  credentialsWithUsageVerify: z.boolean().nullish(),
});

/** Takes an object away. */
export function remove<K extends Kind>(asked: Asked, kind: K, id: string): void {
  const items = store(asked, kind);
  touch(asked.tenant, kind, id, items[id] ?? null, asked.cloud);
  delete items[id];
}

function keyValue(item: Application | ServicePrincipal | AppRoleAssignment, { property }: Key): string | null {
  if (!['id', 'appId', 'uniqueName'].includes(property))
    throw badRequest(`The key '${property}' is not defined.`, 'BadRequest');
  const value = (item as unknown as Record<string, unknown>)[property];
  return typeof value === 'string' ? value.toLowerCase() : null;
}

function missing(key: Key): never {
  throw notFound(key.value);
}
