import type { DelegatedToken } from '@vplus/clients';
import {
  type Actor,
  type CheckReport,
  type Choices,
  Problem,
  type RunVerb,
  type StepRecord,
  type UnwordedPlan,
  type UnwordedRun,
} from '@vplus/contracts';
import { type Message, message } from '@vplus/messages';
import type { RunOutcome, Journal as StepJournal } from '@vplus/reconciler';
import type { ConnectionChange, ConnectionRow, Job, Journal, Store } from '@vplus/store';
import {
  begunWith,
  calendar,
  calendarOf,
  confirmed,
  connectSteps,
  type DisconnectVerbOptions,
  lastingChoices,
  runCheck,
  runConnect,
  runDisconnect,
  stepsFor,
  type TenantStep,
  tenantFacts,
} from '@vplus/tenant-access';
import { keptMemory } from './kept-memory.ts';
import { keepRecord } from './kept-record.ts';
import { keptVault } from './kept-vault.ts';
import { learnsFacts } from './learned-facts.ts';
import type { Parts } from './parts.ts';
import { runStateJournal } from './run-state-journal.ts';
import { graphTokenPurpose, openToken, toSeal } from './sealed-token.ts';
import { connectionFrom, servicesFor } from './services.ts';
import { stopsRun } from './stops-run.ts';
import { serversFor } from './vplus-servers.ts';

type Options = DisconnectVerbOptions & { rows: string[] };
interface Ended {
  outcome: RunOutcome;
  /** Of a run that only looked. */
  report?: CheckReport;
}
const verbs: Record<RunVerb, (options: Options) => Promise<Ended>> = {
  connect: async (options) => ({ outcome: await runConnect(options) }),
  verify: async (options) => {
    const { outcome, ...report } = await runCheck(options);
    return { outcome, report };
  },
  disconnect: async (options) => ({ outcome: await runDisconnect(options) }),
};

/** What a person's newer sign-in lets the assistant do by itself. */
const inTheNameOf = (name: string): Actor => ({ name, tenantId: null, objectId: null, as: 'assistant', from: null });

const background = connectSteps.filter((step) => step.background).map(({ id }) => id);

/** One run as its job works on it. */
interface RunJob {
  journal: Pick<Journal, 'load' | 'setRun'>;
  row: ConnectionRow;
  verb: RunVerb;
  choices: Choices;
  now(): string;
  /** What the last sign-in of a person brought, while the run was at work or before. */
  latestToken(): Promise<DelegatedToken | null>;
  /** With a token that is not the one of this turn: what was asked for before it came is looked at again. */
  takeUpAgain(token: DelegatedToken | null): Promise<void>;
}

