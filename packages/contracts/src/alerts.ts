import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { FindingKind, Severity } from './findings.ts';
import { AlertChannelId, AlertId, Instant, TenantId } from './ids.ts';
import { exchangeProblems, type ProblemCode } from './problems.ts';
import { Text } from './text.ts';

/** What happened to a finding; one message each. */
export const AlertEvent = z.enum(['opened', 'worse', 'ended']);
export type AlertEvent = z.infer<typeof AlertEvent>;

/** Which alerts a channel wants. null: all of them. */
export const AlertFilter = z.object({
  /** Of findings. */
  kinds: z.nullable(z.array(FindingKind).check(z.minLength(1), z.maxLength(200))),
  severities: z.array(Severity).check(z.minLength(1), z.maxLength(3)),
  tenants: z.nullable(z.array(TenantId).check(z.maxLength(10_000))),
});
export type AlertFilter = z.infer<typeof AlertFilter>;

/** A host name or an address, as it stands in a setting. */
const Host = z.string().check(z.regex(/^[a-z0-9.:-]{1,253}$/i));
// biome-ignore lint/suspicious/noControlCharactersInRegex: what begins a new field in some protocols of mail
const mailbox = /^[^\s\x00-\x1f\x7f@<>(),;:"[\]\\]+@[^\s\x00-\x1f\x7f@<>(),;:"[\]\\]+$/;
const Mailbox = z.string().check(z.maxLength(254), z.regex(mailbox));
const WebAddress = z.string().check(
  z.maxLength(2000),
  z.regex(/^https?:\/\/[^\s@]+$/i),
  z.refine((text) => URL.canParse(text)),
);

/** An address that gets a signed POST by Standard Webhooks 1.0.0. */
export const WebhookSettings = z.object({ kind: z.literal('webhook'), address: WebAddress });
export type WebhookSettings = z.infer<typeof WebhookSettings>;

/** How the mail server is told who sends: not at all, or by a token of an application (OAuth 2 client credentials). */
export const MailSignIn = z.nullable(
  z.object({
    user: Mailbox,
    tokenAddress: WebAddress,
    clientId: z.string().check(z.minLength(1), z.maxLength(200)),
    scope: z.string().check(z.minLength(1), z.maxLength(400)),
  }),
);
export type MailSignIn = z.infer<typeof MailSignIn>;

export const MailSettings = z.object({
  kind: z.literal('mail'),
  host: Host,
  port: z.number().check(z.int(), z.gte(1), z.lte(65_535)),
  /** `starttls`: never without it. `tls`: from the first byte. `none`: in clear, to a server inside the network only. */
  security: z.enum(['starttls', 'tls', 'none']),
  from: Mailbox,
  to: z.array(Mailbox).check(z.minLength(1), z.maxLength(20)),
  signIn: MailSignIn,
});
export type MailSettings = z.infer<typeof MailSettings>;

/** A workflow of Teams, or an incoming webhook of Slack. Of its address, which is a secret, the host alone is shown. */
const TeamsSettings = z.object({ kind: z.literal('teams'), host: z.string() });
const SlackSettings = z.object({ kind: z.literal('slack'), host: z.string() });

export const ChannelSettings = z.discriminatedUnion('kind', [
  WebhookSettings,
  MailSettings,
  TeamsSettings,
  SlackSettings,
]);
export type ChannelSettings = z.infer<typeof ChannelSettings>;

/** What a person says of a channel. The address of Teams or Slack is kept sealed and not shown again. */
export const ChannelInput = z.discriminatedUnion('kind', [
  WebhookSettings,
  MailSettings,
  z.object({ kind: z.literal('teams'), address: WebAddress }),
  z.object({ kind: z.literal('slack'), address: WebAddress }),
]);
export type ChannelInput = z.infer<typeof ChannelInput>;

/** What a channel is told at once; the rest comes in one message a day, at an hour of UTC. */
export const AlertDigest = z.object({
  atOnce: z.array(Severity).check(z.maxLength(3)),
  hour: z.number().check(z.int(), z.gte(0), z.lte(23)),
});
export type AlertDigest = z.infer<typeof AlertDigest>;

/** `gathered`: for the next digest, or told in one. `failed`: given up after the last attempt, or the channel was switched off; a person may send it again. */
export const DeliveryState = z.enum(['waiting', 'delivered', 'failed', 'gathered']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** How one attempt ended; `gone`: the receiver wants no more. */
export const AttemptResult = z.enum(['delivered', 'failed', 'gone']);
export type AttemptResult = z.infer<typeof AttemptResult>;

/** Every attempt of a delivery has its id. */
export const AlertDelivery = z.object({
  id: AlertId,
  channelId: AlertChannelId,
  /** null: of a test of the channel, and of a digest. */
  tenantId: z.nullable(TenantId),
  findingId: z.nullable(z.string()),
  event: z.enum([...AlertEvent.options, 'test', 'digest']),
  kind: z.string(),
  severity: Severity,
  what: Text,
  raisedAt: Instant,
  state: DeliveryState,
  nextAt: z.nullable(Instant),
  /** The digest that tells it; null: it is told by itself, or waits for one. */
  digestId: z.nullable(AlertId),
  attempts: z.array(
    z.object({
      number: z.number(),
      at: Instant,
      durationMs: z.number(),
      result: AttemptResult,
      /** HTTP or SMTP. */
      status: z.nullable(z.number()),
      code: z.nullable(z.string()),
    }),
  ),
});
export type AlertDelivery = z.infer<typeof AlertDelivery>;

const ChannelName = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));

