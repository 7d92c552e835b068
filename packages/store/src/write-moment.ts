import type { StepRecord } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import { sql as raw, type SQL } from 'drizzle-orm';
import { firstCheckMs } from './check-times.ts';
import type { Context } from './context.ts';
import { type EventInHistory, inHistory } from './event-in-history.ts';
import { factsToStore } from './facts-in-store.ts';
import { noting } from './history.ts';
import { notification } from './notifications.ts';
import { instantOf, type RunRecord } from './run-record.ts';
import { remembered } from './schema.ts';
import { toStore } from './step-in-store.ts';
import type { ConnectionChange } from './store.ts';

/** What an event says of the run as a whole. Only the worker that holds the run changes it. */
export type Standing = Pick<RunRecord, 'state' | 'connected' | 'finishedAt' | 'unchanged'>;

/** Something that happened to a run that a worker holds: an event, and what changes with it. */
export interface Note {
  at: Date;
  text: Words;
  step?: StepRecord;
  /** `lease: null` lets go of the run. */
  change: Partial<Standing> & { lease?: null };
  wipe?: 'all' | string[];
  connection?: ConnectionChange;
  /** For the audit log: the tenant is connected, or the run ended. */
  outcome?: Words;
}

/** Something that a step remembers of the connection: no event. */
export interface Patch {
  remembers: Record<string, unknown>;
}

/** What is large and stands in the database already, as JSON: it is not written again. */
export interface Written {
  /** By step. */
  rows: Map<string, string>;
  permissions: string | null;
}

interface Held {
  runId: string;
  lease: string;
  standing: Standing;
  written: Written;
}

/**
 * Writes notes of one moment in one statement, which is one transaction: the run's next version, an event for each, the
 * steps, the connection, what is remembered, what is wiped, and one word to the subscribers. Of a step that is noted
 * twice the later note is told; nobody could have seen the earlier one.
 *
 * Answers how the run stands then; null, and nothing is changed, where its lease is gone.
 */
export async function writeMoment(
  { sql, vault, clock }: Pick<Context, 'sql' | 'vault' | 'clock'>,
  { runId, lease, standing, written }: Held,
  moment: (Note | Patch)[],
): Promise<Standing | null> {
  const notes = moment.filter((one) => 'text' in one);
  const patch: Patch['remembers'] = Object.assign(
    {},
    ...moment.map((one) => ('remembers' in one ? one.remembers : {})),
  );
  const told = latestOfEach(notes);
  const events: { at: string; data: EventInHistory }[] = [];
  let now = standing;
  for (const note of notes) {
    const { at, text, step, change } = note;
    const { lease: _, ...shown } = change;
    now = { ...now, ...shown };
    if (!told.includes(note)) continue;
    const { state: runState, connected, unchanged } = now;
    const standsAt = { runState, connected, unchanged, finishedAt: instantOf(now.finishedAt) };
    events.push({ at: at.toISOString(), data: inHistory(standsAt, text, step) });
  }
  const records = told.flatMap(({ step }) => step ?? []);
  const connection: ConnectionChange = Object.assign({}, ...notes.map((note) => note.connection ?? {}));
  const changesConnection = Object.keys(connection).length > 0;
  const outcomes = notes.flatMap(({ at, outcome }) => (outcome ? [{ at, what: outcome }] : []));
  const wipes = notes.flatMap(({ wipe }) => wipe ?? []);
  const lets = notes.some(({ change }) => change.lease === null);
  const before = raw`run.version - ${told.length}::int`;
  const { rows } = await sql.execute(raw`with ${changesConnection ? locked(runId) : raw``} run as (
      update runs set version = version + ${told.length}::int ${columnsOf(standing, now)} ${lets ? raw`, lease = null` : raw``}
      ${changesConnection ? raw`from locked` : raw``}
      where runs.id = ${runId} and runs.lease = ${lease} returning runs.id, runs.connection_id, runs.tenant_id, runs.version
    ), told as (
      insert into events (run_id, number, at, data)
      select run.id, ${before} + nth, (event ->> 'at')::timestamptz, event -> 'data'
      from run, jsonb_array_elements(${JSON.stringify(events)}::jsonb) with ordinality as events (event, nth)
    ) ${records.length > 0 ? recorded(records, written) : raw``} ${changesConnection ? changed(connection, written, clock.now()) : raw``} ${
      Object.keys(patch).length > 0 ? remembering(patch) : raw``
    } ${raw.join(outcomes.map(noting))} ${
      wipes.length > 0
        ? raw`, ${vault.wiping(raw`vault.run_id in (select id from run) ${wipes.includes('all') ? raw`` : purposes(wipes)}`)}`
        : raw``
    }
    select ${told.length > 0 ? notification('events', runId) : raw`true`} from run`);
  return rows.length > 0 ? now : null;
}

