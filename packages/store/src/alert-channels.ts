import { randomUUID } from 'node:crypto';
import { type AlertDigest, Problem } from '@vplus/contracts';
import { and, asc, count, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import { noteDeed } from './alert-deeds.ts';
import { awaitsDigest } from './alert-digest.ts';
import type { AlertStore, ChannelRow, ChannelSecrets } from './alert-store.ts';
import { alertsDue } from './alerts.ts';
import type { Context } from './context.ts';
import { type Sql, storable } from './database.ts';
import { notify } from './notifications.ts';
import { alertChannels, alerts } from './schema.ts';
import { type Sealed, seal, unseal } from './seal.ts';
import type { VaultKey } from './vault-key.ts';

type Row = typeof alertChannels.$inferSelect;
type Channels = Pick<
  AlertStore,
  'channels' | 'channel' | 'makeChannel' | 'changeChannel' | 'removeChannel' | 'rotateSecret'
>;

const boundTo = (id: string) => ['alert-channel', id];
const sealSecrets = (key: VaultKey, id: string, secrets: ChannelSecrets): Sealed =>
  seal(key, boundTo(id), JSON.stringify(secrets));

export const secretsOf = (key: VaultKey, row: Sealed & { id: string }): ChannelSecrets =>
  JSON.parse(unseal(key, boundTo(row.id), row)) as ChannelSecrets;

/** What was sealed with an older key is sealed anew, so that the older one can be taken away. */
export async function sealAnew(sql: Sql, key: VaultKey): Promise<void> {
  await sql.transaction(async (tx) => {
    for (const row of await tx.select().from(alertChannels).where(ne(alertChannels.keyId, key.id)).for('update'))
      await tx
        .update(alertChannels)
        .set(sealSecrets(key, row.id, secretsOf(key, row)))
        .where(eq(alertChannels.id, row.id));
  });
}

/** Switches a channel off. What waits for it is given up, save what is being sent at this moment. */
export async function switchOff(
  tx: Sql,
  id: string,
  { why, by, at }: { why: 'gone' | 'person'; by: string | null; at: Date },
): Promise<void> {
  await tx
    .update(alertChannels)
    .set({ offSince: at, offWhy: why, offBy: by })
    .where(and(eq(alertChannels.id, id), isNull(alertChannels.offSince)));
  await tx
    .update(alerts)
    .set({ state: 'failed', nextAt: null, endedAt: at })
    .where(and(eq(alerts.channelId, id), or(and(eq(alerts.state, 'waiting'), isNull(alerts.jobId)), awaitsDigest)));
}

/** Where alerts go. */
export function openChannels(
  context: Context,
  key: VaultKey,
  lastDeliveryOf: (channelId: string) => Promise<ChannelRow['lastDelivery']>,
): Channels {
  const { sql, clock } = context;
  const now = () => new Date(clock.now());

  const rowOf = async (row: Row): Promise<ChannelRow> => {
    const counted = await sql
      .select({ state: alerts.state, n: count() })
      .from(alerts)
      .where(
        and(
          eq(alerts.channelId, row.id),
          ne(alerts.event, 'test'),
          or(inArray(alerts.state, ['waiting', 'failed']), awaitsDigest),
        ),
      )
      .groupBy(alerts.state);
    const { id, name, settings, kinds, severities, tenants, madeBy, madeAt, offSince, offWhy, offBy } = row;
    const { atOnce, digestHour } = row;
    return {
      id,
      name,
      settings,
      filter: { kinds, severities, tenants } as ChannelRow['filter'],
      digest: atOnce && digestHour !== null ? { atOnce, hour: digestHour } : null,
      madeBy,
      madeAt: madeAt.toISOString(),
      off: offSince && offWhy ? { since: offSince.toISOString(), why: offWhy, by: offBy } : null,
      oldSecretUntil: oldSecretUntil(secretsOf(key, row), now()),
      waiting: counted.find(({ state }) => state === 'waiting')?.n ?? 0,
      failed: counted.find(({ state }) => state === 'failed')?.n ?? 0,
      gathered: counted.find(({ state }) => state === 'gathered')?.n ?? 0,
      lastDelivery: await lastDeliveryOf(id),
    };
  };

  const locked = async (tx: Sql, id: string): Promise<Row> => {
    const [row] = await tx.select().from(alertChannels).where(eq(alertChannels.id, id)).for('update');
    if (!row) throw new Problem('not-found');
    return row;
  };
  const channel = async (id: string) => {
    const [row] = await sql.select().from(alertChannels).where(eq(alertChannels.id, id));
    return row ? await rowOf(row) : null;
  };
  const existing = async (id: string): Promise<ChannelRow> => {
    const row = await channel(id);
    if (!row) throw new Problem('not-found');
    return row;
  };

  return {
    channels: async () => {
      const rows = await sql.select().from(alertChannels).orderBy(asc(alertChannels.name), asc(alertChannels.id));
      return await Promise.all(rows.map(rowOf));
    },
    channel,
    makeChannel: async ({ name, settings, filter, digest = null, secrets, by }) => {
      const id = randomUUID();
      await sql.transaction(async (tx) => {
        await tx.insert(alertChannels).values({
          id,
          ...storable({ name, settings, ...filter, madeBy: by.name }),
          ...columnsOf(digest),
          ...sealSecrets(key, id, secrets),
          madeAt: now(),
        });
        await noteDeed(context, tx, { deed: 'made', channel: { name }, by });
      });
      return await existing(id);
    },
    changeChannel: async (id, { name, settings, filter, digest, secrets, on, by }) => {
      await sql.transaction(async (tx) => {
        const row = await locked(tx, id);
        const given = {
          ...(name === undefined ? {} : { name: storable(name) }),
          ...(settings ? { settings: storable(settings) } : {}),
          ...(filter ? storable(filter) : {}),
          ...(digest === undefined ? {} : columnsOf(digest)),
          ...(secrets ? sealSecrets(key, id, { ...secretsOf(key, row), ...secrets }) : {}),
        };
        const isGiven = Object.keys(given).length > 0;
        const change = { ...given, ...(on === true ? { offSince: null, offWhy: null, offBy: null } : {}) };
        if (Object.keys(change).length > 0) await tx.update(alertChannels).set(change).where(eq(alertChannels.id, id));
        if (digest !== undefined) await sendWhatNeedNotWait(tx, id, digest, now());
        if (on === false) await switchOff(tx, id, { why: 'person', by: storable(by.name), at: now() });
        const channel = { name: name ?? row.name };
        if (on !== undefined) await noteDeed(context, tx, { deed: on ? 'on' : 'off', channel, by });
        if (isGiven) await noteDeed(context, tx, { deed: 'changed', channel, by });
      });
      return await existing(id);
    },
    removeChannel: (id, by) =>
      sql.transaction(async (tx) => {
        const [gone] = await tx.delete(alertChannels).where(eq(alertChannels.id, id)).returning();
        if (gone) await noteDeed(context, tx, { deed: 'removed', channel: gone, by });
        return gone !== undefined;
      }),
    rotateSecret: async (id, { value, oldUntil, by }) => {
      await sql.transaction(async (tx) => {
        const row = await locked(tx, id);
        const secrets = secretsOf(key, row);
        const [newest] = secrets.signing ?? [];
        const signing = [{ value, until: null }, ...(newest ? [{ ...newest, until: oldUntil }] : [])];
        await tx
          .update(alertChannels)
          .set(sealSecrets(key, id, { ...secrets, signing }))
          .where(eq(alertChannels.id, id));
        await noteDeed(context, tx, { deed: 'rotated', channel: row, by });
      });
      return await existing(id);
    },
  };
}

const columnsOf = (digest: AlertDigest | null) => ({
  atOnce: digest?.atOnce ?? null,
  digestHour: digest?.hour ?? null,
});

/** What was gathered for a digest and is told at once by now. */
async function sendWhatNeedNotWait(tx: Sql, id: string, digest: AlertDigest | null, now: Date): Promise<void> {
  const which = digest ? inArray(alerts.severity, digest.atOnce) : undefined;
  const sent = await tx
    .update(alerts)
    .set({ state: 'waiting', nextAt: now })
    .where(and(eq(alerts.channelId, id), awaitsDigest, which))
    .returning({ id: alerts.id });
  if (sent.length > 0) await notify(tx, 'job', alertsDue);
}

function oldSecretUntil({ signing = [] }: ChannelSecrets, now: Date): string | null {
  const until = signing[1]?.until;
  return until && new Date(until) > now ? until : null;
}
