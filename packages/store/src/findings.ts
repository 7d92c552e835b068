import { randomUUID } from 'node:crypto';
import {
  type Actor,
  type AlertEvent,
  type CheckReport,
  findingKinds,
  Problem,
  type Severity,
  type UnwordedFinding,
} from '@vplus/contracts';
import { message } from '@vplus/messages';
import { and, desc, eq, inArray, ne, sql as raw } from 'drizzle-orm';
import { raiseAlert } from './alerts.ts';
import { nextCheckAfter } from './check-times.ts';
import type { Context } from './context.ts';
import { type Sql, storable } from './database.ts';
import { note } from './history.ts';
import { instantOf } from './run-record.ts';
import { checks, connections, findings } from './schema.ts';
import type { Store } from './store.ts';

type Findings = Pick<Store, 'keepCheck' | 'mended' | 'acceptFinding' | 'reopenFinding'>;
type Row = typeof findings.$inferSelect;
type Concern = CheckReport['concerns'][number];
const serverOnly = { server: connections.vplusServerName };

/** By this step's word it is known that vPlus was seen. */
const ofVplus = 'register-organization';
const resolvedShown = 20;

/** What checks found, from the first sight to the end. */
export function openFindings({ sql, clock, chainer }: Context): Findings {
  const change = async (
    tenantId: string,
    findingId: string,
    set: (row: Row, now: Date) => { to: Partial<Row>; told: ReturnType<typeof message>; by: Actor },
  ): Promise<UnwordedFinding> =>
    sql.transaction(async (tx) => {
      const [row] = await tx
        .select()
        .from(findings)
        .where(and(eq(findings.id, findingId), eq(findings.tenantId, tenantId)))
        .for('update');
      if (!row) throw new Problem('not-found');
      if (row.state === 'resolved') throw new Problem('finding-resolved');
      const now = new Date(clock.now());
      const { to, told, by } = set(row, now);
      const [changed] = await tx.update(findings).set(to).where(eq(findings.id, row.id)).returning();
      if (!changed) throw new Error('An update returned no row');
      await note({ chainer }, tx, { tenantId, kind: 'deed', by, what: told, at: now });
      await countAnew(tx, row.connectionId);
      const [server] = await tx.select(serverOnly).from(connections).where(eq(connections.id, row.connectionId));
      return viewOf({ finding: changed, server: server?.server ?? '' });
    });

  return {
    keepCheck: (connectionId, { report, at, by, runId }) =>
      sql.transaction(async (tx) => {
        const [connection] = await tx
          .select({ id: connections.id, tenantId: connections.tenantId, connectedAt: connections.connectedAt })
          .from(connections)
          .where(eq(connections.id, connectionId))
          .for('update');
        if (!connection) return;
        const now = new Date(at);
        await compare(tx, connection, report, now);
        await tx.insert(checks).values({
          connectionId,
          tenantId: connection.tenantId,
          at: now,
          by,
          runId,
          findings: report.concerns.length,
          unseen: storable(report.unseen),
        });
        const seen = report.covered.includes(ofVplus);
        const nextCheckAt = new Date(nextCheckAfter(connectionId, now.getTime(), { soon: !seen }));
        await tx
          .update(connections)
          .set({
            checkLease: null,
            checkAskedBy: null,
            ...(seen ? { lookedAt: now } : {}),
            ...(connection.connectedAt ? { nextCheckAt } : {}),
          })
          .where(eq(connections.id, connectionId));
        await countAnew(tx, connectionId);
      }),
    mended: (connectionId, stepIds) =>
      sql.transaction(async (tx) => {
        await resolve(tx, and(eq(findings.connectionId, connectionId), inArray(findings.stepId, stepIds)), clock.now());
        await countAnew(tx, connectionId);
      }),
    acceptFinding: (tenantId, findingId, { by, why, until }) =>
      change(tenantId, findingId, ({ kind }, now) => ({
        to: { state: 'accepted', accepted: storable({ by: by.name, why, until, at: now.toISOString() }) },
        told: message('history.finding-accepted', { title: message(`finding.${kind}`), why }),
        by,
      })),
    reopenFinding: (tenantId, findingId, by) =>
      change(tenantId, findingId, ({ kind }) => ({
        to: { state: 'open', accepted: null },
        told: message('history.finding-reopened', { title: message(`finding.${kind}`) }),
        by,
      })),
  };
}

