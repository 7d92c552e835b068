import { randomUUID } from 'node:crypto';
import { sql as raw } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { openMemory } from './embedded.ts';
import { migrate } from './migrate.ts';
import { forgetOld } from './retention.ts';

const now = Date.parse('2026-11-30T00:00:00Z');
const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString();
const [tenantId, connectionId] = [randomUUID(), randomUUID()];
let database: Database;

beforeAll(async () => {
  database = await openMemory();
  await migrate(database.sql);
  const { sql } = database;
  await sql.execute(raw`insert into tenants values (${tenantId}, 'Contoso', 'contoso.example')`);
  await sql.execute(raw`insert into connections (id, tenant_id, vplus_server_id, vplus_server_name, made_at)
    values (${connectionId}, ${tenantId}, 'main', 'Main', ${daysAgo(900)})`);
});
afterAll(() => database.close());

/** A run that began an hour before it ended; with a record, and a note of its hash. */
async function makeRun(verb: string, endedDaysAgo: number | null, intent = false): Promise<string> {
  const { sql } = database;
  const id = randomUUID();
  const endedAt = endedDaysAgo === null ? null : daysAgo(endedDaysAgo);
  const startedAt = daysAgo((endedDaysAgo ?? 300) + 1 / 24);
  const record = { id: 'one', state: 'done', ...(intent ? { intent: { at: startedAt, before: null } } : {}) };
  await sql.execute(raw`insert into runs
    (id, connection_id, tenant_id, verb, state, started_at, finished_at, started_by, job_id)
    values (${id}, ${connectionId}, ${tenantId}, ${verb}, ${endedAt ? 'done' : 'needs-you'}, ${startedAt}, ${endedAt},
      '{}', ${randomUUID()})`);
  await sql.execute(raw`insert into steps values (${id}, 'one', 0, '"The first"', ${JSON.stringify(record)}::jsonb)`);
  await sql.execute(raw`insert into events values (${id}, 1, ${startedAt}, '{}')`);
  await sql.execute(raw`insert into sealings values (${id}, 'token', ${startedAt})`);
  const notes = { deed: `Started: ${verb}`, record: `Record of the ${verb} of Contoso: SHA-256 0` };
  for (const [kind, what] of Object.entries(notes))
    await sql.execute(raw`insert into history (tenant_id, kind, at, who, what, run_id)
      values (${tenantId}, ${kind}, ${startedAt}, 'Ada', ${JSON.stringify(what)}::jsonb, ${id})`);
  if (endedAt) await sql.execute(raw`insert into records values (${id}, ${endedAt}, '0', '{}')`);
  return id;
}

async function idsIn(table: string): Promise<string[]> {
  const column = raw.identifier(table === 'runs' ? 'id' : 'run_id');
  const { rows } = await database.sql.execute<{ id: string }>(
    raw`select distinct ${column} as id from ${raw.identifier(table)}`,
  );
  return rows.map(({ id }) => id).toSorted();
}

test('old runs go with all that hangs on them; records, needed intents, open and new runs stay', async () => {
  const beforeDisconnect = await makeRun('connect', 700, true);
  const disconnect = await makeRun('disconnect', 690);
  const connect = await makeRun('connect', 600, true);
  const check = await makeRun('verify', 500);
  const open = await makeRun('verify', null);
  const recent = await makeRun('verify', 10);

  await forgetOld(database.sql, { now, keepDays: 400 });

  const left = [connect, open, recent].toSorted();
  expect(await idsIn('runs')).toEqual(left);
  for (const table of ['steps', 'sealings']) expect(await idsIn(table)).toEqual(left);
  expect(await idsIn('events')).toEqual([open, recent].toSorted());
  expect(await idsIn('records')).toEqual([beforeDisconnect, disconnect, connect, check, recent].toSorted());
  const { rows } = await database.sql.execute<{ what: string; n: number }>(
    raw`select split_part(what #>> '{}', ' ', 1) as what, count(*)::int as n from history group by 1 order by 1`,
  );
  // The audit log has a retention of its own.
  expect(rows).toEqual([
    { what: 'Record', n: 6 },
    { what: 'Started:', n: 6 },
  ]);
});

test('old checks and findings that were resolved long ago go; what is live stays, however old it is', async () => {
  const { sql } = database;
  for (const days of [500, 401, 399, 1])
    await sql.execute(raw`insert into checks (connection_id, tenant_id, at, findings, unseen)
      values (${connectionId}, ${tenantId}, ${daysAgo(days)}, 0, '[]')`);
  for (const [kind, state, resolvedAt] of [
    ['owner-added', 'resolved', daysAgo(500)],
    ['lock-off', 'resolved', daysAgo(5)],
    ['ews-ends', 'open', null],
  ])
    await sql.execute(raw`insert into findings (id, connection_id, tenant_id, step_id, kind, subject, severity, what,
        state, first_seen_at, last_seen_at, resolved_at)
      values (${randomUUID()}, ${connectionId}, ${tenantId}, 'one', ${kind}, '', 'info', '"What"',
        ${state}, ${daysAgo(900)}, ${daysAgo(500)}, ${resolvedAt})`);

  await forgetOld(sql, { now, keepDays: 400 });

  const { rows: looks } = await sql.execute<{ n: number }>(raw`select count(*)::int as n from checks`);
  expect(looks).toEqual([{ n: 2 }]);
  const { rows: kept } = await sql.execute<{ kind: string }>(raw`select kind from findings order by kind`);
  expect(kept).toEqual([{ kind: 'ews-ends' }, { kind: 'lock-off' }]);
});

test('the newest run of a tenant stays, however old it is', async () => {
  await database.sql.execute(raw`truncate records, events, steps, sealings, approvals, vault, runs`);
  await makeRun('verify', 900);
  const newest = await makeRun('verify', 800);

  await forgetOld(database.sql, { now, keepDays: 400 });

  expect(await idsIn('runs')).toEqual([newest]);
});
