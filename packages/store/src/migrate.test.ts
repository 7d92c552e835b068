import { randomUUID } from 'node:crypto';
import { cpSync, readdirSync } from 'node:fs';
import { sql as raw } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { KeptDatabase } from './backup.ts';
import type { Database, Sql } from './database.ts';
import { openFolder } from './embedded.ts';
import { migrate } from './migrate.ts';
import { openStore } from './open-store.ts';
import { openPostgres } from './postgres.ts';
import { seal } from './seal.ts';
import { postgresPrograms, temporaryFolder } from './test-cluster.ts';
import { postgresDatabases, testKey } from './test-databases.ts';
import { holdJobs } from './test-runs.ts';

const migrations = readdirSync(new URL('../migrations/', import.meta.url)).toSorted();
const programs = postgresPrograms();
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test('every migration has a number of its own, and none is left out', () => {
  const numbers = migrations.map((name) => Number(/^\d{4}/.exec(name)?.[0]));

  expect(numbers).toEqual(migrations.map((_, index) => index + 1));
});

describe.each([
  { name: 'PGlite', skip: false },
  { name: programs ? 'PostgreSQL' : 'PostgreSQL (skipped: not installed)', skip: !programs },
])('migrations on $name', ({ name, skip }) => {
  let servers: Awaited<ReturnType<typeof postgresDatabases>> | undefined;
  /** PGlite's folder before the first migration, to copy: making one takes seconds. */
  let unused: ReturnType<typeof temporaryFolder> | undefined;
  beforeAll(async () => {
    if (name === 'PostgreSQL' && programs) servers = await postgresDatabases(programs);
    if (name !== 'PGlite') return;
    unused = temporaryFolder();
    await (await openFolder(unused.path)).close();
  });
  afterAll(() => servers?.stop());
  afterAll(() => unused?.remove());

  const empty = async (): Promise<KeptDatabase> => {
    const database = await servers?.empty();
    if (database?.kind === 'postgres') return database;
    const folder = temporaryFolder();
    ends.push(folder.remove);
    cpSync(unused?.path ?? '', folder.path, { recursive: true });
    return { kind: 'pglite', folder: folder.path };
  };

  test.skipIf(skip).each(migrations)(
    'a database that stopped at %s is opened with all that it held, and its run goes on',
    async (last) => {
      const database = await empty();
      const earlier = await (database.kind === 'pglite'
        ? openFolder(database.folder)
        : openPostgres(database.url, hush));
      const held = await live(earlier, migrations.slice(0, migrations.indexOf(last) + 1));
      await earlier.close();

      const store = await openStore({ database, vaultKey: testKey });
      ends.push(store.close);

      expect(store.installationId).toBe(held.installationId);
      expect(await store.tenant(held.tenantId)).toMatchObject({
        name: 'Contoso',
        history: [{ what: 'Started: connect' }],
      });
      expect(await store.audit.after(0, {}, 10)).toMatchObject([
        { number: 1, broughtOver: true, who: { name: 'Ada' }, as: null, what: 'Started: connect' },
      ]);
      expect(await store.audit.verify()).toMatchObject({ entries: 1, broken: null });
      expect((await store.connection(held.connectionId))?.memory).toEqual(rememberedBefore);
      expect((await store.events(held.runId, 0))[0]).toMatchObject({ number: 1, text: 'At work' });
      expect(await store.vault(held.runId).open('token')).toBe('hush');
      if (database.kind === 'postgres') return;
      const jobs = holdJobs();
      await store.work(jobs.handler, { concurrency: 1 });
      expect((await jobs.next()).runId).toBe(held.runId);
    },
  );

  test.skipIf(skip)('a database that ran a migration under its old name does not run it again', async () => {
    const database = await empty();
    const earlier = await (database.kind === 'pglite' ? openFolder(database.folder) : openPostgres(database.url, hush));
    await migrate(earlier.sql, ['0001-start.sql', '0004-undo-choice.sql']);
    await earlier.sql.execute(
      raw`update migrations set name = '0004-undo-choice.sql' where name = '0006-undo-choice.sql'`,
    );

    await migrate(earlier.sql);

    const { rows } = await earlier.sql.execute<{ name: string }>(raw`select name from migrations order by name`);
    await earlier.close();
    expect(rows.map(({ name: one }) => one)).toEqual(migrations);
  });

  test.skipIf(skip)('facts get the key, and notes of the history the kind, that their words told before', async () => {
    const database = await empty();
    const earlier = await (database.kind === 'pglite' ? openFolder(database.folder) : openPostgres(database.url, hush));
    const known = migrations.slice(0, migrations.indexOf('0009-keys-and-kinds.sql'));
    const { tenantId, runId } = await live(earlier, known);
    const ofId = { label: 'Application (client) ID', value: '7', kind: 'id' };
    const facts = [ofId, { label: 'Of no build', value: '8', kind: 'id' }];
    const step = { id: 'one', facts, rows: [], ask: { kind: 'task', text: '', facts, answers: [] } };
    await earlier.sql.execute(raw`update steps set record = ${JSON.stringify(step)}::jsonb`);
    await earlier.sql.execute(raw`update events set data = data || ${JSON.stringify({ step })}::jsonb`);
    await earlier.sql.execute(raw`insert into history (tenant_id, at, who, what, run_id)
        values (${tenantId}, now(), 'vPlus', 'Record of the connect of Contoso: SHA-256 abc', ${runId})`);

    const bare = { id: 'two', facts: null, rows: [] };
    await earlier.sql.execute(
      raw`insert into steps values (${runId}, 'two', 1, 'The second', ${JSON.stringify(bare)}::jsonb)`,
    );
    await earlier.sql.execute(
      raw`insert into events values (${runId}, 2, now(), ${JSON.stringify({ step: bare })}::jsonb)`,
    );

    await migrate(earlier.sql);

    const { rows } = await earlier.sql.execute(
      raw`select record, data #> '{step}' as told from steps join events on number = position + 1 order by number`,
    );
    const { rows: notes } = await earlier.sql.execute(raw`select what, kind from history order by id`);
    await earlier.close();
    const keyed = [{ ...ofId, key: 'client-id' }];
    const now = { ...step, facts: keyed, ask: { ...step.ask, facts: keyed } };
    expect(rows).toEqual([
      { record: withoutRows(now), told: now },
      { record: withoutRows(bare), told: bare },
    ]);
    expect(notes).toEqual([
      { what: 'Started: connect', kind: 'deed' },
      { what: 'Record of the connect of Contoso: SHA-256 abc', kind: 'record' },
    ]);
  });

  test.skipIf(skip)('rows and permissions lie apart from what changes beside them', async () => {
    const database = await empty();
    const earlier = await (database.kind === 'pglite' ? openFolder(database.folder) : openPostgres(database.url, hush));
    const known = migrations.slice(
      0,
      migrations.findIndex((name) => name.endsWith('-what-changes-apart.sql')),
    );
    const { connectionId, runId } = await live(earlier, known);
    const rows = [
      { key: 'a', label: 'A', state: 'done' },
      { key: 'b', label: 'B', state: 'waiting', note: 'Soon' },
    ];
    const permissions = [{ key: 'a', api: 'Graph', value: 'A', state: 'done' }];
    await earlier.sql.execute(
      raw`update steps set record = record || ${JSON.stringify({ rows })}::jsonb where run_id = ${runId}`,
    );
    await earlier.sql.execute(
      raw`update connections set facts = ${JSON.stringify({ clientId: '7', permissions })}::jsonb`,
    );
    await earlier.close();

    const store = await openStore({ database, vaultKey: testKey });
    ends.push(store.close);

    const turn = await store.turn(runId);
    expect(turn?.records).toMatchObject([{ id: 'one', state: 'working', rows }]);
    expect((await store.events(runId, 0))[0]).toMatchObject({ number: 1, at: '2026-01-01T00:00:00.000Z' });
    expect((await store.connection(connectionId))?.facts).toEqual({ clientId: '7', permissions });
  });

  test.skipIf(skip)('a database of a newer version is refused and stays as it was', async () => {
    const database = await empty();
    await (await openStore({ database, vaultKey: testKey })).close();
    const newer = await (database.kind === 'pglite' ? openFolder(database.folder) : openPostgres(database.url, hush));
    await newer.sql.execute(raw`insert into migrations (name) values ('9999-from-the-future.sql')`);
    await newer.close();

    await expect(openStore({ database, vaultKey: testKey })).rejects.toThrow('newer version of this assistant');
  });
});