/** What is told is open, what is told no more is resolved, and what was not looked at stands as it was. */
async function compare(
  tx: Sql,
  { id: connectionId, tenantId }: { id: string; tenantId: string },
  { concerns, covered }: CheckReport,
  now: Date,
): Promise<void> {
  const live = await tx
    .select()
    .from(findings)
    .where(and(eq(findings.connectionId, connectionId), ne(findings.state, 'resolved')));
  const keyOf = ({ kind, subject }: { kind: string; subject?: string }) => `${kind}/${subject ?? ''}`;
  const known = new Map(live.map((row) => [keyOf(row), row]));
  for (const concern of concerns) {
    const { kind, stepId, subject = '', what, due } = concern;
    const told = { stepId, severity: severityOf(concern), what: storable(what), due: due ? new Date(due) : null };
    const row = known.get(keyOf(concern));
    known.delete(keyOf(concern));
    if (!row) {
      const seen = { firstSeenAt: now, lastSeenAt: now };
      const id = randomUUID();
      await tx.insert(findings).values({ id, connectionId, tenantId, kind, subject, state: 'open', ...told, ...seen });
      await raiseAlert(tx, alertOf('opened', { id, tenantId, kind, ...told }, now));
      continue;
    }
    const opened = row.state === 'accepted' && (!isSame(row, told) || hasEnded(row, now));
    const state = opened ? { state: 'open' as const, accepted: null } : {};
    await tx
      .update(findings)
      .set({ ...told, lastSeenAt: now, ...state })
      .where(eq(findings.id, row.id));
    if (opened) await raiseAlert(tx, alertOf('opened', { ...row, ...told }, now));
    else if (row.state === 'open' && isWorse(told, row))
      await raiseAlert(tx, alertOf('worse', { ...row, ...told }, now));
  }
  const gone = [...known.values()].filter(({ stepId }) => covered.includes(stepId)).map(({ id }) => id);
  if (gone.length > 0) await resolve(tx, inArray(findings.id, gone), now.getTime());
}

const severityOf = ({ kind, severity }: Concern): Severity => severity ?? findingKinds[kind].severity;

/** An acceptance is of what was told then, and no worse. */
const isSame = (row: Row, told: Pick<Row, 'severity' | 'what'>): boolean =>
  row.severity === told.severity && JSON.stringify(row.what) === JSON.stringify(told.what);

const hasEnded = ({ accepted }: Row, now: Date): boolean =>
  accepted?.until != null && Date.parse(accepted.until) <= now.getTime();

async function resolve(tx: Sql, which: ReturnType<typeof and>, now: number): Promise<void> {
  const at = new Date(now);
  const resolved = await tx
    .update(findings)
    .set({ state: 'resolved', accepted: null, resolvedAt: at })
    .where(and(which, ne(findings.state, 'resolved')))
    .returning();
  for (const row of resolved) await raiseAlert(tx, alertOf('ended', row, at));
}

const severities: Severity[] = ['info', 'warning', 'critical'];
const isWorse = (now: Pick<Row, 'severity'>, before: Pick<Row, 'severity'>): boolean =>
  severities.indexOf(now.severity) > severities.indexOf(before.severity);

/** One message when a finding opens, one when it gets worse, one when it ends. */
const alertOf = (
  event: AlertEvent,
  { id: findingId, tenantId, kind, severity, what }: Pick<Row, 'id' | 'tenantId' | 'kind' | 'severity' | 'what'>,
  at: Date,
) => ({ event, findingId, tenantId, kind, severity, what, at: at.toISOString() });

/** What the connection itself says of its findings, so that a list of tenants need not look at them. */
const countAnew = (tx: Sql, connectionId: string) =>
  tx.execute(raw`update connections set
    live_findings = (select count(*) from findings f where f.connection_id = connections.id and f.state <> 'resolved'),
    worst = (select f.severity from findings f where f.connection_id = connections.id and f.state = 'open'
      order by array_position(array['critical', 'warning', 'info'], f.severity) limit 1)
    where id = ${connectionId}`);

/** The live ones, the worst first, and then those that were resolved last. */
export async function findingsOf(sql: Sql, tenantId: string): Promise<UnwordedFinding[]> {
  const worstFirst = raw`array_position(array['critical', 'warning', 'info'], ${findings.severity})`;
  const all = () =>
    sql
      .select({ finding: findings, ...serverOnly })
      .from(findings)
      .innerJoin(connections, eq(connections.id, findings.connectionId));
  const live = await all()
    .where(and(eq(findings.tenantId, tenantId), ne(findings.state, 'resolved')))
    .orderBy(raw`${findings.state} = 'accepted'`, worstFirst, findings.due, findings.kind, findings.subject);
  const resolved = await all()
    .where(and(eq(findings.tenantId, tenantId), eq(findings.state, 'resolved')))
    .orderBy(desc(findings.lastSeenAt))
    .limit(resolvedShown);
  return [...live, ...resolved].map(viewOf);
}

function viewOf({ finding: row, server }: { finding: Row; server: string }): UnwordedFinding {
  const { id, kind, severity, what, state, accepted } = row;
  return {
    id,
    vplusServerName: server,
    kind,
    severity,
    title: message(`finding.${kind}`),
    what,
    mend: findingKinds[kind].mend,
    state,
    due: instantOf(row.due),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    acceptance: accepted,
    resolvedAt: instantOf(row.resolvedAt),
  };
}