export const AlertChannel = z.object({
  id: AlertChannelId,
  name: z.string(),
  settings: ChannelSettings,
  filter: AlertFilter,
  /** null: everything is told at once. */
  digest: z.nullable(AlertDigest),
  madeBy: z.string(),
  madeAt: Instant,
  /** `gone`: the receiver said so (410). null: it is on. */
  off: z.nullable(z.object({ since: Instant, why: z.enum(['gone', 'person']), by: z.nullable(z.string()) })),
  /** Until when the secret before the newest one signs too; null: there is none. */
  oldSecretUntil: z.nullable(Instant),
  waiting: z.number(),
  failed: z.number(),
  /** For the next digest. */
  gathered: z.number(),
  /** The newest that was tried. */
  lastDelivery: z.nullable(AlertDelivery),
});
export type AlertChannel = z.infer<typeof AlertChannel>;

/** What a webhook's receiver verifies with. Shown here and never again. */
const ShownSecret = z.nullable(z.string());
const ClientSecret = z.string().check(z.minLength(1), z.maxLength(500));
const channelParams = z.object({ channelId: AlertChannelId });
const addressProblems: ProblemCode[] = [...exchangeProblems, 'alert-address-inside', 'alert-address-not-secure'];

export const listAlertChannels = endpoint({
  id: 'listAlertChannels',
  summary: 'Where alerts go, by name, with how each channel fares',
  method: 'GET',
  path: '/alert-channels',
  reply: z.object({ channels: z.array(AlertChannel) }),
});

export const makeAlertChannel = endpoint({
  id: 'makeAlertChannel',
  summary: 'Send alerts to an address; of a webhook the signing secret is in the answer, once',
  method: 'POST',
  path: '/alert-channels',
  body: z.object({
    name: ChannelName,
    settings: ChannelInput,
    filter: AlertFilter,
    digest: z.optional(z.nullable(AlertDigest)),
    /** Of the application that the mail server knows. */
    clientSecret: z.optional(ClientSecret),
  }),
  reply: z.object({ channel: AlertChannel, secret: ShownSecret }),
  problems: addressProblems,
});

export const changeAlertChannel = endpoint({
  id: 'changeAlertChannel',
  summary: 'Change a channel, or switch it on or off; what is left out stays',
  method: 'POST',
  path: '/alert-channels/:channelId',
  params: channelParams,
  body: z.object({
    name: z.optional(ChannelName),
    settings: z.optional(ChannelInput),
    filter: z.optional(AlertFilter),
    digest: z.optional(z.nullable(AlertDigest)),
    clientSecret: z.optional(ClientSecret),
    on: z.optional(z.boolean()),
  }),
  reply: AlertChannel,
  problems: [...addressProblems, 'alert-channel-kind'],
});

export const removeAlertChannel = endpoint({
  id: 'removeAlertChannel',
  summary: 'Remove a channel, with its log and what still waits for it',
  method: 'DELETE',
  path: '/alert-channels/:channelId',
  params: channelParams,
  reply: z.object({ removed: z.boolean() }),
});

export const rotateAlertSecret = endpoint({
  id: 'rotateAlertSecret',
  summary: 'Make a new signing secret; the old one signs too for some hours, so that the receiver can follow',
  method: 'POST',
  path: '/alert-channels/:channelId/secret',
  params: channelParams,
  body: z.object({ keepOldHours: z._default(z.number().check(z.int(), z.gte(0), z.lte(168)), 24) }),
  reply: z.object({ channel: AlertChannel, secret: ShownSecret }),
  problems: [...exchangeProblems, 'alert-channel-kind'],
});

export const testAlertChannel = endpoint({
  id: 'testAlertChannel',
  summary: 'Send a message that says that it is a test, once',
  method: 'POST',
  path: '/alert-channels/:channelId/test',
  params: channelParams,
  reply: AlertDelivery,
  problems: ['alert-channel-off'],
});

export const listAlertDeliveries = endpoint({
  id: 'listAlertDeliveries',
  summary: 'What was sent to a channel, the newest first; `before` is the id of the last one seen',
  method: 'GET',
  path: '/alert-channels/:channelId/deliveries',
  params: channelParams,
  query: z.object({
    before: z.optional(AlertId),
    size: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100))),
  }),
  reply: z.object({ deliveries: z.array(AlertDelivery), next: z.nullable(AlertId) }),
});

export const replayAlertDelivery = endpoint({
  id: 'replayAlertDelivery',
  summary: 'Send an alert again, or now, under the same id',
  method: 'POST',
  path: '/alert-deliveries/:deliveryId/replay',
  params: z.object({ deliveryId: AlertId }),
  reply: AlertDelivery,
  problems: ['alert-channel-off'],
});

export const replayFailedAlerts = endpoint({
  id: 'replayFailedAlerts',
  summary: 'Send everything again that did not get to the channel and was given up',
  method: 'POST',
  path: '/alert-channels/:channelId/replay',
  params: channelParams,
  reply: z.object({ count: z.number() }),
  problems: ['alert-channel-off'],
});
