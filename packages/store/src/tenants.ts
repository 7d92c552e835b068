import {
  liveRunStates,
  type RunId,
  type RunSummary,
  TenantState,
  type UnwordedTenant,
  type UnwordedTenantPage,
  type UnwordedTenantSummary,
} from '@vplus/contracts';
import { and, desc, eq, inArray, notInArray, sql as raw, type SQL } from 'drizzle-orm';
import type { Context } from './context.ts';
import { permissionsFromStore, type StoredFacts } from './facts-in-store.ts';
import { findingsOf } from './findings-view.ts';
import { healthOf } from './health.ts';
import { openPointsOf } from './open-points.ts';
import { instantOf } from './run-record.ts';
import { checks, connections, history, runs, steps } from './schema.ts';
import type { Store } from './store.ts';
import { boardOf, mainFirst } from './tenant-board.ts';

type Tenants = Pick<Store, 'listTenants' | 'tenant' | 'arrivalOf'>;
type Query = Parameters<Store['listTenants']>[0];

interface BoardRow extends Record<string, unknown> {
  id: string;
  name: string;
  primary_domain: string;
  state: TenantState;
  facts: StoredFacts | null;
  vplus_server_name: string | null;
  run_id: string | null;
  /** The run that the state follows from. */
  deciding_run_id: string | null;
}

const sortings: Record<string, SQL> = {
  name: raw`lower(name)`,
  state: raw`state`,
  permissions: raw`(facts ->> 'permissionsGranted')::int`,
  expires: raw`facts #>> '{credentials,0,expiresAt}'`,
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
        done: raw<number>`(count(*) filter (where ${steps.record} ->> 'state' in ('done', 'done-with-attention', 'not-possible', 'retired', 'not-needed')))::int`,
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

  const listTenants = async (query: Query): Promise<UnwordedTenantPage> => {
    const board = boardOf(query, new Date(clock.now()).toISOString());
    const { rows: counted } = await sql.execute<{ state: TenantState; n: number }>(
      raw`${board} select state, count(*)::int as n from board group by state`,
    );
    const counts = Object.fromEntries(TenantState.options.map((state) => [state, 0])) as UnwordedTenantPage['counts'];
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

  const decidingRunOf = async (tenantId: string): Promise<string | null> => {
    const board = boardOf({ only: tenantId }, new Date(clock.now()).toISOString());
    const { rows } = await sql.execute<Pick<BoardRow, 'deciding_run_id'>>(
      raw`${board} select deciding_run_id from board`,
    );
    return rows[0]?.deciding_run_id ?? null;
  };

  const checksOf = async (tenantId: string): Promise<UnwordedTenant['checks']> => {
    const rows = await sql
      .select()
      .from(checks)
      .where(eq(checks.tenantId, tenantId))
      .orderBy(desc(checks.id))
      .limit(20);
    return rows.map(({ at, by, runId, findings, unseen }) => ({
      at: at.toISOString(),
      by,
      runId: runId as RunId,
      findings,
      unseen,
    }));
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
      const decidingRunId = await decidingRunOf(tenantId);
      const connection = await mainConnection(tenantId);
      const known = await findingsOf(sql, tenantId);
      // Strangers who try what they may not must not crowd out what was done.
      const notes = await sql
        .select()
        .from(history)
        .where(and(eq(history.tenantId, tenantId), notInArray(history.kind, ['look', 'refusal'])))
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
          disconnectedAt: instantOf(connection.disconnectedAt),
          permissions: connection.facts ? permissionsFromStore(connection.facts, connection.permissions) : [],
        },
        health: healthOf(
          {
            connectedAt: connection?.disconnectedAt ? null : instantOf(connection?.connectedAt ?? null),
            lookedAt: instantOf(connection?.lookedAt ?? null),
            findings: known,
          },
          clock.now(),
        ),
        findings: known,
        checks: await checksOf(tenantId),
        nextCheckAt: instantOf(connection?.nextCheckAt ?? null),
        openPoints: decidingRunId ? await openPointsOf(sql, decidingRunId) : [],
        runs: await latestRuns(tenantId, 20),
        history: notes.map(({ at, who, what, actedAs, cameFrom, runId }) => ({
          at: at.toISOString(),
          who,
          as: actedAs,
          from: cameFrom,
          what,
          runId: runId as RunId | null,
        })),
      } satisfies UnwordedTenant;
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

function summaryOf(row: BoardRow, latest: Map<string, RunSummary>): UnwordedTenantSummary {
  return {
    id: row.id,
    name: row.name,
    primaryDomain: row.primary_domain,
    state: row.state,
    permissionsGranted: row.facts?.permissionsGranted ?? 0,
    permissionsWanted: row.facts?.permissionsWanted ?? 0,
    credentials: row.facts?.credentials ?? [],
    credentialExpiresAt: row.facts?.credentials[0]?.expiresAt ?? null,
    limits: row.facts?.limits ?? [],
    checkedAt: row.facts?.checkedAt ?? null,
    vplusServerName: row.vplus_server_name,
    latestRun: (row.run_id && latest.get(row.run_id)) || null,
  } as UnwordedTenantSummary;
}
