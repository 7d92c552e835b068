import type {
  ActorRole,
  AlertEvent,
  Answer,
  AttemptResult,
  AuditKind,
  ChannelSettings,
  CheckReport,
  Choices,
  DeliveryState,
  FindingKind,
  FindingState,
  FindingView,
  RunState,
  RunVerb,
  Severity,
  UnwordedDisconnectPlan,
  UnwordedPlan,
  UnwordedRecord,
} from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import {
  bigint,
  boolean,
  customType,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { EventInHistory } from './event-in-history.ts';
import type { StoredFacts, StoredPermissions } from './facts-in-store.ts';
import type { StepInStore, StoredRecord } from './step-in-store.ts';
import type { NewRun, Starter } from './store.ts';

/** What stands before the first entry of the history. */
const nothingBefore = '0'.repeat(64);

const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true });

/** The tables as the newest migration leaves them; constraints and indexes are written in the migrations only. */
export const installation = pgTable('installation', {
  theOnly: boolean('the_only').primaryKey().default(true),
  id: uuid('id').notNull(),
  keyId: text('key_id').notNull(),
  canary: text('canary').notNull(),
});

export const tenants = pgTable('tenants', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  primaryDomain: text('primary_domain').notNull(),
});

export const connections = pgTable('connections', {
  id: uuid('id').primaryKey(),
  tenantId: uuid('tenant_id').notNull(),
  vplusServerId: text('vplus_server_id').notNull(),
  vplusServerName: text('vplus_server_name').notNull(),
  choices: jsonb('choices').$type<Choices>(),
  madeAt: instant('made_at').notNull(),
  connectedAt: instant('connected_at'),
  disconnectedAt: instant('disconnected_at'),
  facts: jsonb('facts').$type<StoredFacts>(),
  permissions: jsonb('permissions').$type<StoredPermissions>(),
  /** null: not connected. */
  nextCheckAt: instant('next_check_at'),
  /** Until then a worker has the check. */
  checkLease: instant('check_lease'),
  /** Who wants it sooner. */
  checkAskedBy: text('check_asked_by'),
  /** When vPlus was last seen. */
  lookedAt: instant('looked_at'),
  liveFindings: integer('live_findings').notNull().default(0),
  /** Of the open findings. */
  worst: text('worst').$type<Severity>(),
});

export const findings = pgTable('findings', {
  id: uuid('id').primaryKey(),
  connectionId: uuid('connection_id').notNull(),
  tenantId: uuid('tenant_id').notNull(),
  stepId: text('step_id').notNull(),
  kind: text('kind').$type<FindingKind>().notNull(),
  /** Which one, where there may be several. */
  subject: text('subject').notNull(),
  severity: text('severity').$type<Severity>().notNull(),
  what: jsonb('what').$type<Words>().notNull(),
  due: instant('due'),
  state: text('state').$type<FindingState>().notNull(),
  firstSeenAt: instant('first_seen_at').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
  accepted: jsonb('accepted').$type<FindingView['acceptance']>(),
  acknowledged: jsonb('acknowledged').$type<FindingView['acknowledgement']>(),
  resolvedAt: instant('resolved_at'),
});

export const checks = pgTable('checks', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  connectionId: uuid('connection_id').notNull(),
  tenantId: uuid('tenant_id').notNull(),
  at: instant('at').notNull(),
  /** null: automatic. */
  by: text('by'),
  runId: uuid('run_id'),
  findings: integer('findings').notNull(),
  unseen: jsonb('unseen').$type<CheckReport['unseen']>().notNull(),
});

/** What is remembered of a connection between runs; a value of null says that what was there is no more. */
export const remembered = pgTable(
  'remembered',
  {
    connectionId: uuid('connection_id').notNull(),
    key: text('key').notNull(),
    value: jsonb('value'),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.key] })],
);