/** Carries out one run, or what is left of it: everything that it needs to know is in the store. */
export async function work(parts: Parts, job: Job): Promise<void> {
  const { settings, store, outside, log } = parts;
  const turn = await store.turn(job.runId);
  if (!turn) throw new Error(`Run ${job.runId} has lost its connection`);
  const { view, connection: row, tenant, records, plan: approved, disconnectPlan: approvedDisconnect } = turn;
  const away = new AbortController();
  const signal = AbortSignal.any([job.signal, away.signal]);
  const journal = stopsRun(store.journal(job), away);
  // Whoever may not see a server any more does not reach it by an older run either.
  const server = serversFor(settings.vplusServers, row.tenantId).find(({ id }) => id === row.vplusServerId);
  if (!server) return refuse(journal, new Problem('vplus-server-unknown'));

  const vault = stopsRun(store.vault(view.id), away);
  if (view.verb === 'disconnect' && view.planHash && !approvedDisconnect)
    throw new Error(`The plan ${view.planHash} of a disconnect is not kept any more`);
  // What was approved is what is carried out, whatever another plan has made of the connection since.
  const connection = connectionFrom(parts, row, tenant, approved?.choices);
  const token = await openToken(vault);
  const now = () => new Date(outside.clock.now()).toISOString();
  const held = stopsRun(store, away);
  const memory = keptMemory({ store: held, journal }, row, outside.clock);
  const runJournal = learnsFacts(runStateJournal(journal, job, { background, known: records, shown: view.state }), {
    verb: view.verb,
    choices: connection.choices,
    before: row.facts,
    known: records,
    now,
  });
  const takeUpAgain = async (sealed: DelegatedToken | null) => {
    if (sealed && sealed.accessToken !== token?.accessToken)
      await store.resumeRun(view.id, { secrets: toSeal(sealed), by: inTheNameOf(view.startedBy) });
  };
  const latestToken = () => openToken(vault);
  const choices = connection.choices;
  const runJob: RunJob = {
    journal: { ...runJournal, setRun: journal.setRun },
    row,
    verb: view.verb,
    choices,
    now,
    latestToken,
    takeUpAgain,
  };
  const removable = new Set(approved?.steps.flatMap(({ removes }) => removes?.map(({ key }) => key) ?? []));
  const usual = await store.usualDurations();
  const steps = stepsOfRun(view, connection.choices, { token, records, approved });
  const known = view.verb === 'disconnect' ? confirmed(connectSteps, { plan: null, begun: false }) : steps;
  await retireRows(runJournal, { steps: known, records, at: now() });
  const { outcome, report } = await verbs[view.verb]({
    steps,
    rows: records.map(({ id }) => id),
    ...(approvedDisconnect
      ? { approvedDisconnect: { plan: approvedDisconnect, begun: records.some(({ made }) => made) } }
      : {}),
    services: {
      ...servicesFor(
        { outside, memory },
        {
          connection,
          server,
          token,
          vault: keptVault(vault),
          signal,
          guard: { beforeWrite: () => journal.stillHeld() },
        },
      ),
      undoChoice: turn.undoChoice,
      ...(approved ? { mayRemove: (key) => removable.has(key) } : {}),
    },
    intents: await store.intentsOf(row.id),
    connection,
    journal: runJournal,
    clock: outside.clock,
    signal,
    usualMsOf: (stepId) => usual.get(stepId),
    random: Math.random,
    foregroundDone: () => connected(runJob),
  }).catch(async (error: unknown) => {
    // What was noted before the run broke off is kept, where the database and the lease let us.
    await journal.load().catch(() => undefined);
    throw error;
  });
  const latest = outcome === 'needs-you' ? await latestToken() : null;
  // Before the run ends: a worker that dies in between leaves it to another, which keeps them again.
  await journal.stillHeld();
  await keepFindings(store, runJob, { view, outcome, ...(report ? { report } : {}) });
  await conclude(runJob, outcome);
  await takeUpAgain(latest);
  await keepRecord(parts, view.id);
  log.info({ runId: view.id, verb: view.verb, outcome }, 'run came to rest');
}

interface Known {
  token: DelegatedToken | null;
  records: StepRecord[];
  approved: UnwordedPlan | null;
}

/** Those that the run began with: a build that knows more of them goes on with these. */
function stepsOfRun(
  { verb, connected }: UnwordedRun,
  choices: Choices,
  { token, records, approved }: Known,
): TenantStep[] {
  const rows = records.map(({ id }) => id);
  // Once connected the administrator's token is gone, and what it showed stands as it was recorded.
  const steps = connected && !token ? asRecorded(records, stepsFor(choices)) : stepsFor(choices);
  if (verb !== 'connect') return begunWith(steps, rows);
  // By hand the tenant is meant to change while the run waits, and nothing of ours is written there.
  const begun = connected || choices.writes === 'by-hand' || records.some(({ intent }) => intent !== undefined);
  return begunWith(confirmed(steps, { plan: approved, begun }), rows);
}

/** Ends the rows of steps that this build does not have any more: nobody would ever go on with them. */
async function retireRows(
  journal: Pick<StepJournal, 'record'>,
  { steps, records, at }: { steps: TenantStep[]; records: StepRecord[]; at: string },
): Promise<void> {
  const detail = message('runs.step-retired');
  for (const record of records) {
    if (settled.has(record.state) || steps.some(({ id }) => id === record.id)) continue;
    const { ask: _, wait: __, problem: ___, ...kept } = record;
    await journal.record({ ...kept, state: 'retired', detail, finishedAt: at }, detail);
  }
}

/** The tenant is on vPlus and proved; only its first synchronization goes on, which needs nothing of the administrator. */
async function connected(runJob: RunJob): Promise<void> {
  const { journal, row, choices, now } = runJob;
  const connectedAt = row.disconnectedAt ? now() : (row.connectedAt ?? now());
  const facts = await factsOf(runJob);
  const connection = { connectedAt, disconnectedAt: null, choices: lastingChoices(choices), facts };
  const asks = (await journal.load()).some(({ state }) => state === 'needs-you');
  const latest = asks ? await runJob.latestToken() : null;
  const wipe = [graphTokenPurpose];
  await journal.setRun({ state: 'working', connected: true, wipe, connection }, message('runs.connected'));
  await runJob.takeUpAgain(latest);
}

