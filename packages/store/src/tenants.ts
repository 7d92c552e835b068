import {
  liveRunStates,
  type RunSummary,
  type TenantPage,
  TenantState,
  type TenantSummary,
  type TenantView,
} from '@vplus/contracts';
import { and, desc, eq, inArray, sql as raw, type SQL } from 'drizzle-orm';
import type { Context } from './context.ts';
import { instantOf } from './run-record.ts';
import { connections, history, runs, steps } from './schema.ts';
import type { Store, TenantFacts } from './store.ts';

type Tenants = Pick<Store, 'listTenants' | 'tenant' | 'arrivalOf'>;
type Query = Parameters<Store['listTenants']>[0];

/** A secret that ends within this time is worth a look. */
const expiresSoonMs = 30 * 24 * 60 * 60 * 1000;

interface BoardRow extends Record<string, unknown> {
  id: string;
  name: string;
  primary_domain: string;
  state: TenantState;
  facts: TenantFacts | null;
  vplus_server_name: string | null;
  run_id: string | null;
}

const sortings: Record<string, SQL> = {
  name: raw`lower(name)`,
  state: raw`state`,
  permissions: raw`(facts ->> 'permissionsGranted')::int`,
  expires: raw`facts #>> '{credential,expiresAt}'`,
  checked: raw`facts ->> 'checkedAt'`,
  server: raw`lower(vplus_server_name)`,
};

/** The dashboard's view of the tenants, put together in the database, so that it stays quick with thousands. */
export function openTenants({ sql, clock }: Context): Tenants {
  const summaries = async (runIds: string[]): Promise<Map<string, RunSummary>> => {
    if (runIds.length === 0) return new Map();
    const rows = await sql
      .select({
        run: runs,
        total: raw<number>`count(${steps.id})::int`,
        done: raw<number>`(count(*) filter (where ${steps.record} ->> 'state' in ('done', 'done-with-attention', 'not-possible', 'retired')))::int`,
      })
      .from(runs)
      .leftJoin(steps, eq(steps.runId, runs.id))
      .where(inArray(runs.id, runIds))
      .groupBy(runs.id);
    return new Map(
      rows.map(({ run, total, done }) => [
        run.id,
        {
          id: run.id,
          verb: run.verb,
          state: run.state,
          startedAt: run.startedAt.toISOString(),
          finishedAt: instantOf(run.finishedAt),
          startedBy: run.startedBy.name,
          stepsDone: done,
          stepsTotal: total,
        } as RunSummary,
      ]),
    );
  };

  const listTenants = async (query: Query): Promise<TenantPage> => {
    const board = boardOf(query, new Date(clock.now() + expiresSoonMs).toISOString());
    const { rows: counted } = await sql.execute<{ state: TenantState; n: number }>(
      raw`${board} select state, count(*)::int as n from board group by state`,
    );
    const counts = Object.fromEntries(TenantState.options.map((state) => [state, 0])) as TenantPage['counts'];
    for (const { state, n } of counted) counts[state] = n;

    const { page = 0, size = 50, state } = query;
    const sorting = sortings[query.sort ?? 'name'] ?? sortings.name;
    const direction = query.direction === 'desc' ? raw`desc` : raw`asc`;
    const only = state ? raw`where state = ${state}` : raw``;
    const { rows } = await sql.execute<BoardRow>(
      raw`${board} select * from board ${only}
        order by ${sorting} ${direction} nulls last, lower(name), id limit ${size} offset ${page * size}`,
    );
    const latest = await summaries(rows.flatMap(({ run_id }) => run_id ?? []));
    return {
      tenants: rows.map((row) => summaryOf(row, latest)),
      total: counted.reduce((sum, row) => (!state || row.state === state ? sum + row.n : sum), 0),
      counts,
    };
  };

  const latestRuns = async (tenantId: string, limit: number): Promise<RunSummary[]> => {
    const rows = await sql
      .select({ id: runs.id })
      .from(runs)
      .where(eq(runs.tenantId, tenantId))
      .orderBy(desc(runs.startedAt))
      .limit(limit);
    const found = await summaries(rows.map(({ id }) => id));
    return rows.flatMap(({ id }) => found.get(id) ?? []);
  };

  const mainConnection = async (tenantId: string) => {
    const rows = await sql
      .select()
      .from(connections)
      .where(eq(connections.tenantId, tenantId))
      .orderBy(...mainFirst);
    return rows[0] ?? null;
  };

  return {
    listTenants,
    tenant: async (tenantId) => {
      const [summary] = (await listTenants({ only: tenantId })).tenants;
      if (!summary) return null;
      const connection = await mainConnection(tenantId);
      const notes = await sql
        .select()
        .from(history)
        .where(eq(history.tenantId, tenantId))
        .orderBy(desc(history.id))
        .limit(100);
      return {
        ...summary,
        connection: connection && {
          id: connection.id,
          choices: connection.choices,
          clientId: connection.facts?.clientId ?? null,
          organizationGuid: connection.facts?.organizationGuid ?? null,
          connectedAt: instantOf(connection.connectedAt),
          credential: connection.facts?.credential ?? null,
          permissions: connection.facts?.permissions ?? [],
        },
        runs: await latestRuns(tenantId, 20),
        history: notes.map(({ at, who, what }) => ({ at: at.toISOString(), who, what })),
      } satisfies TenantView;
    },
    arrivalOf: async (tenantId) => {
      const live = and(eq(runs.tenantId, tenantId), inArray(runs.state, [...liveRunStates]));
      const [working] = await sql.select({ id: runs.id }).from(runs).where(live).orderBy(desc(runs.startedAt)).limit(1);
      const connection = await mainConnection(tenantId);
      const [lastRun] = await latestRuns(tenantId, 1);
      return {
        liveRunId: working?.id ?? null,
        connectedAt: connection?.disconnectedAt ? null : instantOf(connection?.connectedAt ?? null),
        lastRun: lastRun ?? null,
      } as Awaited<ReturnType<Store['arrivalOf']>>;
    },
  };
}

