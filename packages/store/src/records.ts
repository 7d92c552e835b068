import { message } from '@vplus/messages';
import { asc, eq, sql as raw } from 'drizzle-orm';
import type { Context } from './context.ts';
import { storable } from './database.ts';
import { note } from './history.ts';
import { instantOf } from './run-record.ts';
import { history, records, runs, sealings, steps } from './schema.ts';
import type { Store } from './store.ts';
import { longestMs } from './vault.ts';

type Records = Pick<Store, 'runSources' | 'keepRecord' | 'record'>;

/** What a run left behind, and its record as it was when the run ended. */
export function openRecords({ sql, clock }: Context): Records {
  return {
    runSources: async (runId) => {
      const [run] = await sql.select().from(runs).where(eq(runs.id, runId));
      if (!run) return null;
      const [stepRows, sealingRows, auditRows] = await Promise.all([
        sql.select({ record: steps.record }).from(steps).where(eq(steps.runId, runId)).orderBy(asc(steps.position)),
        sql.select().from(sealings).where(eq(sealings.runId, runId)).orderBy(asc(sealings.sealedAt), sealings.purpose),
        sql.select().from(history).where(eq(history.runId, runId)).orderBy(asc(history.id)),
      ]);
      return {
        startedBy: run.startedBy,
        steps: stepRows.map(({ record }) => record),
        sealings: sealingRows.map(({ purpose, sealedAt, wipedAt }) => ({
          purpose,
          sealedAt: sealedAt.toISOString(),
          wipedAt: instantOf(wipedAt),
          wipedBy: wipedAt ? null : new Date(sealedAt.getTime() + longestMs).toISOString(),
        })),
        auditEntries: auditRows
          .filter(({ kind }) => kind === 'deed')
          .map(({ at, who, what }) => ({ at: at.toISOString(), who, what })),
      };
    },
    keepRecord: async (runId, { finishedAt, hash, facts }) => {
      return await sql.transaction(async (tx) => {
        const row = { finishedAt: new Date(finishedAt), hash, facts: storable(facts) };
        const [kept] = await tx
          .insert(records)
          .values({ runId, ...row })
          // A run that was taken up again has ended anew.
          .onConflictDoUpdate({
            target: records.runId,
            set: row,
            setWhere: raw`${records.finishedAt} < excluded.finished_at`,
          })
          .returning();
        if (!kept) return false;
        const { id, name } = facts.tenant;
        const what = message('history.record', { verb: facts.run.verb, tenant: name, hash });
        const at = new Date(clock.now());
        await note(tx, { tenantId: id, kind: 'record', who: facts.product.name, what, at, runId });
        return true;
      });
    },
    record: async (runId) => {
      const [row] = await sql.select().from(records).where(eq(records.runId, runId));
      return row ? { finishedAt: row.finishedAt.toISOString(), hash: row.hash, facts: row.facts } : null;
    },
  };
}