async function conclude(runJob: RunJob, outcome: RunOutcome): Promise<void> {
  const { journal, verb } = runJob;
  const connection = await connectionAfter(runJob, outcome);
  if (outcome === 'needs-you')
    return journal.setRun(
      { state: outcome, wipe: [graphTokenPurpose], connection },
      message('runs.waiting-for-person'),
    );
  const well = endedWell(outcome);
  const records = await journal.load();
  await journal.setRun(
    {
      state: outcome,
      finished: true,
      connection,
      ...(well && verb === 'verify' ? { connected: true } : {}),
      unchanged: well && verb === 'connect' && !records.some(({ made }) => made),
      // A sealed credential stays, a day at most, for the resume after a failure and for a task that is still open.
      wipe: outcome === 'failed' || records.some(hasOpenTask) ? [graphTokenPurpose] : 'all',
    },
    endings[outcome],
  );
}

/** What the run has made of the connection, as the dashboard shows it. */
async function connectionAfter(runJob: RunJob, outcome: RunOutcome): Promise<ConnectionChange> {
  const { row, verb, choices, now } = runJob;
  if (verb === 'disconnect') {
    if (!endedWell(outcome)) return {};
    // What never was connected is not disconnected either.
    const disconnectedAt = row.connectedAt || row.disconnectedAt ? now() : null;
    return { connectedAt: null, disconnectedAt, facts: tenantFacts([], { choices, checkedAt: now() }) };
  }
  // What an unfinished connect has left is to be seen, and can be removed; one that ended well has told it before.
  const told = verb === 'connect' ? endedWell(outcome) : outcome === 'needs-you';
  return told ? {} : { facts: await factsOf(runJob) };
}

const endedWell = (outcome: RunOutcome): boolean => outcome === 'done' || outcome === 'done-with-attention';

/** What a check found, and what a connect or a disconnect has put right. */
async function keepFindings(
  store: Store,
  { journal, row, choices, now }: RunJob,
  { view: { id, verb, startedBy }, outcome, report }: Ended & { view: UnwordedRun },
): Promise<void> {
  if (report) {
    const facts = tenantFacts(await journal.load(), { choices, checkedAt: now(), before: row.facts });
    const dated = calendarOf(facts, Date.parse(now()));
    const whole = { ...report, concerns: [...report.concerns, ...dated], covered: [...report.covered, calendar] };
    return store.keepCheck(row.id, { report: whole, at: now(), by: startedBy, runId: id });
  }
  if (row.liveFindings === 0) return;
  const records = await journal.load();
  const put = records.filter(({ state }) => state === 'done' || state === 'retired').map(({ id: stepId }) => stepId);
  await store.mended(row.id, verb === 'disconnect' && endedWell(outcome) ? 'all' : put);
}

const hasOpenTask = ({ ask }: StepRecord): boolean => ask?.kind === 'task';

const endings: Record<Exclude<RunOutcome, 'needs-you'>, Message> = {
  done: message('runs.done'),
  'done-with-attention': message('runs.done-with-attention'),
  failed: message('runs.failed'),
  cancelled: message('runs.cancelled'),
};

const refuse = (journal: Pick<Journal, 'setRun'>, problem: Problem): Promise<void> =>
  journal.setRun({ state: 'failed', finished: true, wipe: 'all' }, problem.toView().title);

const factsOf = async ({ journal, row, choices, now }: RunJob) =>
  tenantFacts(await journal.load(), { choices, checkedAt: now(), before: row.facts });

const settled = new Set<StepRecord['state']>(['done', 'done-with-attention', 'retired', 'not-possible']);

function asRecorded(records: StepRecord[], steps: TenantStep[]): TenantStep[] {
  return steps.map((step) => {
    const record = records.find(({ id }) => id === step.id);
    if (!record || (step.background && !settled.has(record.state))) return step;
    const { output, rows, facts, detail, state, ask } = record;
    const shown = {
      ...(detail ? { detail } : {}),
      ...(state === 'done-with-attention' && detail ? { attention: detail } : {}),
      ...(state === 'retired' || state === 'not-possible' ? { as: state } : {}),
      ...(ask ? { ask } : {}),
    };
    return {
      ...step,
      find: async () => ({ is: 'there', output, rows, facts, ...shown }),
    };
  });
}