/** Of several servers the one that says most about the tenant: connected before disconnected, the newest first. */
const mainFirst = [
  raw`(connections.disconnected_at is null) desc`,
  raw`connections.connected_at desc nulls last`,
  raw`connections.made_at desc`,
];

/** One row per tenant with its state; a live run counts before one that ended, the newest before the older. */
function boardOf({ only, search }: Query, soon: string): SQL {
  const text = search?.trim() ? `%${search.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
  return raw`with board as (
    select t.id, t.name, t.primary_domain, c.facts, c.vplus_server_name, r.id as run_id,
      case
        when r.state = 'needs-you' then 'needs-you'
        when r.state in ('queued', 'working', 'waiting') then 'working'
        when r.state = 'failed' then 'failing'
        when c.disconnected_at is not null then 'disconnected'
        when c.connected_at is null then 'new'
        when r.state = 'done-with-attention'
          or (c.facts ->> 'permissionsGranted')::int < (c.facts ->> 'permissionsWanted')::int
          or c.facts #>> '{credential,expiresAt}' < ${soon} then 'attention'
        else 'connected'
      end as state
    from tenants t
    left join lateral (
      select * from connections where tenant_id = t.id order by ${raw.join(mainFirst, raw`, `)} limit 1
    ) c on true
    left join lateral (
      select id, state from runs where tenant_id = t.id
      order by (state in ('queued', 'working', 'waiting', 'needs-you')) desc, started_at desc limit 1
    ) r on true
    where ${only ? raw`t.id = ${only}` : raw`true`}
      and ${text ? raw`(t.name ilike ${text} or t.primary_domain ilike ${text} or t.id::text ilike ${text})` : raw`true`}
  )`;
}

function summaryOf(row: BoardRow, latest: Map<string, RunSummary>): TenantSummary {
  return {
    id: row.id,
    name: row.name,
    primaryDomain: row.primary_domain,
    state: row.state,
    permissionsGranted: row.facts?.permissionsGranted ?? 0,
    permissionsWanted: row.facts?.permissionsWanted ?? 0,
    credentialExpiresAt: row.facts?.credential?.expiresAt ?? null,
    checkedAt: row.facts?.checkedAt ?? null,
    vplusServerName: row.vplus_server_name,
    latestRun: (row.run_id && latest.get(row.run_id)) || null,
  } as TenantSummary;
}
