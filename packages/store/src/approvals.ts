import { randomUUID } from 'node:crypto';
import { type Actor, isLive, Problem } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { desc, eq } from 'drizzle-orm';
import type { Context } from './context.ts';
import { type Sql, storable } from './database.ts';
import { note } from './history.ts';
import { instantOf } from './run-record.ts';
import { viewOfRun } from './run-view.ts';
import { lockConnection, putBackToWork } from './runs.ts';
import { approvals, runs } from './schema.ts';
import type { ApprovalRow, Store } from './store.ts';

type Approvals = Pick<Store, 'makeApproval' | 'approval' | 'approvalsOf' | 'approve' | 'revokeApproval'>;
type Row = typeof approvals.$inferSelect;

/** Links for people who have the role that a run lacks: good once, for one run of one plan, until they expire. */
export function openApprovals(context: Context): Approvals {
  const { sql, clock } = context;
  const now = () => new Date(clock.now());

  const rowOf = (row: Row): ApprovalRow => {
    const state = row.ended ?? (row.expiresAt <= now() ? 'expired' : 'open');
    const { ended: _, madeAt, expiresAt, endedAt, ...kept } = row;
    return {
      ...kept,
      state,
      madeAt: madeAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      endedAt: instantOf(endedAt),
    };
  };

  /** Held against every other use of the same link until the transaction ends. */
  const locked = async (tx: Sql, id: string): Promise<ApprovalRow> => {
    const [row] = await tx.select().from(approvals).where(eq(approvals.id, id)).for('update');
    if (!row) throw new Problem('not-found');
    return rowOf(row);
  };

  const end = async (tx: Sql, approval: ApprovalRow, ended: 'approved' | 'revoked', by: Actor): Promise<Row> => {
    const change = { ended, endedBy: storable(by.name), endedAt: now() };
    const [row] = await tx.update(approvals).set(change).where(eq(approvals.id, approval.id)).returning();
    if (!row) throw new Problem('not-found');
    return row;
  };

  return {
    makeApproval: async ({ runId, by, expiresAt }) =>
      sql.transaction(async (tx) => {
        const [run] = await tx.select().from(runs).where(eq(runs.id, runId)).for('update');
        if (!run) throw new Problem('not-found');
        if (!isLive(run) || run.verb !== 'connect' || !run.planHash) throw new Problem('approval-not-needed');
        const { tenantId, planHash } = run;
        const madeAt = now();
        const made = { runId, tenantId, planHash, madeBy: storable(by.name), madeAt, expiresAt: new Date(expiresAt) };
        const [row] = await tx
          .insert(approvals)
          .values({ id: randomUUID(), ...made })
          .returning();
        if (!row) throw new Error('An insert returned no row');
        await note(context, tx, {
          tenantId,
          kind: 'deed',
          by,
          what: message('history.approval-made', { until: expiresAt }),
          at: madeAt,
          runId,
        });
        return rowOf(row);
      }),
    approval: async (id) => {
      const [row] = await sql.select().from(approvals).where(eq(approvals.id, id));
      return row ? rowOf(row) : null;
    },
    approvalsOf: async (runId) => {
      const rows = await sql.select().from(approvals).where(eq(approvals.runId, runId)).orderBy(desc(approvals.madeAt));
      return rows.map(rowOf);
    },
    approve: async (id, { secrets, by }) => {
      const runId = await sql.transaction(async (tx) => {
        const approval = await locked(tx, id);
        checkOpen(approval);
        await lockConnection(tx, approval.runId);
        const [run] = await tx.select().from(runs).where(eq(runs.id, approval.runId)).for('update');
        if (run?.state !== 'needs-you' || run.planHash !== approval.planHash) throw new Problem('approval-not-needed');
        await end(tx, approval, 'approved', by);
        const { tenantId, runId } = approval;
        await note(context, tx, {
          tenantId,
          kind: 'deed',
          by,
          what: message('history.approved', { by: approval.madeBy }),
          at: now(),
          runId,
        });
        await putBackToWork(context, tx, run, { secrets, text: message('runs.approved-by', { by: by.name }) });
        return run.id;
      });
      return viewOfRun(sql, runId);
    },
    revokeApproval: async (id, by) =>
      sql.transaction(async (tx) => {
        const approval = await locked(tx, id);
        if (approval.state === 'approved') throw new Problem('approval-used');
        if (approval.state !== 'open') return approval;
        const row = await end(tx, approval, 'revoked', by);
        const { tenantId, runId } = approval;
        await note(context, tx, {
          tenantId,
          kind: 'deed',
          by,
          what: message('history.approval-revoked', { by: approval.madeBy }),
          at: now(),
          runId,
        });
        return rowOf(row);
      }),
  };
}

/** Throws what to tell a person whose link is good no more. */
export function checkOpen({ state }: Pick<ApprovalRow, 'state'>): void {
  if (state === 'approved') throw new Problem('approval-used');
  if (state === 'revoked') throw new Problem('approval-revoked');
  if (state === 'expired') throw new Problem('approval-expired');
}
