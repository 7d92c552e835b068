import { message } from '@vplus/messages';
import { and, eq, sql as raw } from 'drizzle-orm';
import type { Context } from './context.ts';
import { type Sql, storable } from './database.ts';
import { note } from './history.ts';
import { offeredPlans, plans } from './schema.ts';
import type { Store } from './store.ts';

const keptMs = 24 * 60 * 60 * 1000;

type Kept = typeof plans.$inferSelect.plan | null;
export const ofConnect = (plan: Kept) => (plan && !('verb' in plan) ? plan : null);
export const ofDisconnect = (plan: Kept) => (plan && 'verb' in plan ? plan : null);

/** Plans as they were shown, so that a run, a script or a proof can be held against the very one that was approved. */
export function openPlans({
  sql,
  clock,
  chainer,
}: Context): Pick<Store, 'keepPlan' | 'planShownAt' | 'plan' | 'disconnectPlan'> {
  const planOf = async (connectionId: string, hash: string) => {
    const named = and(eq(plans.connectionId, connectionId), eq(plans.hash, hash));
    const [row] = await sql.select({ plan: plans.plan }).from(plans).where(named);
    return row?.plan ?? null;
  };
  return {
    keepPlan: async (connectionId, plan, shownTo) => {
      const offeredAt = new Date(clock.now());
      const row = { plan: storable(plan), madeAt: offeredAt };
      const { tenantId, objectId } = shownTo;
      const { hash } = plan;
      await sql.transaction(async (tx) => {
        await tx
          .insert(plans)
          .values({ connectionId, hash, ...row })
          .onConflictDoUpdate({ target: [plans.connectionId, plans.hash], set: row });
        const [offered] = await tx
          .insert(offeredPlans)
          .values({ connectionId, hash, tenantId, objectId, offeredAt })
          .onConflictDoUpdate({
            target: [offeredPlans.connectionId, offeredPlans.tenantId, offeredPlans.objectId, offeredPlans.hash],
            set: { offeredAt },
          })
          // Of a row that was there before, the older version is marked as replaced by this transaction.
          .returning({ isNew: raw<boolean>`xmax = 0` });
        if (!offered?.isNew) return;
        const what = message('history.planned', { hash });
        await note({ chainer }, tx, { tenantId: plan.tenant.id, kind: 'look', by: shownTo, what, at: offeredAt });
      });
    },
    planShownAt: async (connectionId, hash, { tenantId, objectId }) => {
      const named = and(
        eq(offeredPlans.connectionId, connectionId),
        eq(offeredPlans.hash, hash),
        eq(offeredPlans.tenantId, tenantId),
        eq(offeredPlans.objectId, objectId),
      );
      const [row] = await sql.select({ offeredAt: offeredPlans.offeredAt }).from(offeredPlans).where(named);
      return row?.offeredAt.getTime() ?? null;
    },
    plan: async (connectionId, hash) => {
      return ofConnect(await planOf(connectionId, hash));
    },
    disconnectPlan: async (connectionId, hash) => {
      return ofDisconnect(await planOf(connectionId, hash));
    },
  };
}

/** What was shown and never approved is of no use after a day. */
export async function forgetPlans(sql: Sql, now: number): Promise<void> {
  const before = new Date(now - keptMs).toISOString();
  await sql.execute(raw`delete from plans where made_at < ${before}::timestamptz and not exists (
    select 1 from runs where runs.connection_id = plans.connection_id and runs.plan_hash = plans.hash)`);
  await sql.execute(raw`delete from offered_plans where offered_at < ${before}::timestamptz`);
}
