import { message } from '@vplus/messages';
import { and, eq, isNull, sql as raw, type SQL } from 'drizzle-orm';
import type { Digest } from './alert-store.ts';
import { stillWanted } from './alerts.ts';
import type { Sql } from './database.ts';
import { alerts } from './schema.ts';
import { worstFirst } from './severity-order.ts';

/** A receiver may refuse more than 20 kB; the rest is a number. */
const mostEvents = 25;
const mostTenants = 20;

/** What waits for the next digest of its channel. */
export const awaitsDigest = and(eq(alerts.state, 'gathered'), isNull(alerts.digestId));

/**
 * Makes the digests whose hour has come: an alert like any other, and what was gathered until that hour is told in it.
 * One statement, and one a day by the index: two workers make one. After a stop there is one, of the last hour that passed.
 */
export async function makeDigests(sql: Sql, now: SQL): Promise<void> {
  const what = JSON.stringify(message('alerts.digest'));
  await sql.execute(raw`
    with hours as (
      select id, (date_trunc('hour', at) - make_interval(hours => (extract(hour from at)::int - digest_hour + 24) % 24))
        at time zone 'UTC' as hour
      from alert_channels, (select ${now} at time zone 'UTC' as at) as clock
      where digest_hour is not null and off_since is null
    ), made as (
      insert into alerts (id, channel_id, event, kind, severity, what, raised_at, next_at)
      select gen_random_uuid(), id, 'digest', 'digest', 'info', ${what}::jsonb, hour, ${now} from hours
      where exists (select from alerts waits where waits.channel_id = hours.id and waits.state = 'gathered'
          and waits.digest_id is null and waits.raised_at <= hour)
        and not exists (select from alerts earlier where earlier.channel_id = hours.id and earlier.event = 'digest'
          and (earlier.raised_at at time zone 'UTC')::date = (hour at time zone 'UTC')::date)
      on conflict do nothing
      returning id, channel_id, raised_at
    )
    update alerts set digest_id = made.id, ended_at = ${now} from made
    where alerts.channel_id = made.channel_id and alerts.state = 'gathered' and alerts.digest_id is null
      and alerts.raised_at <= made.raised_at`);
}

/** What a digest tells: of what its channel still wants. null: of nothing. */
export async function digestOf(sql: Sql, { id, channelId }: { id: string; channelId: string }): Promise<Digest | null> {
  const { rows: events } = await sql.execute<Digest['events'][number] & { total: number }>(raw`
    select event, alerts.kind, severity, what, finding_id as "findingId", tenant_id as "tenantId",
      tenants.name as "tenantName", (count(*) over ())::int as total
    from alerts left join tenants on tenants.id = alerts.tenant_id
    where digest_id = ${id} and ${stillWanted}
    order by ${worstFirst(raw`severity`)}, tenants.name, raised_at, alerts.id limit ${mostEvents}`);
  const [first] = events;
  if (!first) return null;
  const { rows: open } = await sql.execute<Digest['open'][number] & { total: number }>(raw`
    select tenants.id as "tenantId", tenants.name as "tenantName", (count(*) over ())::int as total,
      (count(*) filter (where severity = 'critical'))::int as critical,
      (count(*) filter (where severity = 'warning'))::int as warning,
      (count(*) filter (where severity = 'info'))::int as info
    from findings join tenants on tenants.id = findings.tenant_id join alert_channels wanting on wanting.id = ${channelId}
    where state = 'open' and jsonb_exists(wanting.severities, severity)
      and (wanting.kinds is null or jsonb_exists(wanting.kinds, kind))
      and (wanting.tenants is null or jsonb_exists(wanting.tenants, findings.tenant_id::text))
    group by tenants.id, tenants.name
    order by 4 desc, 5 desc, 6 desc, tenants.name limit ${mostTenants}`);
  return {
    events: events.map(({ total: _, ...event }) => event),
    moreEvents: first.total - events.length,
    open: open.map(({ total: _, ...one }) => one),
    moreOpen: (open[0]?.total ?? 0) - open.length,
  };
}
