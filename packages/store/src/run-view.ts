import { Problem, type RunView } from '@vplus/contracts';
import { asc, eq } from 'drizzle-orm';
import { toRow } from './connections.ts';
import type { Sql } from './database.ts';
import { instantOf, viewOf } from './run-record.ts';
import { connections, runs, steps, tenants } from './schema.ts';
import type { Turn } from './store.ts';

/** Throws Problem `not-found`. */
export async function viewOfRun(tx: Sql, runId: string): Promise<RunView> {
  const found = await view(tx, runId);
  if (!found) throw new Problem('not-found');
  return found;
}

export async function view(tx: Sql, runId: string): Promise<RunView | null> {
  const rows = await read(tx, runId);
  return rows[0] ? shown(rows) : null;
}

/** All that a worker, or a record, has to know of a run; null: there is none. */
export async function turn(tx: Sql, runId: string): Promise<Turn | null> {
  const rows = await read(tx, runId);
  const [first] = rows;
  return first
    ? {
        view: shown(rows),
        connection: toRow(first.connection),
        tenant: first.tenant,
        undoChoice: first.run.undoChoice ?? {},
        records: rows.flatMap(({ step }) => step?.record ?? []),
      }
    : null;
}

/** One statement, so that the version and the steps belong together. */
const read = (tx: Sql, runId: string) =>
  tx
    .select({ run: runs, connection: connections, tenant: tenants, step: steps })
    .from(runs)
    .innerJoin(connections, eq(connections.id, runs.connectionId))
    .innerJoin(tenants, eq(tenants.id, runs.tenantId))
    .leftJoin(steps, eq(steps.runId, runs.id))
    .where(eq(runs.id, runId))
    .orderBy(asc(steps.position));

function shown(rows: Awaited<ReturnType<typeof read>>): RunView {
  const [first] = rows;
  if (!first) throw new Error('A run has a row');
  const { run, connection, tenant } = first;
  return {
    id: run.id,
    tenantId: run.tenantId,
    tenantName: tenant.name,
    connectionId: run.connectionId,
    vplusServer: { id: connection.vplusServerId, name: connection.vplusServerName },
    verb: run.verb,
    ...(run.planHash ? { planHash: run.planHash } : {}),
    state: run.state,
    version: run.version,
    startedAt: run.startedAt.toISOString(),
    finishedAt: instantOf(run.finishedAt),
    startedBy: run.startedBy.name,
    connected: run.connected,
    unchanged: run.unchanged,
    ...(run.undoChoice?.unfinished ? { unfinished: true } : {}),
    steps: rows.flatMap(({ step }) => (step ? [viewOf(step.title, step.record)] : [])),
  } as RunView;
}