const hush = () => undefined;

/** They lie beside the record since. */
const withoutRows = ({ rows: _, ...record }: { rows: unknown[] }) => record;

/** What the first version of the product left behind, brought as far as `known` by the versions after it. */
async function live({ sql }: Database, known: string[]) {
  await migrate(sql, known.slice(0, 1));
  const held = await firstRows(sql);
  for (const next of known.slice(1)) await migrate(sql, [...known.slice(0, known.indexOf(next)), next]);
  return held;
}

/** What a connection remembered while it was one object; but for the plans that were shown. */
const rememberedBefore = {
  credential: { keyId: 'k' },
  legacyAuth: null,
  answers: { 'allow-ews': { answer: 'confirm', by: 'Ada', at: '2026-01-01T00:00:00.120Z' } },
  'revealed:k': { by: 'Ada', at: '2026-01-01T00:00:00.000Z' },
};

async function firstRows(sql: Sql) {
  const [installationId, tenantId, connectionId, runId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const { keyId, sealed } = seal(testKey, ['installation', installationId], 'canary');
  const canary = Buffer.from(sealed).toString('base64');
  const token = seal(testKey, [runId, 'token'], 'hush');
  const at = '2026-01-01T00:00:00Z';
  const memory = {
    ...rememberedBefore,
    [`offered:${tenantId}/${randomUUID()}`]: [{ hash: 'gone', at: Date.parse(at) }],
  };
  const step = { id: 'one', state: 'working', startedAt: at, finishedAt: null, facts: [], rows: [] };
  const event = {
    number: 1,
    at,
    runState: 'working',
    connected: false,
    finishedAt: null,
    unchanged: false,
    text: 'At work',
  };
  await sql.execute(raw`insert into installation (id, key_id, canary) values (${installationId}, ${keyId}, ${canary})`);
  await sql.execute(raw`insert into tenants values (${tenantId}, 'Contoso', 'contoso.example')`);
  await sql.execute(raw`insert into connections
    (id, tenant_id, vplus_server_id, vplus_server_name, application_name, made_at, memory)
    values (${connectionId}, ${tenantId}, 'main', 'Main', 'vPlus Backup', ${at}, ${JSON.stringify(memory)}::jsonb)`);
  await sql.execute(raw`insert into runs
    (id, connection_id, tenant_id, verb, state, version, started_at, started_by, lease, job_id, times_taken)
    values (${runId}, ${connectionId}, ${tenantId}, 'connect', 'working', 1, ${at},
      '{"tenantId":"home","objectId":"person","name":"Ada"}', 'gone', ${randomUUID()}, 1)`);
  await sql.execute(raw`insert into steps values (${runId}, 'one', 0, 'The first', ${JSON.stringify(step)}::jsonb)`);
  await sql.execute(raw`insert into events values (${runId}, 1, ${at}, ${JSON.stringify(event)}::jsonb)`);
  await sql.execute(
    raw`insert into vault values (${runId}, 'token', ${token.keyId}, ${Buffer.from(token.sealed).toString('base64')}, now())`,
  );
  await sql.execute(
    raw`insert into history (tenant_id, at, who, what) values (${tenantId}, ${at}, 'Ada', 'Started: connect')`,
  );
  return { installationId, tenantId, connectionId, runId };
}
