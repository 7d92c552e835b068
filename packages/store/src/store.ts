import type {
  Actor,
  Answer,
  ApprovalState,
  Arrival,
  AuditKind,
  ChainBreak,
  CheckReport,
  Choices,
  FindingKind,
  Intent,
  RunState,
  RunVerb,
  StepRecord,
  TenantFacts,
  UndoChoice,
  UnwordedAuditEntry,
  UnwordedDisconnectPlan,
  UnwordedEvent,
  UnwordedFinding,
  UnwordedPlan,
  UnwordedRecord,
  UnwordedRun,
  UnwordedTenant,
  UnwordedTenantPage,
} from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import type { AlertStore } from './alert-store.ts';

export interface ConnectionRow {
  id: string;
  tenantId: string;
  vplusServerId: string;
  vplusServerName: string;
  /** As last approved; null: nothing was approved yet. */
  choices: Choices | null;
  connectedAt: string | null;
  /** Set by a disconnect; a later connect clears it. */
  disconnectedAt: string | null;
  /** Memory of tenant-access, with what people told and what they were shown. */
  memory: Record<string, unknown>;
  /** As the newest run that looked has left them; null: nothing is known yet. */
  facts: TenantFacts | null;
  /** How many findings are not resolved. */
  liveFindings: number;
}

/** A signed-in person, by the ids of their token. */
export interface Person {
  tenantId: string;
  objectId: string;
}

/** Who started a run, as it is kept with the run. */
export interface Starter extends Person {
  name: string;
}

export interface NewRun {
  connectionId: string;
  verb: RunVerb;
  startedBy: Actor & Person;
  steps: { id: string; title: Words }[];
  /** Sealed for this run in the same transaction: purpose to value. */
  secrets: Record<string, string>;
  /** The plan that was approved, of a connect or a disconnect. */
  plan: { hash: string } | null;
  /** For connect: those of the plan, which become those of the connection. */
  choices?: Choices;
  /** For disconnect: what a person chose beyond the usual. */
  undoChoice?: UndoChoice;
}

export interface RunRow {
  id: string;
  connectionId: string;
  tenantId: string;
  verb: RunVerb;
  state: RunState;
  cancelRequested: boolean;
  planHash: string | null;
}

/** A link with which somebody else lets a waiting run go on. */
export interface ApprovalRow {
  id: string;
  runId: string;
  tenantId: string;
  planHash: string;
  state: ApprovalState;
  madeBy: string;
  madeAt: string;
  expiresAt: string;
  endedBy: string | null;
  endedAt: string | null;
}

/** A run as its worker finds it: what stands here changes by that worker alone, save the connection's memory. */
export interface Turn {
  view: UnwordedRun;
  connection: ConnectionRow;
  tenant: { name: string; primaryDomain: string };
  /** What a person chose when they started this disconnect. */
  undoChoice: UndoChoice;
  records: StepRecord[];
  startedBy: Starter;
  /** Under which it was approved; null: nobody approved one, or the run is of before plans were kept. */
  plan: UnwordedPlan | null;
  /** The same of a disconnect. */
  disconnectPlan: UnwordedDisconnectPlan | null;
}

/** One job that a worker has. Everything it writes is fenced by `lease`: an old worker that wakes is refused. */
export interface Job {
  runId: string;
  lease: string;
  signal: AbortSignal;
  /**
   * `true`: the run only waits, and its worker slot goes to another run. `false`: it goes on, which it may when this
   * resolves: once there is a slot again. Rejects with the signal's reason.
   */
  setParked(parked: boolean): Promise<void>;
}

export interface ConnectionChange {
  connectedAt?: string | null;
  disconnectedAt?: string | null;
  facts?: TenantFacts;
  /** Those that it was really made with. */
  choices?: Choices;
}

