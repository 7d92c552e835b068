import type { StepRecord } from '@vplus/contracts';
import type { World } from '@vplus/emulator';
import type { Memory } from '@vplus/tenant-access';

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

/** Members whose values are made up anew each time, whatever they look like. */
const madeUp = new Set(['id', 'guid', '_secret', 'clientSecret', 'hint', 'key', 'customKeyIdentifier', 'thumbprint']);
const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const instant = /\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g;

export interface ComparedWorlds {
  /** The world as it was before anything of ours: ids in it are known. */
  before: World;
  world: World;
  tenantId: string;
  bin?: 'kept' | 'ignored';
}

/**
 * The world and the run's own records as one text that is the same for every right end: ids, times and secrets are
 * replaced by where they first stand, so that what is the same thing in both stays the same name. That vPlus holds
 * the live secret, and that the run tells the right application, are equalities of that text.
 */
export function canonical(
  { before, world, tenantId, bin = 'kept' }: ComparedWorlds,
  run: (View & { records: StepRecord[]; memory: Memory }) | null,
): string {
  const known = knownIds(before, tenantId);
  const shown = kept(world, tenantId);
  const whole = blankKnown(
    toJson({
      world: bin === 'kept' ? shown : { ...shown, deletedItems: [] },
      run: run && {
        steps: run.records.map((record) => told(shownOf(record, run))),
        remembers: remembered(run.memory),
      },
    }),
    known,
  );
  const sorted = sort(whole);
  const names = new Map<string, string>();
  return JSON.stringify(name(sorted, names), null, 1);
}

/** What a connect and its undo may touch. Replicas, sessions and the weather are no part of it. */
function kept(world: World, tenantId: string) {
  const tenant = world.tenants[tenantId];
  if (!tenant) return null;
  const { applications, appRoleAssignments, oauth2PermissionGrants, deletedItems, sharepoint, ews } = tenant;
  const servicePrincipals = Object.values(tenant.servicePrincipals).map(
    ({ appRoles: _, oauth2PermissionScopes: __, ...principal }) => principal,
  );
  const { organizations, tasks } = world.vplus;
  return {
    applications: Object.values(applications),
    servicePrincipals,
    appRoleAssignments: Object.values(appRoleAssignments),
    oauth2PermissionGrants: Object.values(oauth2PermissionGrants),
    deletedItems: Object.values(deletedItems).map(({ _type, displayName, appId, tags }) => ({
      _type,
      displayName,
      appId,
      tags,
    })),
    policies: [tenant.defaultAppManagementPolicy, ...Object.values(tenant.appManagementPolicies)],
    sharepoint,
    ews,
    organizations: Object.values(organizations),
    synchronizations: synchronizationsIn(tasks)
      .filter(({ organizationGuid }) => organizationGuid in organizations)
      .map(({ organizationGuid, state }) => ({ organizationGuid, state })),
  };
}

const earlier = 'Of the connect before.';

/** Those that are there now prove nothing of a later connect: a reconnect that takes one for its own makes too few. */
export function countFromNow(world: World): void {
  for (const task of Object.values(world.vplus.tasks)) task.statusInfo = earlier;
}

/** Since then. */
export const synchronizationsIn = (tasks: World['vplus']['tasks']) =>
  Object.values(tasks).filter(({ kind, statusInfo }) => kind === 'inventory-sync' && statusInfo !== earlier);

/** Of a step's record: how it ended, what it made, and the ids that it tells. */
const told = ({ id, state, made, output, rows }: StepRecord) => ({
  step: id,
  state,
  made: made ?? false,
  tells: [...new Set(JSON.stringify(output ?? null).match(guid) ?? [])],
  rows: rows.map(({ key, state: of }) => `${key} ${of}`),
});

/** What the records of a run may leave open. */
export interface View {
  /** Where a person is pointed to something, the step is done all the same. */
  calm?: boolean;
  /** Where a replica hid something, a step further on may have made up for it. */
  hidden?: boolean;
  /** What an undo saw before it took it away is gone with it, in some orders of events. */
  undo?: boolean;
}

const restful = new Set<StepRecord['state']>(['done', 'done-with-attention', 'not-possible', 'retired', 'not-needed']);

const shownOf = (record: StepRecord, { calm, undo, hidden }: View): StepRecord => ({
  ...record,
  ...(hidden ? { made: false } : {}),
  ...(calm ? { rows: [], state: restful.has(record.state) ? 'done' : record.state } : {}),
  ...(undo ? { rows: [], output: null } : {}),
});

/** What is remembered of credentials must be true of the one that lives. */
const remembered = ({ handedOver, proof, restoring }: Memory) => ({
  handedOver: handedOver ? { ...handedOver, at: '' } : null,
  proofOf: proof ? [...proof.keyIds, proof.appId] : null,
  restoring: restoring ?? null,
});

const toJson = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;

const idsOf = new WeakMap<World, Set<string>>();

function knownIds(before: World, tenantId: string): Set<string> {
  const read = idsOf.get(before);
  if (read) return read;
  const tenant = before.tenants[tenantId];
  const ids = JSON.stringify([tenant, before.vplus.users]).match(guid) ?? [];
  const known = new Set(ids.map((id) => id.toLowerCase()));
  idsOf.set(before, known);
  return known;
}

/** A prefix on every made-up value; whatever was there before stays as it is. */
function blankKnown(value: Json, known: Set<string>, member = ''): Json {
  if (typeof value === 'string') {
    if (madeUp.has(member) && !known.has(value.toLowerCase()) && value !== '') return `«${value}»`;
    return value
      .replace(guid, (id) => (known.has(id.toLowerCase()) ? id : `«${id}»`))
      .replace(instant, '(time)')
      .replace(/vplus [0-9a-f]{8} /, 'vplus (connection) ');
  }
  if (typeof value === 'number') return value > 1e12 ? '(time)' : value;
  if (Array.isArray(value)) return value.map((one) => blankKnown(one, known, member));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, blankKnown(one, known, key)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const unnamed = (value: Json) => JSON.stringify(value).replace(/«[^»]*»/g, '«»');

/** Lists in an order that does not depend on made-up values. */
function sort(value: Json): Json {
  if (Array.isArray(value)) {
    const ordered = value.map(sort).map((one) => ({ one, by: unnamed(one) }));
    return ordered.sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0)).map(({ one }) => one);
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sort(one)]));
}

function name(value: Json, names: Map<string, string>): Json {
  if (typeof value === 'string')
    return value.replace(/«[^»]*»/g, (found) => {
      const known = names.get(found) ?? `#${names.size + 1}`;
      names.set(found, known);
      return known;
    });
  if (Array.isArray(value)) return value.map((one) => name(one, names));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, name(one, names)]));
}

/** Where two canonical texts part, for a person to read: lines that only one has, else the first that differ. */
export function firstDifferences(right: string, found: string, most = 8): string[] {
  const wanted = right.split('\n').map((line) => line.trim());
  const have = found.split('\n').map((line) => line.trim());
  const missing = wanted.filter((line) => !have.includes(line)).map((line) => `- ${line}`);
  const extra = have.filter((line) => !wanted.includes(line)).map((line) => `+ ${line}`);
  const shown = [...new Set([...missing, ...extra])].slice(0, most);
  if (shown.length > 0) return shown;
  const at = wanted.findIndex((line, index) => line !== have[index]);
  return [
    `- ${wanted.slice(Math.max(0, at - 3), at + 3).join(' ')}`,
    `+ ${have.slice(Math.max(0, at - 3), at + 3).join(' ')}`,
  ];
}
