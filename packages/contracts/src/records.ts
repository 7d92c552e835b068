import * as z from 'zod/mini';
import { BackupWorkload, Choices, CredentialKind } from './choices.ts';
import { DisconnectChoices } from './disconnect-plans.ts';
import { endpoint } from './endpoint.ts';
import { Instant, RunId, TenantId, VplusServerId } from './ids.ts';
import { ReadOutcome } from './runs.ts';
import { RunState, RunVerb, StepState } from './states.ts';
import { Text } from './text.ts';

/** The roles of one API: what was planned, what was granted, and what a fresh token of the application carried. */
export const RecordedApi = z.object({
  api: z.string(),
  resourceAppId: z.string(),
  wanted: z.array(Text),
  granted: z.array(Text),
  notOffered: z.array(Text),
  /** null: no token was asked for, or this run did not note what it carried. */
  token: z.nullable(
    z.object({ audience: z.string(), at: Instant, roles: z.array(z.string()), missing: z.array(z.string()) }),
  ),
});
export type RecordedApi = z.infer<typeof RecordedApi>;

/** One harmless read with the application's own token, without any content. */
export const RecordedRead = z.object({
  key: z.string(),
  label: Text,
  group: z.nullable(Text),
  state: StepState,
  /** Absent in records of earlier builds. */
  outcome: z.optional(ReadOutcome),
  request: z.nullable(z.string()),
  status: z.nullable(z.number()),
  at: z.nullable(Instant),
  note: z.nullable(Text),
});
export type RecordedRead = z.infer<typeof RecordedRead>;

/** About a credential, never of it. */
export const RecordedCredential = z.object({
  kind: z.enum(['secret', 'certificate']),
  keyId: z.string(),
  /** null: it was there before this run. */
  addedAt: z.nullable(Instant),
  expiresAt: Instant,
});
export type RecordedCredential = z.infer<typeof RecordedCredential>;

/** A value that lay sealed in the vault of this run. */
export const RecordedSealing = z.object({
  purpose: z.string(),
  sealedAt: Instant,
  wipedAt: z.nullable(Instant),
  /** Where it was not wiped yet: when it is at the latest. */
  wipedBy: z.nullable(Instant),
});
export type RecordedSealing = z.infer<typeof RecordedSealing>;

export const RecordedStep = z.object({
  id: z.string(),
  title: Text,
  state: StepState,
  startedAt: z.nullable(Instant),
  finishedAt: z.nullable(Instant),
  /** Whether this run changed anything here; null where a run takes away, and `state` says whether it did. */
  changed: z.nullable(z.boolean()),
  detail: z.nullable(Text),
  /** The code of the problem that stopped it. */
  problem: z.nullable(z.string()),
});
export type RecordedStep = z.infer<typeof RecordedStep>;

/**
 * What the hash of a record is taken over: facts only, the same whenever and by whomever they are read. In version 2 its
 * texts are messages, so that the hash covers what is said and not how it is worded; earlier builds hashed sentences.
 */
export const RecordFacts = z.object({
  /** Absent in records of earlier builds, which are version 1. */
  version: z.optional(z.literal(2)),
  product: z.object({ name: z.string(), version: z.string() }),
  run: z.object({
    id: RunId,
    verb: RunVerb,
    state: RunState,
    startedAt: Instant,
    finishedAt: z.nullable(Instant),
    connected: z.boolean(),
    unchanged: z.boolean(),
  }),
  tenant: z.object({ id: TenantId, name: z.string(), primaryDomain: z.string() }),
  vplusServer: z.object({ id: VplusServerId, name: z.string() }),
  startedBy: z.object({ tenantId: z.string(), objectId: z.string(), name: z.string() }),
  /** Who started, approved, took up or cancelled this run, in the order in which they did. */
  deeds: z.array(z.object({ at: Instant, who: z.string(), what: Text })),
  /** The plan that was approved; null where a run needs none. */
  plan: z.nullable(
    z.object({
      hash: z.string(),
      madeAt: Instant,
      applicationName: z.string(),
      workloads: z.array(BackupWorkload),
      permissionList: Choices.shape.permissionList,
      credential: z.object({ kind: CredentialKind, days: z.number() }),
      writes: Choices.shape.writes,
    }),
  ),
  /** The plan of a disconnect that was approved; absent: another run, or one of an earlier build. */
  disconnectPlan: z.optional(z.object({ hash: z.string(), madeAt: Instant, choices: DisconnectChoices })),
  application: z.nullable(
    z.object({ clientId: z.string(), objectId: z.string(), servicePrincipalId: z.nullable(z.string()) }),
  ),
  apis: z.array(RecordedApi),
  reads: z.array(RecordedRead),
  credentials: z.array(RecordedCredential),
  vplus: z.nullable(
    z.object({
      /** null: registered by a person, on a server whose list we cannot read. */
      organizationGuid: z.nullable(z.string()),
      handedOverAt: z.nullable(Instant),
      synchronization: z.nullable(z.object({ state: StepState, detail: z.nullable(Text) })),
    }),
  ),
  steps: z.array(RecordedStep),
  sealed: z.array(RecordedSealing),
});
export type RecordFacts = z.infer<typeof RecordFacts>;
/** As it is kept and hashed: its texts may be messages. */
export type UnwordedRecord = z.input<typeof RecordFacts>;

export const RecordView = z.object({
  version: z.literal([1, 2]),
  /** In words, to read. */
  facts: RecordFacts,
  /** Of version 2: the facts as they were hashed, as canonical JSON, with the keys of messages instead of sentences. */
  hashed: z.optional(z.string()),
  /** SHA-256 (hex): of version 2 over `hashed` as it stands, of version 1 over `facts` as canonical JSON. */
  hash: z.string(),
  /** What was written into the tenant's history when the run ended; null: it has not ended, and the record will change. */
  recorded: z.nullable(z.object({ hash: z.string(), at: Instant })),
});
export type RecordView = z.infer<typeof RecordView>;

export const getRecord = endpoint({
  id: 'getRecord',
  summary: 'The record of a run: what was planned, done, proved, kept and wiped, with a hash over it',
  method: 'GET',
  path: '/runs/:runId/record',
  params: z.object({ runId: RunId }),
  reply: RecordView,
});
