import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type AlertEvent, type CheckReport, findingKinds, type Severity } from '@vplus/contracts';
import { and, eq, inArray, ne, sql as raw, type SQL } from 'drizzle-orm';
import { raiseAlert } from './alerts.ts';
import { type Sql, storable } from './database.ts';
import { connections, findings } from './schema.ts';
import { isWorse, worstFirst } from './severity-order.ts';

type Row = typeof findings.$inferSelect;
type Concern = CheckReport['concerns'][number];
type Told = Pick<Row, 'stepId' | 'severity' | 'what' | 'due'>;

/**
 * What is told is open, what is told no more is resolved, and what was not looked at stands as it was. What a step
 * told that the connection has no more is told no more. What somebody decided ends on its day in any case. Whoever calls has locked the connection.
 */
export async function compare(
  tx: Sql,
  { id: connectionId, tenantId }: { id: string; tenantId: string },
  { concerns, unseen }: CheckReport,
  now: Date,
): Promise<void> {
  const live = await tx
    .select()
    .from(findings)
    .where(and(eq(findings.connectionId, connectionId), ne(findings.state, 'resolved')));
  const known = new Map(live.map((row) => [keyOf(row), row]));
  const asBefore: string[] = [];
  for (const concern of concerns) {
    const { kind, subject = '' } = concern;
    const told = toldBy(concern);
    const row = known.get(keyOf(concern));
    known.delete(keyOf(concern));
    if (!row) {
      const seen = { firstSeenAt: now, lastSeenAt: now };
      const id = randomUUID();
      await tx.insert(findings).values({ id, connectionId, tenantId, kind, subject, state: 'open', ...told, ...seen });
      await raiseAlert(tx, alertOf('opened', { id, tenantId, kind, ...told }, now));
    } else if (isSame(row, told) && !hasEnded(row, now)) asBefore.push(row.id);
    else await change(tx, row, told, now);
  }
  if (asBefore.length > 0) await tx.update(findings).set({ lastSeenAt: now }).where(inArray(findings.id, asBefore));

  const others = [...known.values()];
  const gone = others.filter((row) => !unseen.some((one) => hides(one, row))).map(({ id }) => id);
  if (gone.length > 0) await resolve(tx, inArray(findings.id, gone), now);
  for (const row of others.filter((one) => !gone.includes(one.id) && hasEnded(one, now))) {
    await tx.update(findings).set(opened).where(eq(findings.id, row.id));
    await raiseAlert(tx, alertOf('opened', row, now));
  }
}

/** Whether it is not known that a finding is told no more. */
const hides = ({ stepId, kinds }: CheckReport['unseen'][number], row: Row): boolean =>
  stepId === row.stepId && (kinds === undefined || kinds.some((kind) => kind === row.kind));

const keyOf = ({ kind, subject }: { kind: string; subject?: string }) => `${kind}/${subject ?? ''}`;

const toldBy = ({ kind, severity, stepId, what, due }: Concern): Told => ({
  stepId,
  severity: severity ?? findingKinds[kind].severity,
  what: storable(what),
  due: due ? new Date(due) : null,
});

const opened = { state: 'open', accepted: null, acknowledged: null } as const;

/** An acceptance is of what was told then. Whoever works on a finding works on it also when it changes, but did not know how bad it would get. */
async function change(tx: Sql, row: Row, told: Told, now: Date): Promise<void> {
  const worse = row.state === 'open' && isWorse(told.severity, row.severity);
  const decided = row.state === 'accepted' ? !saysTheSame(row, told) : worse;
  const again = decided || hasEnded(row, now);
  await tx
    .update(findings)
    .set({ ...told, lastSeenAt: now, ...(again ? opened : {}) })
    .where(eq(findings.id, row.id));
  if (again) await raiseAlert(tx, alertOf(worse ? 'worse' : 'opened', { ...row, ...told }, now));
}

/** The database keeps the keys of an object in an order of its own. */
const saysTheSame = (row: Told, told: Told): boolean =>
  row.severity === told.severity && isDeepStrictEqual(row.what, told.what);

const isSame = (row: Told, told: Told): boolean =>
  saysTheSame(row, told) && row.stepId === told.stepId && row.due?.getTime() === told.due?.getTime();

const hasEnded = ({ accepted, acknowledged }: Row, now: Date): boolean => {
  const until = (accepted ?? acknowledged)?.until;
  return until != null && Date.parse(until) <= now.getTime();
};

/** The days until which findings of a connection are quiet; epoch milliseconds. */
export async function quietUntil(tx: Sql, connectionId: string): Promise<number[]> {
  const { accepted, acknowledged, state } = findings;
  const live = await tx
    .select({ decided: raw<Row['accepted']>`coalesce(${accepted}, ${acknowledged})` })
    .from(findings)
    .where(and(eq(findings.connectionId, connectionId), ne(state, 'resolved')));
  return live.flatMap(({ decided }) => (decided?.until ? Date.parse(decided.until) : []));
}

export async function resolve(tx: Sql, which: SQL | undefined, now: Date): Promise<void> {
  const resolved = await tx
    .update(findings)
    .set({ ...opened, state: 'resolved', resolvedAt: now })
    .where(and(which, ne(findings.state, 'resolved')))
    .returning();
  for (const row of resolved) await raiseAlert(tx, alertOf('ended', row, now));
}

/** One message when a finding opens, one when it gets worse, one when it ends. */
const alertOf = (
  event: AlertEvent,
  { id: findingId, tenantId, kind, severity, what }: Pick<Row, 'id' | 'tenantId' | 'kind' | 'severity' | 'what'>,
  at: Date,
) => ({ event, findingId, tenantId, kind, severity, what, at: at.toISOString() });

/**
 * What a connection itself says of its findings, so that a list of tenants need not look at them. A critical one counts
 * also where it was accepted: no acceptance makes a back-up run.
 */
export const counted = {
  liveFindings: raw<number>`(select count(*) from findings f where f.connection_id = ${connections.id} and f.state <> 'resolved')`,
  worst: raw<Severity | null>`(select f.severity from findings f where f.connection_id = ${connections.id}
    and (f.state = 'open' or f.state = 'accepted' and f.severity = 'critical') order by ${worstFirst(raw`f.severity`)} limit 1)`,
};
