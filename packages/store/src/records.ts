import { message, type Words } from '@vplus/messages';
import { eq, sql as raw } from 'drizzle-orm';
import type { Context } from './context.ts';
import { storable } from './database.ts';
import { assistant, note } from './history.ts';
import { records, runs } from './schema.ts';
import type { Store } from './store.ts';
import { longestMs } from './vault.ts';

type Records = Pick<Store, 'runSources' | 'keepRecord' | 'record'>;

const sealed = raw<{ purpose: string; sealed_at: string; wiped_at: string | null }[]>`(
  select coalesce(jsonb_agg(sealings order by sealed_at, purpose), '[]') from sealings where run_id = runs.id)`;

const entries = raw<{ at: string; who: string; what: Words }[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('at', at, 'who', who, 'what', what) order by history.id), '[]')
  from history where run_id = runs.id and kind = 'deed')`;

/** What a run left behind, and its record as it was when the run ended. */
export function openRecords({ sql, clock, chainer }: Context): Records {
  return {
    runSources: async (runId) => {
      const [found] = await sql.select({ sealed, entries }).from(runs).where(eq(runs.id, runId));
      if (!found) return null;
      return {
        sealings: found.sealed.map(({ purpose, sealed_at, wiped_at }) => {
          const sealedAt = new Date(sealed_at);
          const latest = new Date(sealedAt.getTime() + longestMs);
          const wipedAt = wiped_at === null ? null : new Date(wiped_at).toISOString();
          return { purpose, sealedAt: sealedAt.toISOString(), wipedAt, wipedBy: wipedAt ? null : latest.toISOString() };
        }),
        auditEntries: found.entries.map(({ at, who, what }) => ({ at: new Date(at).toISOString(), who, what })),
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
        const by = { ...assistant, name: facts.product.name };
        await note({ chainer }, tx, { tenantId: id, kind: 'record', by, what, at, runId });
        return true;
      });
    },
    record: async (runId) => {
      const [row] = await sql.select().from(records).where(eq(records.runId, runId));
      return row ? { finishedAt: row.finishedAt.toISOString(), hash: row.hash, facts: row.facts } : null;
    },
  };
}
