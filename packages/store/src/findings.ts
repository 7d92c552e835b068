import { type Actor, liveRunStates, Problem, type UnwordedFinding } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { and, eq, gte, inArray, or, sql as raw } from 'drizzle-orm';
import { giveBack } from './check-schedule.ts';
import { nextCheckAfter } from './check-times.ts';
import { compare, counted, quietUntil, resolve } from './compare-findings.ts';
import type { Context } from './context.ts';
import { type Sql, storable } from './database.ts';
import { serverName, viewOfFinding } from './findings-view.ts';
import { note } from './history.ts';
import { checks, connections, findings, runs } from './schema.ts';
import type { Store } from './store.ts';

type Findings = Pick<Store, 'keepCheck' | 'mended' | 'acceptFinding' | 'acknowledgeFinding' | 'reopenFinding'>;
type Row = typeof findings.$inferSelect;

/** By this step's word it is known that vPlus was seen. */
const ofVplus = 'register-organization';

/** What checks found, from the first sight to the end. */
export function openFindings({ sql, clock, chainer }: Context): Findings {
  const change = async (
    tenantId: string,
    findingId: string,
    set: (row: Row, now: Date) => { to: Partial<Row>; told: ReturnType<typeof message>; by: Actor },
  ): Promise<UnwordedFinding> =>
    sql.transaction(async (tx) => {
      const named = and(eq(findings.id, findingId), eq(findings.tenantId, tenantId));
      const [found] = await tx.select({ connectionId: findings.connectionId }).from(findings).where(named);
      if (!found || !(await lock(tx, found.connectionId))) throw new Problem('not-found');
      const [row] = await tx.select().from(findings).where(named);
      if (!row) throw new Problem('not-found');
      if (row.state === 'resolved') throw new Problem('finding-resolved');
      const now = new Date(clock.now());
      const { to, told, by } = set(row, now);
      const [changed] = await tx.update(findings).set(to).where(eq(findings.id, row.id)).returning();
      if (!changed) throw new Error('An update returned no row');
      await note({ chainer }, tx, { tenantId, kind: 'deed', by, what: told, at: now });
      const until = (changed.accepted ?? changed.acknowledged)?.until;
      await tx
        .update(connections)
        .set({ ...counted, ...(until ? { nextCheckAt: noLaterThan(until) } : {}) })
        .where(eq(connections.id, row.connectionId));
      const [server] = await tx.select(serverName).from(connections).where(eq(connections.id, row.connectionId));
      return viewOfFinding({ finding: changed, server: server?.server ?? '' });
    });

  return {
    keepCheck: (connectionId, { report, at, by, runId, begunAt }) =>
      sql.transaction(async (tx) => {
        const connection = await lock(tx, connectionId);
        if (!connection) return;
        if (begunAt && (!connection.connectedAt || (await hadRunSince(tx, connectionId, begunAt))))
          return await giveBack(tx, connectionId, clock.now());
        const { tenantId } = connection;
        const now = new Date(at);
        await compare(tx, connection, report, now);
        const unseen = storable(report.unseen.map(({ stepId, why }) => ({ stepId, why })));
        const found = report.concerns.length;
        await tx.insert(checks).values({ connectionId, tenantId, at: now, by, runId, findings: found, unseen });
        const seen = report.covered.includes(ofVplus);
        const dues = report.concerns.flatMap(({ due }) => (due ? Date.parse(due) : []));
        const ends = [...dues, ...(await quietUntil(tx, connectionId))];
        const nextCheckAt = new Date(nextCheckAfter(connectionId, now.getTime(), { soon: !seen, ends }));
        await tx
          .update(connections)
          .set({
            checkLease: null,
            checkAskedBy: null,
            ...(seen ? { lookedAt: now } : {}),
            ...(connection.connectedAt ? { nextCheckAt } : {}),
            ...counted,
          })
          .where(eq(connections.id, connectionId));
      }),
    mended: (connectionId, stepIds) =>
      sql.transaction(async (tx) => {
        await lock(tx, connectionId);
        const which = stepIds === 'all' ? undefined : inArray(findings.stepId, stepIds);
        await resolve(tx, and(eq(findings.connectionId, connectionId), which), new Date(clock.now()));
        await tx.update(connections).set(counted).where(eq(connections.id, connectionId));
      }),
    acceptFinding: (tenantId, findingId, { by, why, until }) =>
      change(tenantId, findingId, ({ kind }, now) => ({
        to: {
          state: 'accepted',
          accepted: storable({ by: by.name, why, until, at: now.toISOString() }),
          acknowledged: null,
        },
        told: message('history.finding-accepted', { title: message(`finding.${kind}`), why }),
        by,
      })),
    acknowledgeFinding: (tenantId, findingId, { by, why, until }) =>
      change(tenantId, findingId, ({ kind }, now) => ({
        to: {
          state: 'open',
          accepted: null,
          acknowledged: storable({ by: by.name, why, until, at: now.toISOString() }),
        },
        told: message('history.finding-acknowledged', {
          title: message(`finding.${kind}`),
          why,
          until: until?.slice(0, 10) ?? 'none',
        }),
        by,
      })),
    reopenFinding: (tenantId, findingId, by) =>
      change(tenantId, findingId, ({ kind }) => ({
        to: { state: 'open', accepted: null, acknowledged: null },
        told: message('history.finding-reopened', { title: message(`finding.${kind}`) }),
        by,
      })),
  };
}

/** A check of a connection that is quiet until a day looks on that day, and tells what it finds. */
const noLaterThan = (until: string) => {
  const { nextCheckAt } = connections;
  return raw`case when ${nextCheckAt} is not null then least(${nextCheckAt}, ${until}::timestamptz) end`;
};

/** Before its findings, whoever changes them: nobody waits for another in a circle. */
async function lock(tx: Sql, connectionId: string) {
  const { id, tenantId, connectedAt } = connections;
  const [connection] = await tx
    .select({ id, tenantId, connectedAt })
    .from(connections)
    .where(eq(id, connectionId))
    .for('no key update');
  return connection ?? null;
}

/** What was looked at while a run was at work may be neither as it was nor as it is. */
async function hadRunSince(tx: Sql, connectionId: string, since: string): Promise<boolean> {
  const { state, finishedAt } = runs;
  const atWork = or(inArray(state, [...liveRunStates]), gte(finishedAt, new Date(since)));
  const [found] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.connectionId, connectionId), atWork))
    .limit(1);
  return found !== undefined;
}