export interface Journal {
  load(): Promise<StepRecord[]>;
  /**
   * Stores the step, appends a numbered event, and notifies the subscribers, in one transaction with the run's `state` and
   * the tenant's `facts`, where they change too. Durable when it resolves. `soon`: noted when it resolves, and durable
   * with the next write, question or load, or a fifth of a second later. Throws LeaseLost.
   */
  record(
    step: StepRecord,
    text: Words,
    options?: { soon?: boolean; state?: RunState; facts?: TenantFacts },
  ): Promise<void>;
  /**
   * What the connection remembers: each member of the patch by itself; null: what was there is no more. Noted when it
   * resolves, like a record that is `soon`.
   */
  remember(patch: Record<string, unknown>): Promise<void>;
  /**
   * Throws LeaseLost when another worker has the run: asked before each remote write, which nothing else could fence. A
   * write of this journal half a second ago or less is the answer.
   */
  stillHeld(): Promise<void>;
  /**
   * The run as a whole. `wipe` removes the run's sealed values in the same transaction, and `connection` is what it has
   * made of the connection. A run that needs a person is given up by its worker, unless it is `watched`: looked at from
   * time to time whether it can go on by itself. Throws LeaseLost.
   */
  setRun(
    change: {
      state: RunState;
      watched?: boolean;
      connected?: boolean;
      unchanged?: boolean;
      finished?: boolean;
      wipe?: 'all' | string[];
      connection?: ConnectionChange;
    },
    text: Words,
  ): Promise<void>;
}

export interface VaultOf {
  seal(purpose: string, value: string): Promise<void>;
  open(purpose: string): Promise<string | null>;
  wipe(purpose: string): Promise<void>;
}

/** An entry of the audit log that is part of the chain. */
export type ChainedEntry = UnwordedAuditEntry;

/** What entries are asked for; a text is looked for in who, what and tenant, in any case of letters. */
export interface AuditFilter {
  tenantId?: string;
  search?: string;
  /** Instants: from the first, up to before the second. */
  since?: string;
  until?: string;
  runId?: string;
}

/** What a verification found; `broken` is null where the chain holds. */
export interface ChainVerdict {
  /** How many entries were held against their hashes. */
  entries: number;
  /** The entry before the first that was looked at. */
  after: { number: number; hash: string };
  head: { number: number; hash: string };
  broken: { number: number; why: ChainBreak } | null;
}

/** How the newest verification of this process ended; `whole`: it looked at all entries. */
export interface Verified extends Omit<ChainVerdict, 'after'> {
  at: string;
  whole: boolean;
}

/** Who did what, as what, from where, each entry with the hash of the one before. Entries come into it within seconds. */
export interface AuditLog {
  /** The newest first; `before`: the number of the last entry of the page before. What was noted until now is in it. */
  page(
    filter: AuditFilter,
    place: { before?: number; size: number },
  ): Promise<(ChainedEntry & { tenantName: string | null })[]>;
  /** The oldest first, those after a number: nothing is left out and nothing comes twice, however long it takes. */
  after(number: number, filter: AuditFilter, size: number): Promise<ChainedEntry[]>;
  /** Holds entries against their hashes: all, or the newest. */
  verify(options?: { newest?: number; signal?: AbortSignal }): Promise<ChainVerdict>;
  /** null: none has come to its end yet. What was found broken stays so until all entries were looked at again. */
  verified(): Verified | null;
  /** The last entry that was deleted because it was old. */
  cut(): Promise<{ number: number; hash: string; at: string } | null>;
}

/** All that the product keeps, the same on PGlite and PostgreSQL. */
export interface Store {
  installationId: string;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;

  /** Finds or makes the connection of a tenant on a server, and keeps the tenant's name fresh. */
  ensureConnection(input: {
    tenantId: string;
    tenantName: string;
    primaryDomain: string;
    vplusServerId: string;
    vplusServerName: string;
  }): Promise<ConnectionRow>;
  connection(id: string): Promise<ConnectionRow | null>;
  connectionsOf(tenantId: string): Promise<ConnectionRow[]>;
  /** What a person says about the task of a step; it replaces what was said before. */
  answer(connectionId: string, stepId: string, told: { answer: Answer; by: string; at: string }): Promise<void>;
  /** A credential is shown once only; false: it was shown before. */
  reveal(connectionId: string, keyId: string, shown: { by: string; at: string }): Promise<boolean>;

