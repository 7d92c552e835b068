import * as z from 'zod/mini';
import type { DisconnectChoices } from './disconnect-plans.ts';
import { endpoint } from './endpoint.ts';
import { Fact } from './fact.ts';
import { ConnectionId, Instant, RunId, TenantId, VplusServerId } from './ids.ts';
import { PlanHash } from './plans.ts';
import { exchangeProblems, ProblemView } from './problems.ts';
import { DirectoryRole } from './session.ts';
import { RunState, RunVerb, StepState } from './states.ts';
import { Text } from './text.ts';

/** What came of a harmless read: an answer, a refusal, nothing to read, or not proved for another reason. */
export const ReadOutcome = z.enum(['answered', 'refused', 'unproved', 'nothing']);
export type ReadOutcome = z.infer<typeof ReadOutcome>;

/** One of the many results of a step, e.g. one permission or one workload. */
export const RowView = z.object({
  key: z.string(),
  label: Text,
  group: z.optional(Text),
  state: StepState,
  note: z.optional(Text),
  /** Of a read of the proof. */
  outcome: z.optional(ReadOutcome),
  /** The HTTP status of a refusal. */
  status: z.optional(z.number()),
});
export type RowView = z.infer<typeof RowView>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedRow = z.input<typeof RowView>;

/** What can be shown once, on an explicit click: see `revealOnce`. */
export const Revealable = z.enum(['client-secret', 'certificate']);
export type Revealable = z.infer<typeof Revealable>;

/** What a person can tell about a task: look again; it is done (where we cannot look); make a new secret. */
export const Answer = z.enum(['check-again', 'confirm', 'make-new']);
export type Answer = z.infer<typeof Answer>;

/** What a person must do before a step can go on. */
export const Ask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sign-in'), text: Text, claims: z.optional(z.string()) }),
  z.object({
    kind: z.literal('admin-consent'),
    text: Text,
    missingScopes: z.array(z.string()),
    /** Asked for by name, without the list that the assistant always asks for. */
    alone: z.optional(z.boolean()),
  }),
  /** `anyOf`: one of these roles is enough. While the step also has a `wait`, we look whether it was done elsewhere. */
  z.object({ kind: z.literal('role'), text: Text, anyOf: z.optional(z.array(DirectoryRole)) }),
  /** By hand: the person runs the script, or hands in the secret that it printed; then the step is looked at again. */
  z.object({ kind: z.literal('by-hand'), text: Text, wants: z.enum(['script', 'secret']) }),
  /** Work elsewhere, and what a person needs for it: values, a script, a secret that is shown once. */
  z.object({
    kind: z.literal('task'),
    text: Text,
    facts: z.optional(z.array(Fact)),
    script: z.optional(z.string()),
    reveal: z.optional(z.array(Revealable)),
    answers: z.array(Answer),
  }),
]);
export type Ask = z.infer<typeof Ask>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedAsk = z.input<typeof Ask>;

export const Wait = z.object({
  /** In plain words: "Microsoft is still replicating the new application". */
  what: Text,
  since: Instant,
  nextTry: z.optional(Instant),
  usualSeconds: z.optional(z.number()),
  /** After this moment we go on trying, more slowly, and say so. */
  budgetEnds: z.optional(Instant),
});
export type Wait = z.infer<typeof Wait>;

export const StepView = z.object({
  id: z.string(),
  title: Text,
  state: StepState,
  startedAt: z.nullable(Instant),
  finishedAt: z.nullable(Instant),
  /** One plain sentence on the outcome so far. */
  detail: z.optional(Text),
  facts: z.array(Fact),
  rows: z.array(RowView),
  wait: z.optional(Wait),
  ask: z.optional(Ask),
  problem: z.optional(ProblemView),
});
export type StepView = z.infer<typeof StepView>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedStep = z.input<typeof StepView>;

export const RunView = z.object({
  id: RunId,
  tenantId: TenantId,
  tenantName: z.string(),
  connectionId: ConnectionId,
  vplusServer: z.object({ id: VplusServerId, name: z.string() }),
  verb: RunVerb,
  /** The plan that a connect or a disconnect carries out; absent: a check, or a disconnect of an earlier build. */
  planHash: z.optional(PlanHash),
  state: RunState,
  /** The number of the newest event in this view: keep the newer of two views. */
  version: z.number(),
  startedAt: Instant,
  finishedAt: z.nullable(Instant),
  startedBy: z.string(),
  /** Registered on vPlus and verified; the first synchronization may still run. */
  connected: z.boolean(),
  /** The run found everything in place and made nothing. */
  unchanged: z.boolean(),
  /** A disconnect of what never was connected: it removes what an unfinished connect has left. */
  unfinished: z.optional(z.boolean()),
  /** A connect of what was connected when it began: a repair, or other choices. It goes on being connected. */
  wasConnected: z.optional(z.boolean()),
  steps: z.array(StepView),
});
export type RunView = z.infer<typeof RunView>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedRun = z.input<typeof RunView>;

/** Sent as SSE `data` with `id: number`; the first message of a stream is `event: view` with a whole RunView. */
export const RunEvent = z.object({
  number: z.number(),
  at: Instant,
  runState: RunState,
  connected: z.boolean(),
  finishedAt: z.nullable(Instant),
  unchanged: z.boolean(),
  /** The step as it is now; replaces the one with the same id. */
  step: z.optional(StepView),
  text: Text,
});
export type RunEvent = z.infer<typeof RunEvent>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedEvent = z.input<typeof RunEvent>;

const runParams = z.object({ runId: RunId });

const StartRunBody = z.object({
  verb: RunVerb,
  vplusServerId: z.optional(VplusServerId),
  /** For connect and disconnect: the hash of the plan that the person approved. */
  planHash: z.optional(PlanHash),
});
export type StartRunBody = z.infer<typeof StartRunBody>;

/** What a person chose for a disconnect beyond the usual; without a word the recycle bin keeps its thirty days. */
export interface UndoChoice extends DisconnectChoices {
  /** It takes away what an unfinished connect left: nothing was connected when it began. */
  unfinished?: boolean;
}

export const startRun = endpoint({
  id: 'startRun',
  summary: 'Start to connect, verify or disconnect a tenant',
  method: 'POST',
  path: '/tenants/:tenantId/runs',
  params: z.object({ tenantId: TenantId }),
  body: StartRunBody,
  reply: RunView,
  problems: ['run-already-active', 'plan-changed', 'vplus-server-unknown', 'nothing-to-undo', ...exchangeProblems],
});

export const getRun = endpoint({
  id: 'getRun',
  summary: 'A run as it is now',
  method: 'GET',
  path: '/runs/:runId',
  params: runParams,
  reply: RunView,
});

/** Served as text/event-stream; `reply` describes each message after the first. */
export const watchRun = endpoint({
  id: 'watchRun',
  summary: 'The current view, then each event as it happens (server-sent events; Last-Event-ID resumes)',
  method: 'GET',
  path: '/runs/:runId/events',
  params: runParams,
  reply: RunEvent,
});

export const cancelRun = endpoint({
  id: 'cancelRun',
  summary: 'Stop a run where it is; what was made stays and a later connect adopts it',
  method: 'POST',
  path: '/runs/:runId/cancel',
  params: runParams,
  reply: RunView,
  problems: ['run-finished'],
});

export const resumeRun = endpoint({
  id: 'resumeRun',
  summary: 'Go on with a run that failed or waits for a person, with the fresh sign-in of the caller',
  method: 'POST',
  path: '/runs/:runId/resume',
  params: runParams,
  reply: RunView,
  problems: ['run-finished', 'run-already-active', ...exchangeProblems],
});
