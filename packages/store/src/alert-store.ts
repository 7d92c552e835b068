import type {
  Actor,
  AlertDigest,
  AlertEvent,
  AlertFilter,
  AttemptResult,
  ChannelSettings,
  DeliveryState,
  Severity,
} from '@vplus/contracts';
import type { Words } from '@vplus/messages';

/** What is secret of a channel: sealed, and handed to nobody but the worker that sends. */
export interface ChannelSecrets {
  /** Of a webhook, the newest first. An older one signs too until its time has come. */
  signing?: { value: string; until: string | null }[];
  /** Of the application that a mail server knows. */
  clientSecret?: string;
  /** Of a workflow of Teams, or an incoming webhook of Slack. */
  address?: string;
}

export interface NewChannel {
  name: string;
  settings: ChannelSettings;
  filter: AlertFilter;
  digest?: AlertDigest | null;
  secrets: ChannelSecrets;
  by: Actor;
}

export interface ChannelChange {
  name?: string;
  settings?: ChannelSettings;
  filter?: AlertFilter;
  /** What waits for a digest and is told at once now is sent. */
  digest?: AlertDigest | null;
  /** What is named takes the place of what was there. */
  secrets?: ChannelSecrets;
  /** Switched on or off by a person. What waits for a channel that is switched off is not sent. */
  on?: boolean;
  by: Actor;
}

export interface ChannelRow {
  id: string;
  name: string;
  settings: ChannelSettings;
  filter: AlertFilter;
  digest: AlertDigest | null;
  madeBy: string;
  madeAt: string;
  /** `gone`: the receiver said so (410). null: it is on. */
  off: { since: string; why: 'gone' | 'person'; by: string | null } | null;
  /** Until when the secret before the newest one signs too; null: there is none. */
  oldSecretUntil: string | null;
  waiting: number;
  failed: number;
  /** For the next digest. */
  gathered: number;
  /** The newest that was tried. */
  lastDelivery: DeliveryRow | null;
}

export interface AttemptRow {
  number: number;
  at: string;
  durationMs: number;
  result: AttemptResult;
  /** HTTP or SMTP. */
  status: number | null;
  code: string | null;
}

export interface DeliveryRow {
  id: string;
  channelId: string;
  tenantId: string | null;
  findingId: string | null;
  event: AlertEvent | 'test' | 'digest';
  kind: string;
  severity: Severity;
  what: Words;
  raisedAt: string;
  state: DeliveryState;
  nextAt: string | null;
  /** The digest that tells it. */
  digestId: string | null;
  /** In the order of time. */
  attempts: AttemptRow[];
}

/** What a digest tells, the worst first, up to a number of each; `more…`: how many others there are. */
export interface Digest {
  events: {
    event: AlertEvent;
    kind: string;
    severity: Severity;
    what: Words;
    findingId: string | null;
    tenantId: string;
    tenantName: string | null;
  }[];
  moreEvents: number;
  /** By tenant, as it is when the digest is sent. */
  open: { tenantId: string; tenantName: string; critical: number; warning: number; info: number }[];
  moreOpen: number;
}

/** One alert to be sent now. */
export interface Delivery extends Omit<DeliveryRow, 'state' | 'nextAt' | 'digestId' | 'attempts'> {
  /** Of an alert that is a digest. */
  digest?: Digest;
  channelName: string;
  tenantName: string | null;
  settings: ChannelSettings;
  secrets: ChannelSecrets;
  signal: AbortSignal;
}

/** How the attempt ended. */
export interface AttemptEnd {
  result: AttemptResult;
  status?: number;
  code?: string;
  /** What the receiver asks for. */
  retryAfterMs?: number;
}

/** Where alerts go, and how they got there. Whatever a person does is noted in the audit log, or not done. */
export interface AlertStore {
  /** By name. */
  channels(): Promise<ChannelRow[]>;
  channel(id: string): Promise<ChannelRow | null>;
  makeChannel(channel: NewChannel): Promise<ChannelRow>;
  /** Throws Problem not-found. */
  changeChannel(id: string, change: ChannelChange): Promise<ChannelRow>;
  /** With all of its alerts; false: it was not there. */
  removeChannel(id: string, by: Actor): Promise<boolean>;
  /** The value signs from now on; the one before it signs too until then. */
  rotateSecret(id: string, secret: { value: string; oldUntil: string; by: Actor }): Promise<ChannelRow>;
  /** Sends an alert that says that it is a test, once. Throws Problem alert-channel-off. */
  test(channelId: string, by: Actor): Promise<DeliveryRow>;

  /** The newest first; `before` is the last of the page before. */
  deliveries(channelId: string, page: { before?: string; limit: number }): Promise<DeliveryRow[]>;
  /** Sends it again, or now, under the same id. Throws Problem not-found, alert-channel-off. */
  replay(id: string, by: Actor): Promise<DeliveryRow>;
  /** The same for all of a channel that were given up; answers how many. */
  replayFailed(channelId: string, by: Actor): Promise<number>;

  /** Sends what is due until stopped; `send` may be called again for an alert whose attempt was not recorded. */
  deliver(
    send: (delivery: Delivery) => Promise<AttemptEnd>,
    options: { concurrency: number },
  ): Promise<{ stop(drainMs: number): Promise<void> }>;
}
