import { sql as raw, type SQL } from 'drizzle-orm';
import type { Sql } from './database.ts';

const dayMs = 24 * 60 * 60_000;
/** So many at a time, so that nobody waits for a great clean-up. */
const runsAtATime = 200;
const rowsAtATime = 5_000;

/** What ended, and the column that says when. */
const endings = [
  ['alerts', 'ended_at'],
  ['findings', 'resolved_at'],
  ['checks', 'at'],
] as const;

/** How long runs, their events, checks, findings and alerts are kept unless the operator says otherwise: a year and a month. */
export const usualKeepDays = 400;

/**
 * Deletes runs that ended before then, with all that hangs on them, alerts that were delivered or given up, findings
 * that were resolved, and checks. What stays: the records and the audit log; the newest run of each tenant; and every
 * connect that a disconnect still has to know, without its events.
 */
export async function forgetOld(sql: Sql, { now, keepDays }: { now: number; keepDays: number }): Promise<void> {
  const before = raw`${new Date(now - keepDays * dayMs).toISOString()}::timestamptz`;
  const over = raw`r.finished_at < ${before} and r.state in ('done', 'done-with-attention', 'failed', 'cancelled')`;
  const newest = raw`not exists (select from runs later where later.tenant_id = r.tenant_id and later.started_at > r.started_at)`;
  const undone = raw`coalesce((select max(d.finished_at) from runs d where d.connection_id = r.connection_id
    and d.verb = 'disconnect' and d.state in ('done', 'done-with-attention')), '-infinity')`;
  const needed = raw`r.verb = 'connect' and r.started_at > ${undone}
    and exists (select from steps s where s.run_id = r.id and jsonb_exists(s.record, 'intent'))`;

  await sql.execute(raw`delete from events where run_id in (
    select r.id from runs r where ${over} and exists (select from events e where e.run_id = r.id)
    order by r.finished_at limit ${runsAtATime})`);
  await sql.transaction(async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(raw`select r.id from runs r
      where ${over} and not (${newest}) and not (${needed})
      order by r.finished_at limit ${runsAtATime} for update`);
    if (rows.length === 0) return;
    const ids = raw.join(
      rows.map(({ id }) => raw`${id}::uuid`),
      raw`, `,
    );
    for (const table of ['events', 'steps', 'vault', 'sealings', 'approvals'])
      await tx.execute(raw`delete from ${raw.identifier(table)} where run_id in (${ids})`);
    await tx.execute(raw`delete from runs where id in (${ids})`);
  });
  for (const [table, ended] of endings) await sql.execute(forgetRows(table, ended, before));
}

const forgetRows = (table: string, ended: string, before: SQL): SQL => {
  const [name, at] = [raw.identifier(table), raw.identifier(ended)];
  return raw`delete from ${name} where id in (
    select id from ${name} where ${at} < ${before} order by ${at} limit ${rowsAtATime})`;
};
