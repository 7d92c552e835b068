import { liveRunStates } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { and, asc, eq, exists, inArray, isNotNull, isNull, lte, or, sql as raw } from 'drizzle-orm';
import { nextCheckAfter } from './check-times.ts';
import { connectionColumns, toRow } from './connections.ts';
import type { Context } from './context.ts';
import { type Sql, storable } from './database.ts';
import { note } from './history.ts';
import { connections, runs, tenants } from './schema.ts';
import type { Store } from './store.ts';

/** A worker that has not come back by then is taken for dead. */
const leaseMs = 15 * 60_000;

/** Rows with a due time: each is taken by one worker, those that are due longest first, also after a long stop. */
export function openCheckSchedule({
  sql,
  clock,
  chainer,
}: Context): Pick<Store, 'takeDueChecks' | 'giveBackCheck' | 'checkNow' | 'toCheck'> {
  return {
    takeDueChecks: async (most) => {
      const now = new Date(clock.now());
      const free = or(isNull(connections.checkLease), lte(connections.checkLease, now));
      // Apart, so that it is carried out once: a plan may run a subselect once more for each row, and take too many.
      const due = sql.$with('due').as(
        sql
          .select({ id: connections.id })
          .from(connections)
          .where(and(lte(connections.nextCheckAt, now), free))
          .orderBy(asc(connections.nextCheckAt))
          .limit(most)
          .for('no key update', { skipLocked: true }),
      );
      const taken = await sql
        .with(due)
        .update(connections)
        .set({ checkLease: new Date(now.getTime() + leaseMs) })
        .where(inArray(connections.id, sql.select({ id: due.id }).from(due)))
        .returning({ id: connections.id });
      return taken.map(({ id }) => id);
    },
    giveBackCheck: (connectionId) => giveBack(sql, connectionId, clock.now()),
    toCheck: async (connectionId) => {
      const isLive = exists(
        sql
          .select({ id: runs.id })
          .from(runs)
          .where(and(eq(runs.connectionId, connectionId), inArray(runs.state, [...liveRunStates]))),
      );
      const [row] = await sql
        .select({ connection: connectionColumns, tenant: tenants, isLive: raw<boolean>`${isLive}` })
        .from(connections)
        .innerJoin(tenants, eq(tenants.id, connections.tenantId))
        .where(eq(connections.id, connectionId));
      if (!row) return null;
      const { connection, tenant, isLive: live } = row;
      return { connection: toRow(connection), tenant, askedBy: connection.checkAskedBy, isLive: live };
    },
    checkNow: (tenantId, by) =>
      sql.transaction(async (tx) => {
        const at = new Date(clock.now());
        const asked = await tx
          .update(connections)
          .set({ nextCheckAt: at, checkAskedBy: storable(by.name) })
          .where(and(eq(connections.tenantId, tenantId), isNotNull(connections.nextCheckAt)))
          .returning({ id: connections.id });
        if (asked.length === 0) return false;
        await note({ chainer }, tx, { tenantId, kind: 'deed', by, what: message('history.check-asked'), at });
        return true;
      }),
  };
}

/** Of a connection that was disconnected meanwhile no check is due any more. */
export async function giveBack(tx: Sql, connectionId: string, now: number): Promise<void> {
  const soon = new Date(nextCheckAfter(connectionId, now, { soon: true })).toISOString();
  const nextCheckAt = raw`case when ${connections.nextCheckAt} is not null then ${soon}::timestamptz end`;
  await tx.update(connections).set({ checkLease: null, nextCheckAt }).where(eq(connections.id, connectionId));
}