/** What a person last told about the task of a step. */
export const taskAnswers = pgTable(
  'task_answers',
  {
    connectionId: uuid('connection_id').notNull(),
    stepId: text('step_id').notNull(),
    answer: text('answer').$type<Answer>().notNull(),
    answeredBy: text('answered_by').notNull(),
    answeredAt: instant('answered_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.stepId] })],
);

/** Which credential was shown to whom. */
export const reveals = pgTable(
  'reveals',
  {
    connectionId: uuid('connection_id').notNull(),
    keyId: text('key_id').notNull(),
    revealedTo: text('revealed_to').notNull(),
    revealedAt: instant('revealed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.keyId] })],
);

export const runs = pgTable('runs', {
  id: uuid('id').primaryKey(),
  connectionId: uuid('connection_id').notNull(),
  tenantId: uuid('tenant_id').notNull(),
  verb: text('verb').$type<RunVerb>().notNull(),
  state: text('state').$type<RunState>().notNull(),
  /** The number of the newest event. */
  version: integer('version').notNull().default(0),
  planHash: text('plan_hash'),
  undoChoice: jsonb('undo_choice').$type<NewRun['undoChoice']>(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at'),
  startedBy: jsonb('started_by').$type<Starter>().notNull(),
  connected: boolean('connected').notNull().default(false),
  unchanged: boolean('unchanged').notNull().default(false),
  cancelRequested: boolean('cancel_requested').notNull().default(false),
  /** Written by the worker that took the run; only writes that name it are let through. */
  lease: text('lease'),
  /** The one job of the queue that may take this run, and the newest attempt of it that did. */
  jobId: uuid('job_id').notNull(),
  jobAttempt: integer('job_attempt').notNull().default(0),
  /** How often a worker took the run and did not bring it to an end. */
  timesTaken: integer('times_taken').notNull().default(0),
});

export const plans = pgTable(
  'plans',
  {
    connectionId: uuid('connection_id').notNull(),
    hash: text('hash').notNull(),
    /** That of a disconnect names its verb. */
    plan: jsonb('plan').$type<UnwordedPlan | UnwordedDisconnectPlan>().notNull(),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.hash] })],
);

/** Which plan was last shown to whom. */
export const offeredPlans = pgTable(
  'offered_plans',
  {
    connectionId: uuid('connection_id').notNull(),
    hash: text('hash').notNull(),
    tenantId: uuid('tenant_id').notNull(),
    objectId: uuid('object_id').notNull(),
    offeredAt: instant('offered_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.tenantId, table.objectId, table.hash] })],
);

export const approvals = pgTable('approvals', {
  id: uuid('id').primaryKey(),
  runId: uuid('run_id').notNull(),
  tenantId: uuid('tenant_id').notNull(),
  planHash: text('plan_hash').notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: instant('made_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  /** null: open, until it expires. */
  ended: text('ended').$type<'approved' | 'revoked'>(),
  endedBy: text('ended_by'),
  endedAt: instant('ended_at'),
});

export const steps = pgTable(
  'steps',
  {
    runId: uuid('run_id').notNull(),
    id: text('id').notNull(),
    position: integer('position').notNull(),
    title: jsonb('title').$type<Words>().notNull(),
    record: jsonb('record').$type<StoredRecord>().notNull(),
    rows: jsonb('rows').$type<StepInStore['rows']>(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.id] })],
);

export const events = pgTable(
  'events',
  {
    runId: uuid('run_id').notNull(),
    number: integer('number').notNull(),
    at: instant('at').notNull(),
    data: jsonb('data').$type<EventInHistory>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.number] })],
);

