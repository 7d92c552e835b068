import { Problem, type UnwordedRun } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import { and, eq, sql as raw } from 'drizzle-orm';
import { connectionColumns, toRow } from './connections.ts';
import type { Sql } from './database.ts';
import { ofConnect, ofDisconnect } from './plans.ts';
import { instantOf, type RunRecord, viewOf } from './run-record.ts';
import { connections, plans, runs, tenants } from './schema.ts';
import { fromStore, type StepInStore } from './step-in-store.ts';
import type { Turn } from './store.ts';

/** Throws Problem `not-found`. */
export async function viewOfRun(tx: Sql, runId: string): Promise<UnwordedRun> {
  const found = await view(tx, runId);
  if (!found) throw new Problem('not-found');
  return found;
}

export async function view(tx: Sql, runId: string): Promise<UnwordedRun | null> {
  const { vplusServerId, vplusServerName, connectedAt } = connections;
  const [row] = await tx
    .select({
      run: runs,
      connection: { vplusServerId, vplusServerName, connectedAt },
      tenant: tenants,
      steps: stepsOfRun,
    })
    .from(runs)
    .innerJoin(connections, eq(connections.id, runs.connectionId))
    .innerJoin(tenants, eq(tenants.id, runs.tenantId))
    .where(eq(runs.id, runId));
  return row ? shown(row) : null;
}

/** All that a worker, or a record, has to know of a run; null: there is none. */
export async function turn(tx: Sql, runId: string): Promise<Turn | null> {
  const [row] = await tx
    .select({ run: runs, connection: connectionColumns, tenant: tenants, steps: stepsOfRun, plan: plans.plan })
    .from(runs)
    .innerJoin(connections, eq(connections.id, runs.connectionId))
    .innerJoin(tenants, eq(tenants.id, runs.tenantId))
    .leftJoin(plans, and(eq(plans.connectionId, runs.connectionId), eq(plans.hash, runs.planHash)))
    .where(eq(runs.id, runId));
  if (!row) return null;
  return {
    view: shown(row),
    connection: toRow(row.connection),
    tenant: row.tenant,
    undoChoice: row.run.undoChoice ?? {},
    startedBy: row.run.startedBy,
    plan: ofConnect(row.plan),
    disconnectPlan: ofDisconnect(row.plan),
    records: row.steps.map(({ id, ...step }) => fromStore(id, step)),
  };
}

/** In the same statement, so that the version and the steps belong together; in one row, so that nothing is read twice. */
const stepsOfRun = raw<StepOfRun[]>`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', steps.id, 'title', steps.title, 'record', steps.record, 'rows', steps.rows) order by steps.position), '[]')
  from steps where steps.run_id = ${runs.id})`;

interface StepOfRun extends StepInStore {
  id: string;
  title: Words;
}

interface Row {
  run: RunRecord;
  connection: Pick<typeof connections.$inferSelect, 'vplusServerId' | 'vplusServerName' | 'connectedAt'>;
  tenant: { name: string };
  steps: StepOfRun[];
}

function shown({ run, connection, tenant, steps }: Row): UnwordedRun {
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
    ...(run.verb === 'connect' && connection.connectedAt && connection.connectedAt < run.startedAt
      ? { wasConnected: true }
      : {}),
    steps: steps.map(({ id, title, ...step }) => viewOf(title, fromStore(id, step))),
  } as UnwordedRun;
}