  /** Keeps a plan that was shown: a day long, or as long as a run that was approved by it. */
  keepPlan(connectionId: string, plan: UnwordedPlan | UnwordedDisconnectPlan, shownTo: Actor & Person): Promise<void>;
  /** When this very person was last shown the plan, epoch milliseconds; null: never, or too long ago to know. */
  planShownAt(connectionId: string, hash: string, person: Person): Promise<number | null>;
  /** Of a connect; null: there is none of this hash. */
  plan(connectionId: string, hash: string): Promise<UnwordedPlan | null>;
  disconnectPlan(connectionId: string, hash: string): Promise<UnwordedDisconnectPlan | null>;

  /**
   * Opens, keeps and resolves findings by what a check saw, and sets when the next one is due. `by` null: the calendar.
   * `begunAt`: of a check beside the runs, which is given back where a run was at work since, or the tenant is
   * disconnected by now.
   */
  keepCheck(
    connectionId: string,
    check: { report: CheckReport; at: string; by: string | null; runId: string | null; begunAt?: string },
  ): Promise<void>;
  /** A connect has put right what these steps look after; a disconnect has ended all. */
  mended(connectionId: string, stepIds: string[] | 'all'): Promise<void>;
  /** Throws not-found and finding-resolved. */
  acceptFinding(
    tenantId: string,
    findingId: string,
    given: { by: Actor; why: string; until: string | null },
  ): Promise<UnwordedFinding>;
  /** The same, of one that stays open: only its alerts wait, until it gets worse or its day comes. */
  acknowledgeFinding: Store['acceptFinding'];
  /** Takes back what was accepted or acknowledged. */
  reopenFinding(tenantId: string, findingId: string, by: Actor): Promise<UnwordedFinding>;
  /** Connections whose check is due, for this worker alone: those that are due longest first. */
  takeDueChecks(most: number): Promise<string[]>;
  /** A check that broke off: another try within the hour. */
  giveBackCheck(connectionId: string): Promise<void>;
  /** false: the tenant is not connected. */
  checkNow(tenantId: string, by: Actor): Promise<boolean>;
  /** What a check needs to know. `isLive`: a run is at work on it. */
  toCheck(connectionId: string): Promise<{
    connection: ConnectionRow;
    tenant: { name: string; primaryDomain: string };
    askedBy: string | null;
    isLive: boolean;
  } | null>;

  listTenants(query: {
    only?: string;
    search?: string;
    state?: string;
    sort?: string;
    direction?: 'asc' | 'desc';
    page?: number;
    size?: number;
  }): Promise<UnwordedTenantPage>;
  tenant(tenantId: string): Promise<UnwordedTenant | null>;
  arrivalOf(tenantId: string): Promise<Pick<Arrival, 'liveRunId' | 'connectedAt' | 'lastRun'>>;

  /** Run, its pending steps, its sealed values and the queue's job, in one transaction. Throws RunAlreadyActive with the live run's id. */
  startRun(input: NewRun): Promise<UnwordedRun>;
  /** Puts a run that failed or waits for a person back to work, with fresh sealed values; `reopen`: also one that is connected, with something left for a person. */
  resumeRun(
    runId: string,
    input: { secrets: Record<string, string>; by: Actor; reopen?: boolean },
  ): Promise<UnwordedRun>;
  requestCancel(runId: string, by: Actor): Promise<UnwordedRun>;
  /** By step: the first intent of the connection's runs since it was last disconnected. Undo touches nothing else. */
  intentsOf(connectionId: string): Promise<Map<string, Intent>>;

