import { z } from 'zod';
import { failed } from '../http/failed.ts';
import type { RemoteError } from '../remote-error.ts';
import type { createSession } from './session.ts';
import type { VplusOptions, VplusOrganization, VplusTask } from './vplus.ts';

const pageSize = 100;
/** A server that always has another page is not followed for ever. */
const mostPages = 100;

/** A part of later paths: neither empty nor `..`, which would make a path another one. */
const guid = z.string().regex(/^[^.]/).max(300);
const listed = z.array(z.looseObject({ guid }));
const text = z.string().max(1_000);
const anyTask = z.looseObject({
  guid,
  progress: z
    .number()
    .catch(0)
    .transform((percent) => Math.round(Math.min(Math.max(percent, 0), 100))),
  statusInfo: z
    .string()
    .transform((sentence) => sentence.slice(0, 500))
    .nullish()
    .catch(null),
});

type Listed = z.infer<typeof listed>[number];

/** Reads the server's answers by the profile. */
export function createReading(options: VplusOptions, send: ReturnType<typeof createSession>) {
  const { fields, states, taskFields } = options.profile;

  function malformed(operation: string, code?: string): RemoteError {
    return failed(options.clock, { service: 'vplus', operation }, { failure: 'malformed', ...(code && { code }) });
  }

  /**
   * Read until a page is not full and `X-Total-Count`, where it is sent, does not promise more. It may promise too
   * little: a full page is never the last one on its word, or what is on the next would be made a second time.
   */
  async function list(path: string, operation: string, filter?: string): Promise<Listed[]> {
    const all = new Map<string, Listed>();
    for (let page = 0; page < mostPages; page += 1) {
      const query = new URLSearchParams({ page: `${page}`, size: `${pageSize}`, ...(filter && { filter }) });
      const { headers, body } = await send({ method: 'GET', path: `${path}?${query}`, operation });
      const rows = listed.safeParse(body).data;
      if (!rows) throw malformed(operation);
      const before = all.size;
      for (const row of rows) all.set(row.guid, row);
      const promised = Number(headers.get('x-total-count') ?? 0);
      const complete = rows.length < pageSize && !(all.size < promised);
      if (complete || all.size === before) return [...all.values()];
    }
    throw malformed(operation, 'endless-list');
  }

  function organization(body: unknown): VplusOrganization | null {
    const row = listed.element.safeParse(body).data;
    const [name, tenantId, clientId] = [fields.name, fields.tenantId, fields.clientId].map(
      (field) => text.safeParse(unwrapped(row?.[field])).data,
    );
    if (!row || name === undefined || tenantId === undefined || clientId === undefined) return null;
    const lastSynchronized = unwrapped(row[fields.lastSynchronized]);
    return {
      guid: row.guid,
      name,
      tenantId,
      clientId,
      description: text.safeParse(unwrapped(row[fields.description])).data ?? null,
      lastSynchronizedAt: typeof lastSynchronized === 'number' ? lastSynchronized : null,
      importsUsers: flag(row[fields.importUsers]),
      importsSites: flag(row[fields.importSites]),
    };
  }

  /** A state that the profile does not know is not guessed at. */
  function task(body: unknown, operation: string): VplusTask {
    const row = anyTask.safeParse(body).data;
    const name = text.safeParse(unwrapped(row?.state)).data;
    const state = (['running', 'finished', 'failed'] as const).find(
      (one) => name !== undefined && states[one].includes(name),
    );
    if (!row || !state) throw malformed(operation, name);
    const createdAt = unwrapped(row[taskFields.created]);
    return {
      guid: row.guid,
      state,
      progress: row.progress,
      statusInfo: row.statusInfo ?? null,
      createdAt: typeof createdAt === 'number' ? createdAt : null,
    };
  }

  async function organizations(): Promise<VplusOrganization[]> {
    const operation = 'list organizations';
    return (await list(options.profile.organizationsPath, operation)).map((row) => {
      const read = organization(row);
      if (!read) throw malformed(operation);
      return read;
    });
  }

  /** Newest first. The server's filter only shortens the list: which task belongs to whom is read from the task. */
  async function tasksOf(organizationGuid: string): Promise<VplusTask[]> {
    const operation = 'list tasks';
    const created = (row: Listed) => Number(unwrapped(row[taskFields.created]));
    const reference = z.object({ guid: z.literal(organizationGuid) });
    return (await list(options.profile.tasksPath, operation, organizationGuid))
      .filter((row) => reference.safeParse(row[taskFields.organization]).success)
      .sort((a, b) => created(b) - created(a))
      .map((row) => task(row, operation));
  }

  return { malformed, organization, organizations, task, tasksOf };
}

function flag(value: unknown): boolean | null {
  const plain = unwrapped(value);
  return typeof plain === 'boolean' ? plain : null;
}

/** The server wraps: enums as `{name}`, single values as `{value}`. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('value' in value) return value.value;
  return 'name' in value ? value.name : value;
}