function recorded(records: StepRecord[], written: Written): SQL {
  const given = records.map((step) => {
    const { record, rows } = toStore(step);
    const text = JSON.stringify(rows);
    if (written.rows.get(step.id) === text) return { id: step.id, record };
    written.rows.set(step.id, text);
    return { id: step.id, record, rows };
  });
  const rows = raw`, rows = case when given.step ? 'rows' then nullif(given.step -> 'rows', 'null') else steps.rows end`;
  return raw`, recorded as (
    update steps set record = given.step -> 'record' ${given.some((step) => 'rows' in step) ? rows : raw``}
    from run, jsonb_array_elements(${JSON.stringify(given)}::jsonb) as given (step)
    where steps.run_id = run.id and steps.id = given.step ->> 'id')`;
}

const remembering = (patch: Patch['remembers']): SQL => raw`, remembering as (
  insert into ${remembered} (connection_id, key, value)
  select run.connection_id, key, nullif(value, 'null') from run, jsonb_each(${JSON.stringify(patch)}::jsonb)
  on conflict (connection_id, key) do update set value = excluded.value)`;

/** The connection before the run, as whoever starts or resumes one takes them: neither waits for the other in a circle. */
const locked = (runId: string): SQL => raw`locked as materialized (
  select connections.id from connections join runs on runs.connection_id = connections.id
  where runs.id = ${runId} for no key update of connections),`;

function changed(change: ConnectionChange, written: Written, now: number): SQL {
  const { connectedAt, disconnectedAt, facts: known, choices } = change;
  const nextCheckAt = connectedAt ? new Date(now + firstCheckMs).toISOString() : null;
  const nobodyChecks = connectedAt === null ? raw`, check_lease = null, check_asked_by = null` : raw``;
  const changes = [
    ...(connectedAt === undefined
      ? []
      : [raw`connected_at = ${connectedAt}::timestamptz, next_check_at = ${nextCheckAt}::timestamptz${nobodyChecks}`]),
    ...(disconnectedAt === undefined ? [] : [raw`disconnected_at = ${disconnectedAt}::timestamptz`]),
    ...(choices ? [raw`choices = ${JSON.stringify(choices)}::jsonb`] : []),
  ];
  if (known) {
    const { facts, permissions } = factsToStore(known);
    const text = JSON.stringify(permissions);
    changes.push(raw`facts = ${JSON.stringify(facts)}::jsonb`);
    if (written.permissions !== text) changes.push(raw`permissions = ${text}::jsonb`);
    written.permissions = text;
  }
  return raw`, changed as (
    update connections set ${raw.join(changes, raw`, `)} from run where connections.id = run.connection_id)`;
}

const purposes = (named: string[]): SQL =>
  raw`and vault.purpose in (${raw.join(
    named.map((purpose) => raw`${purpose}`),
    raw`, `,
  )})`;

/** Only what changes: an index that holds no new value is left alone. */
function columnsOf(before: Standing, now: Standing): SQL {
  const changes = [
    ...(now.state === before.state ? [] : [raw`, state = ${now.state}`]),
    ...(now.connected === before.connected ? [] : [raw`, connected = ${now.connected}::boolean`]),
    ...(now.unchanged === before.unchanged ? [] : [raw`, unchanged = ${now.unchanged}::boolean`]),
    ...(now.finishedAt === before.finishedAt ? [] : [raw`, finished_at = ${instantOf(now.finishedAt)}::timestamptz`]),
  ];
  return raw.join(changes);
}

/** Of a step that is noted more than once the last note; in the order of the notes. */
const latestOfEach = (notes: Note[]): Note[] =>
  notes.filter((note, at) => !note.step || !notes.slice(at + 1).some(({ step }) => step?.id === note.step?.id));
