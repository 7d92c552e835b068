import type { AlertEvent, FindingKind, Severity } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import { sql as raw } from 'drizzle-orm';
import { type Sql, storable } from './database.ts';
import { notification } from './notifications.ts';

/** What wakes whoever hands due alerts to the queue. */
export const alertsDue = 'alerts-due';

/** Something that happened to a finding and that people are told. */
export interface Raised {
  tenantId: string;
  findingId: string;
  event: AlertEvent;
  kind: FindingKind;
  severity: Severity;
  what: Words;
  at: string;
}

/**
 * Tells every channel that wants it, in the transaction of whatever happened: an alert for each, whose id stays through
 * all attempts. It is sent when `tx` has committed, or waits for the digest of its channel. A channel that is switched off gets nothing, also not later.
 */
export async function raiseAlert(tx: Sql, raised: Raised): Promise<void> {
  const { tenantId, findingId, event, kind, severity, at } = raised;
  const what = JSON.stringify(storable(raised.what));
  await tx.execute(raw`with wanted as (
      insert into alerts (id, channel_id, tenant_id, finding_id, event, kind, severity, what, raised_at, state,
        next_at)
      select gen_random_uuid(), id, ${tenantId}::uuid, ${findingId}, ${event}, ${kind}, ${severity}, ${what}::jsonb,
        ${at}::timestamptz, case when told then 'waiting' else 'gathered' end, case when told then ${at}::timestamptz end
      from alert_channels, lateral (select at_once is null or jsonb_exists(at_once, ${severity}) as told) as digest
      where off_since is null and jsonb_exists(severities, ${severity})
        and (kinds is null or jsonb_exists(kinds, ${kind}))
        and (tenants is null or jsonb_exists(tenants, ${tenantId}))
      returning state
    )
    select ${notification('job', alertsDue)} from wanted where state = 'waiting' limit 1`);
}

/**
 * Whether the channel of an alert still wants it: whoever narrows a filter means what waits too, and what is sent again.
 * A test and a digest are of no tenant, and are always wanted.
 */
export const stillWanted = raw<boolean>`(alerts.event in ('test', 'digest') or exists (select from alert_channels wanting
  where wanting.id = alerts.channel_id and jsonb_exists(wanting.severities, alerts.severity)
    and (wanting.kinds is null or jsonb_exists(wanting.kinds, alerts.kind))
    and (wanting.tenants is null or jsonb_exists(wanting.tenants, alerts.tenant_id::text))))`;
