import { sql as raw, type SQL } from 'drizzle-orm';
import { unseenAfterMs } from './health.ts';
import { worstFirst } from './severity-order.ts';

/** Of several servers the one that says most about the tenant: connected before disconnected, the newest first. */
export const mainFirst = [
  raw`(connections.disconnected_at is null) desc`,
  raw`connections.connected_at desc nulls last`,
  raw`connections.made_at desc`,
];

/**
 * An application that a person made by hand, as a run saw it; or what earlier runs wrote down before they changed
 * anything, and no disconnect has taken away since.
 */
const leftBehind = raw`((c.facts ->> 'clientId' is not null and c.choices ->> 'adoptApplication' is null) or exists (
  select from runs made join steps on steps.run_id = made.id
  where made.connection_id = c.id and made.verb = 'connect' and steps.record -> 'intent' is not null
    and made.started_at > coalesce((
      select max(gone.finished_at) from runs gone
      where gone.connection_id = c.id and gone.verb = 'disconnect' and gone.state in ('done', 'done-with-attention')
    ), '-infinity')))`;

/** A run that was cancelled decides nothing, but a disconnect that had taken something away already. */
const decides = raw`(state in ('done', 'done-with-attention', 'failed')
  or (verb = 'disconnect' and state = 'cancelled'
    and exists (select from steps where run_id = runs.id and record ->> 'state' = 'done')))`;

/** Thirty days ahead, or half its life: somebody who chose a month is not warned on the first day. */
const endsSoon = (now: string) => raw`expires.at - ${now}::timestamptz
  < least(interval '30 days', coalesce((expires.at - expires.added_at) / 2, interval '30 days'))`;

interface Wanted {
  only?: string;
  search?: string;
}

/**
 * One row per tenant with its state, as `with board as (…)`. A live run counts before one that ended, the newest before
 * the older. `now`: ISO 8601.
 */
export function boardOf({ only, search }: Wanted, now: string): SQL {
  const text = search?.trim() ? `%${search.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
  const unseenSince = new Date(Date.parse(now) - unseenAfterMs).toISOString();
  return raw`with board as (
    select t.id, t.name, t.primary_domain, c.facts, c.vplus_server_name, r.id as run_id,
      case when r.state in ('queued', 'working', 'waiting', 'needs-you') then r.id else v.id end as deciding_run_id,
      case
        when r.state = 'needs-you' then 'needs-you'
        when r.state in ('queued', 'working', 'waiting') then 'working'
        when v.verb = 'disconnect' and v.state in ('failed', 'cancelled') then 'unfinished'
        when c.connected_at is null and ${leftBehind} then 'unfinished'
        when v.state = 'failed' and (v.verb <> 'verify' or c.looked_at is null) then 'failing'
        when c.disconnected_at is not null then 'disconnected'
        when c.connected_at is null then 'new'
        when found.worst = 'critical' or expires.at <= ${now}::timestamptz then 'failing'
        when found.worst = 'warning' or (c.looked_at is null and v.state = 'done-with-attention')
          or (c.looked_at is not null and greatest(c.looked_at, c.connected_at) < ${unseenSince}::timestamptz)
          or (c.facts ->> 'permissionsGranted')::int < (c.facts ->> 'permissionsWanted')::int
          or ${endsSoon(now)} then 'attention'
        else 'connected'
      end as state
    from tenants t
    left join lateral (
      select * from connections where tenant_id = t.id order by ${raw.join(mainFirst, raw`, `)} limit 1
    ) c on true
    left join lateral (
      select worst from connections where tenant_id = t.id and disconnected_at is null and worst is not null
      order by ${worstFirst(raw`worst`)} limit 1
    ) found on true
    left join lateral (
      select (c.facts #>> '{credentials,0,expiresAt}')::timestamptz as at,
        (c.facts #>> '{credentials,0,addedAt}')::timestamptz as added_at
    ) expires on true
    left join lateral (
      select id, state from runs where tenant_id = t.id
      order by (state in ('queued', 'working', 'waiting', 'needs-you')) desc, started_at desc limit 1
    ) r on true
    left join lateral (
      select id, verb, state from runs where tenant_id = t.id and ${decides} order by started_at desc limit 1
    ) v on true
    where ${only ? raw`t.id = ${only}` : raw`true`}
      and ${text ? raw`(t.name ilike ${text} or t.primary_domain ilike ${text} or t.id::text ilike ${text})` : raw`true`}
  )`;
}