export const vault = pgTable(
  'vault',
  {
    runId: uuid('run_id').notNull(),
    purpose: text('purpose').notNull(),
    keyId: text('key_id').notNull(),
    sealed: bytes('sealed').notNull(),
    sealedAt: instant('sealed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.purpose] })],
);

/** What was sealed and when it was wiped: times only. */
export const sealings = pgTable('sealings', {
  runId: uuid('run_id').notNull(),
  purpose: text('purpose').notNull(),
  sealedAt: instant('sealed_at').notNull(),
  wipedAt: instant('wiped_at'),
});

export const records = pgTable('records', {
  runId: uuid('run_id').primaryKey(),
  finishedAt: instant('finished_at').notNull(),
  hash: text('hash').notNull(),
  facts: jsonb('facts').$type<UnwordedRecord>().notNull(),
});

export const history = pgTable('history', {
  /** In the order of arrival; the order that counts is that of `number`. */
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** null: of the installation as a whole. */
  tenantId: uuid('tenant_id'),
  at: instant('at').notNull(),
  kind: text('kind').$type<AuditKind>().notNull(),
  who: text('who').notNull(),
  whoTenantId: text('who_tenant_id'),
  whoObjectId: text('who_object_id'),
  actedAs: text('acted_as').$type<ActorRole>(),
  cameFrom: text('came_from'),
  what: jsonb('what').$type<Words>().notNull(),
  /** Of which run, where it is of one. */
  runId: uuid('run_id'),
  /** Noted by a build before there was a chain. */
  broughtOver: boolean('brought_over').notNull().default(false),
  /** With the two hashes null until the entry is part of the chain. */
  number: bigint('number', { mode: 'number' }),
  previous: text('previous'),
  hash: text('hash'),
});

/** Where the chain of the history begins and ends. */
export const auditChain = pgTable('audit_chain', {
  theOnly: boolean('the_only').primaryKey().default(true),
  /** Of the last entry that was deleted because it was old. */
  cutNumber: bigint('cut_number', { mode: 'number' }).notNull().default(0),
  cutHash: text('cut_hash').notNull().default(nothingBefore),
  cutAt: instant('cut_at'),
  headNumber: bigint('head_number', { mode: 'number' }).notNull().default(0),
  headHash: text('head_hash').notNull().default(nothingBefore),
});

export const alertChannels = pgTable('alert_channels', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  settings: jsonb('settings').$type<ChannelSettings>().notNull(),
  kinds: jsonb('kinds').$type<FindingKind[]>(),
  severities: jsonb('severities').$type<Severity[]>().notNull(),
  tenants: jsonb('tenants').$type<string[]>(),
  /** null: all of it. */
  atOnce: jsonb('at_once').$type<Severity[]>(),
  digestHour: smallint('digest_hour'),
  keyId: text('key_id').notNull(),
  sealed: bytes('sealed').notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: instant('made_at').notNull(),
  /** null: it is on. */
  offSince: instant('off_since'),
  offBy: text('off_by'),
  offWhy: text('off_why').$type<'gone' | 'person'>(),
});

export const alerts = pgTable('alerts', {
  id: uuid('id').primaryKey(),
  channelId: uuid('channel_id').notNull(),
  tenantId: uuid('tenant_id'),
  findingId: text('finding_id'),
  event: text('event').$type<AlertEvent | 'test' | 'digest'>().notNull(),
  kind: text('kind').notNull(),
  severity: text('severity').$type<Severity>().notNull(),
  what: jsonb('what').$type<Words>().notNull(),
  raisedAt: instant('raised_at').notNull(),
  state: text('state').$type<DeliveryState>().notNull().default('waiting'),
  tries: integer('tries').notNull().default(0),
  nextAt: instant('next_at'),
  jobId: uuid('job_id'),
  endedAt: instant('ended_at'),
  /** The digest that tells it. */
  digestId: uuid('digest_id'),
});

export const alertAttempts = pgTable(
  'alert_attempts',
  {
    alertId: uuid('alert_id').notNull(),
    number: integer('number').notNull(),
    at: instant('at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    result: text('result').$type<AttemptResult>().notNull(),
    status: integer('status'),
    code: text('code'),
  },
  (table) => [primaryKey({ columns: [table.alertId, table.number] })],
);

/** Private addresses of calendars. */
export const calendarFeeds = pgTable('calendar_feeds', {
  id: uuid('id').primaryKey(),
  /** null: of all tenants. */
  tenantId: uuid('tenant_id'),
  /** SHA-256 of the token in the address, in hex. */
  tokenHash: text('token_hash').notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: instant('made_at').notNull(),
  lastReadAt: instant('last_read_at'),
});