  /** A link for a run of a plan; `expiresAt` is what its maker chose. */
  makeApproval(input: { runId: string; by: Actor; expiresAt: string }): Promise<ApprovalRow>;
  approval(id: string): Promise<ApprovalRow | null>;
  /** The newest first. */
  approvalsOf(runId: string): Promise<ApprovalRow[]>;
  /** Uses an open link up and puts its waiting run back to work with the approver's sealed values, in one transaction. */
  approve(id: string, input: { secrets: Record<string, string>; by: Actor }): Promise<UnwordedRun>;
  /** Twice is as good as once; what was approved cannot be taken back. */
  revokeApproval(id: string, by: Actor): Promise<ApprovalRow>;

  alerts: AlertStore;

  /** Private addresses of calendars of a tenant, or (null) of all tenants together, the newest first. */
  calendarFeeds(tenantId: string | null): Promise<CalendarFeedRow[]>;
  calendarFeed(id: string): Promise<CalendarFeedRow | null>;
  /** `tokenHash`: SHA-256 in hex of what makes the address private. */
  makeCalendarFeed(input: { tenantId: string | null; tokenHash: string; by: Actor }): Promise<CalendarFeedRow>;
  revokeCalendarFeed(id: string, by: Actor): Promise<boolean>;
  /** null: there is none, or it was taken back. Keeps to the hour when it was read last. */
  readCalendarFeed(tokenHash: string): Promise<CalendarFeedRow | null>;
  /** What ends in the tenants that are connected, of one or (null) of all, the next at the top. */
  endsOf(tenantId: string | null): Promise<End[]>;

  run(runId: string): Promise<RunRow | null>;
  runView(runId: string): Promise<UnwordedRun | null>;
  turn(runId: string): Promise<Turn | null>;
  /** Events with a number above `after`; the rows and facts of their steps are those of now. */
  events(runId: string, after: number): Promise<UnwordedEvent[]>;
  /** Calls back whenever the run has new events, from this or any other process; returns the unsubscriber. */
  watch(runId: string, onNotification: () => void): () => void;
  journal(job: Pick<Job, 'runId' | 'lease'>): Journal;
  vault(runId: string): VaultOf;

  /** What a run left behind, for its record. */
  runSources(runId: string): Promise<RunSources | null>;
  /** Keeps the record of a run as it ended, and its hash in the tenant's history. The first one stands: then `false`. */
  keepRecord(runId: string, record: { finishedAt: string; hash: string; facts: UnwordedRecord }): Promise<boolean>;
  /** As it was kept; null: the run has not ended since, or nobody kept it yet. */
  record(runId: string): Promise<{ finishedAt: string; hash: string; facts: UnwordedRecord } | null>;

  /** Step id to milliseconds, from our own history; a step that was made too seldom is left out. */
  usualDurations(): Promise<Map<string, number>>;

  /** One entry of the audit log, for what no other method of this port notes by itself. */
  note(entry: { tenantId: string | null; kind: AuditKind; by: Actor; what: Words; runId?: string }): Promise<void>;
  audit: AuditLog;

  /**
   * Takes jobs by lease until stopped; `signal` of a job is aborted on cancel, lost lease and stop. `concurrency`:
   * how many runs are worked on at a time, parked ones not counted.
   */
  work(
    handler: (job: Job) => Promise<void>,
    options: { concurrency: number },
  ): Promise<{ stop(drainMs: number): Promise<void> }>;
  close(): Promise<void>;
}

export interface CalendarFeedRow {
  id: string;
  /** null: of all tenants. */
  tenantId: string | null;
  madeBy: string;
  madeAt: string;
  lastReadAt: string | null;
}

/** Something that has a last day. `key` stays the same for as long as it is the same thing. */
export type End = { tenantId: string; tenantName: string; key: string; at: string } & (
  | { is: 'credential'; kind: 'secret' | 'certificate' }
  | { is: 'retirement' | 'acceptance'; kind: FindingKind }
);

export interface RunSources {
  /** Times at which values were sealed for the run and wiped again. `wipedBy`: at the latest. */
  sealings: { purpose: string; sealedAt: string; wipedAt: string | null; wipedBy: string | null }[];
  auditEntries: { at: string; who: string; what: Words }[];
}
