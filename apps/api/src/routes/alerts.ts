import { randomBytes } from 'node:crypto';
import {
  type Actor,
  type AlertChannel,
  type AlertDelivery,
  type ChannelInput,
  type ChannelSettings,
  changeAlertChannel,
  listAlertChannels,
  listAlertDeliveries,
  makeAlertChannel,
  Problem,
  removeAlertChannel,
  replayAlertDelivery,
  replayFailedAlerts,
  rotateAlertSecret,
  testAlertChannel,
} from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { ChannelChange, ChannelRow, DeliveryRow } from '@vplus/store';
import type * as z from 'zod/mini';
import type { Caller } from '../caller.ts';
import { demandAddresses } from '../channel-addresses.ts';
import { apart } from '../channel-input.ts';
import type { Parts } from '../parts.ts';
import { actorOf, permit } from '../permit.ts';
import { type Counter, serve } from '../serve.ts';

const hourMs = 3_600_000;
const usualPage = 50;

/** Where alerts go, and how they got there: for operators. */
export function alertRoutes(counter: Counter, parts: Parts): void {
  const { onBehalfOf, outside, store } = parts;
  const { alerts } = store;
  /** Who acts, for the audit log. */
  const permitted = (caller: Caller): Actor => {
    permit(parts, caller, 'manage-alerts', caller.tenantId);
    return actorOf(parts, caller, 'manage-alerts', caller.tenantId);
  };
  /** Before what decides who is told, or shows a secret: a disabled account, or one whose sessions were revoked, is refused. */
  const stillThere = (caller: Caller, signal: AbortSignal) => onBehalfOf.tryExchange(caller, signal);
  const existing = async (id: string): Promise<ChannelRow> => {
    const row = await alerts.channel(id);
    if (!row) throw new Problem('not-found');
    return row;
  };

  serve(counter, listAlertChannels, async ({ caller }) => {
    permitted(caller);
    return { channels: (await alerts.channels()).map(viewOf) };
  });

  serve(
    counter,
    makeAlertChannel,
    async ({ caller, body: { name, settings, filter, digest, clientSecret }, signal }) => {
      const by = permitted(caller);
      await stillThere(caller, signal);
      if (needsSecret(settings) && !clientSecret) throw secretNeeded();
      await demandAddresses(outside.addresses, settings);
      const secret = settings.kind === 'webhook' ? newSecret() : null;
      const kept = apart(settings);
      const secrets = {
        ...kept.secrets,
        ...(secret ? { signing: [{ value: secret, until: null }] } : {}),
        ...(clientSecret && needsSecret(settings) ? { clientSecret } : {}),
      };
      const channel = await alerts.makeChannel({
        ...{ name, settings: kept.settings, filter, digest: digest ?? null, secrets, by },
      });
      return { channel: viewOf(channel), secret };
    },
    { costly: true },
  );

  serve(
    counter,
    changeAlertChannel,
    async ({ caller, params: { channelId }, body, signal }) => {
      const by = permitted(caller);
      await stillThere(caller, signal);
      const { settings, clientSecret, ...others } = body;
      const kept = settings && apart(settings);
      if (settings) {
        const before = await existing(channelId);
        if (settings.kind !== before.settings.kind) throw new Problem('alert-channel-kind');
        // A secret that is kept, and the token that it is worth, go to nobody but whom it was given for.
        if (needsSecret(settings) && !clientSecret && tokenWay(settings) !== tokenWay(before.settings))
          throw secretNeeded();
        await demandAddresses(outside.addresses, settings);
      }
      // zod leaves out what was not given; its type only cannot say so.
      const change = {
        ...others,
        ...(kept ? { settings: kept.settings } : {}),
        ...(clientSecret || kept?.secrets.address
          ? { secrets: { ...kept?.secrets, ...(clientSecret ? { clientSecret } : {}) } }
          : {}),
        by,
      } as ChannelChange;
      return viewOf(await alerts.changeChannel(channelId, change));
    },
    { costly: true },
  );

  serve(
    counter,
    rotateAlertSecret,
    async ({ caller, params: { channelId }, body: { keepOldHours }, signal }) => {
      const by = permitted(caller);
      await stillThere(caller, signal);
      if ((await existing(channelId)).settings.kind !== 'webhook') throw new Problem('alert-channel-kind');
      const secret = newSecret();
      const oldUntil = new Date(outside.clock.now() + keepOldHours * hourMs).toISOString();
      const channel = await alerts.rotateSecret(channelId, { value: secret, oldUntil, by });
      return { channel: viewOf(channel), secret };
    },
    { costly: true },
  );

  serve(
    counter,
    testAlertChannel,
    async ({ caller, params: { channelId } }) => deliveryOf(await alerts.test(channelId, permitted(caller))),
    { noted: true },
  );

  serve(counter, listAlertDeliveries, async ({ caller, params: { channelId }, query }) => {
    permitted(caller);
    await existing(channelId);
    const { before, size: limit = usualPage } = query as { before?: string; size?: number };
    const rows = await alerts.deliveries(channelId, { limit: limit + 1, ...(before ? { before } : {}) });
    const deliveries = rows.slice(0, limit).map(deliveryOf);
    return { deliveries, next: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
  });

  serve(
    counter,
    replayAlertDelivery,
    async ({ caller, params: { deliveryId } }) => deliveryOf(await alerts.replay(deliveryId, permitted(caller))),
    { noted: true },
  );

  serve(
    counter,
    replayFailedAlerts,
    async ({ caller, params: { channelId } }) => ({
      count: await alerts.replayFailed(channelId, permitted(caller)),
    }),
    { noted: true },
  );

  serve(counter, removeAlertChannel, async ({ caller, params: { channelId } }) => ({
    removed: await alerts.removeChannel(channelId, permitted(caller)),
  }));
}

/** 24 to 64 bytes are what the specification asks for. */
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

const needsSecret = (settings: ChannelInput | ChannelSettings): boolean =>
  settings.kind === 'mail' && settings.signIn !== null;

/** Who gives a token for the secret, for what, and to which server it goes on. */
function tokenWay(settings: ChannelInput | ChannelSettings): string | null {
  if (settings.kind !== 'mail' || !settings.signIn) return null;
  const { host, port, security, signIn } = settings;
  return JSON.stringify([signIn.tokenAddress, signIn.clientId, signIn.scope, host, port, security]);
}
const secretNeeded = () =>
  new Problem('input-invalid', undefined, {
    fields: [{ path: 'body.clientSecret', message: message('alerts.client-secret-needed') }],
  });

const deliveryOf = (row: DeliveryRow) => row as z.input<typeof AlertDelivery>;
const viewOf = (row: ChannelRow) => row as z.input<typeof AlertChannel>;
