import { createHash } from 'node:crypto';
import { message } from '@vplus/messages';
import { sql as raw } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cutAudit } from './audit-cut.ts';
import { openSearch } from './audit-search.ts';
import { verifyChain } from './chain-verdict.ts';
import { openChainer } from './chainer.ts';
import type { Database } from './database.ts';
import { openFolder } from './embedded.ts';
import { openStore, type StoreOptions } from './open-store.ts';
import { openPostgres } from './postgres.ts';
import type { Store } from './store.ts';
import { startChild } from './test-child.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, person, step } from './test-runs.ts';

const day = 24 * 3_600_000;
const start = Date.parse('2026-06-01T12:00:00Z');

describe.each(backends)('the audit log on $name', ({ name, skip, databases }) => {
  let made: TestDatabases;
  const opened: { close(): Promise<void> }[] = [];
  let now = start;

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close();
    now = start;
  });
  afterAll(() => made?.stop());

  const open = async (database: StoreOptions['database'], options: Partial<StoreOptions> = {}): Promise<Store> => {
    const store = await openStore({ database, vaultKey: testKey, clock: { now: () => now }, ...options });
    opened.push(store);
    return store;
  };
  const close = async (store: Store) => {
    opened.splice(opened.indexOf(store), 1);
    await store.close();
  };
  /** Statements of somebody who has the database to himself, with what keeps the history append-only taken away. */
  const tamper = async (database: StoreOptions['database'], ...statements: string[]) => {
    const direct = await bare(database);
    try {
      await direct.sql.execute(raw`alter table history disable trigger all`);
      for (const statement of statements) await direct.sql.execute(raw.raw(statement));
      await direct.sql.execute(raw`alter table history enable trigger all`);
    } finally {
      await direct.close();
    }
  };
  /** A database with entries 1 to 8 of one tenant, closed. */
  const withEight = async () => {
    const database = await made.fresh();
    const store = await open(database);
    const { tenantId } = await makeConnection(store);
    for (let n = 1; n <= 8; n += 1) {
      now += 60_000;
      await store.note({
        tenantId,
        kind: 'deed',
        by: person('Ada'),
        what: message('history.approved', { by: `${n}` }),
      });
    }
    expect(await store.audit.verify()).toMatchObject({ entries: 8, head: { number: 8 }, broken: null });
    await close(store);
    return database;
  };

  test.skipIf(skip)(
    'each entry says who, as what, from where, what, where and of which run, and is hashed as data',
    async () => {
      const store = await open(await made.fresh());
      const { id, tenantId } = await makeConnection(store);
      const { id: runId } = await store.startRun(newRun(id));
      await store.requestCancel(runId, { ...person('Grace'), as: 'operator', from: '2001:db8::7' });

      const entries = await store.audit.after(0, {}, 10);

      expect(entries).toMatchObject([
        {
          number: 1,
          who: { name: 'Ada', tenantId: 'home', objectId: 'person' },
          as: 'administrator',
          from: '192.0.2.7',
        },
        {
          number: 2,
          kind: 'deed',
          at: '2026-06-01T12:00:00.000Z',
          who: { name: 'Grace', objectId: 'grace' },
          as: 'operator',
          from: '2001:db8::7',
          what: { key: 'history.cancelled', params: { verb: 'connect' } },
          tenantId,
          runId,
        },
      ]);
      let before = '0'.repeat(64);
      for (const { hash, ...entry } of entries) {
        expect(entry.previous).toBe(before);
        expect(createHash('sha256').update(sorted(entry)).digest('hex')).toBe(hash);
        before = hash;
      }
    },
  );

  test.skipIf(skip)('how a run went on is noted with it, by the assistant, and is no deed of its record', async () => {
    const store = await open(await made.fresh());
    const { id, tenantId } = await makeConnection(store);
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 1 });
    const { id: runId } = await store.startRun(newRun(id));
    const job = await jobs.next();
    const journal = store.journal(job);
    await journal.record(step('one', { state: 'done' }), 'Done');
    await journal.setRun({ state: 'working', connected: true }, 'Connected');
    await journal.setRun({ state: 'done-with-attention', finished: true }, 'Done');
    jobs.finish(job);

    const entries = await store.audit.page({ tenantId }, { size: 10 });

    expect(entries.map(({ what, as, kind }) => ({ what, as, kind }))).toEqual([
      { what: message('history.ended', { verb: 'connect', state: 'attention' }), as: 'assistant', kind: 'outcome' },
      { what: message('history.connected'), as: 'assistant', kind: 'outcome' },
      { what: message('history.started', { verb: 'connect' }), as: 'administrator', kind: 'deed' },
    ]);
    expect(entries.map((entry) => entry.runId)).toEqual([runId, runId, runId]);
    expect((await store.runSources(runId))?.auditEntries.map(({ who }) => who)).toEqual(['Ada']);
  });

  test.skipIf(skip)(
    'the database itself refuses to change, delete or empty what was noted, chained or not',
    async () => {
      const database = await withEight();
      const direct = await bare(database);
      opened.push(direct);
      await direct.sql.execute(raw`insert into history (at, kind, who, what) values (now(), 'deed', 'Eve', '"x"')`);

      for (const statement of [
        `update history set who = 'Eve' where number = 3`,
        `update history set who = 'Eve' where number is null`,
        `update history set hash = previous where number = 3`,
        `delete from history where number = 1`,
        `delete from history where number is null`,
        `truncate history`,
      ])
        await expect(direct.sql.execute(raw.raw(statement)), statement).rejects.toMatchObject({
          cause: { message: 'The history is append-only' },
        });
    },
  );

  test.skipIf(skip).each([
    ['a changed name', [`update history set who = 'Eve' where number = 3`], 3, 'altered'],
    ['a changed fact', [`update history set what = '{"key":"history.connected"}' where number = 5`], 5, 'altered'],
    ['a changed time', [`update history set at = at - interval '1 hour' where number = 8`], 8, 'altered'],
    ['a changed address', [`update history set came_from = '192.0.2.8' where number = 1`], 1, 'altered'],
    ['an entry that was taken out', ['delete from history where number = 4'], 4, 'missing'],
    ['the first entries taken away', ['delete from history where number <= 2'], 1, 'missing'],
    ['the last entries taken away', ['delete from history where number > 6'], 7, 'missing'],
    ['all entries taken away', ['delete from history'], 1, 'missing'],
    [
      'an entry that was taken out, and the others moved up',
      [
        'delete from history where number = 4',
        'update history set number = -number where number > 4',
        'update history set number = -number - 1 where number < 0',
      ],
      4,
      'unlinked',
    ],
    [
      'two entries that changed places',
      [
        'update history set number = 100 where number = 3',
        'update history set number = 3 where number = 4',
        'update history set number = 4 where number = 100',
      ],
      3,
      'unlinked',
    ],
    [
      'an entry that was put in at the end with its own hash',
      [
        `insert into history (at, kind, who, what, number, previous, hash)
         select now(), 'deed', 'Eve', '"x"', 9, hash, repeat('a', 64) from history where number = 8`,
      ],
      9,
      'extra',
    ],
    [
      'an entry that was put in far behind the end',
      [
        `insert into history (at, kind, who, what, number, previous, hash)
         select now(), 'deed', 'Eve', '"x"', 5000, hash, repeat('a', 64) from history where number = 8`,
      ],
      5000,
      'extra',
    ],
    [
      'an entry that was put in before the first',
      [
        `insert into history (at, kind, who, what, number, previous, hash)
         values (now(), 'deed', 'Eve', '"x"', 0, repeat('0', 64), repeat('a', 64))`,
      ],
      0,
      'extra',
    ],
    ['a lost beginning and end of the chain', ['delete from audit_chain'], 1, 'extra'],
  ] as const)('%s is found, and the store opens all the same', async (_what, statements, number, why) => {
    const database = await withEight();

    await tamper(database, ...statements);

    const store = await open(database);
    expect((await store.audit.verify()).broken).toEqual({ number, why });
    expect(store.audit.verified()).toMatchObject({ whole: true, broken: { number, why } });
    await makeConnection(store);
    await store.note({ tenantId: null, kind: 'upkeep', by: person('Ada'), what: 'Goes on' });
  });

  test.skipIf(skip)('the newest entries are verified at the start', async () => {
    const database = await withEight();
    await tamper(database, `update history set who = 'Eve' where number = 6`);
    const said: unknown[] = [];

    const store = await open(database, { log: (level, text, fields) => said.push([level, text, fields]) });

    await expect.poll(() => said).toContainEqual(['error', expect.any(String), { number: 6, why: 'altered' }]);
    expect(await store.audit.verify({ newest: 4 })).toMatchObject({ broken: { number: 6 } });
    expect(await store.audit.verify({ newest: 2 })).toMatchObject({ entries: 2, broken: null });
    // What is known to be broken stays so.
    expect(store.audit.verified()).toMatchObject({ broken: { number: 6 } });
  });

  test.skipIf(skip)('what is old is cut from the front once a day, and the rest can still be verified', async () => {
    const database = await withEight();
    const { sql, close: closeDirect } = await bare(database);
    opened.push({ close: closeDirect });
    const chainer = openChainer({ sql, log: () => undefined });
    opened.push(chainer);
    const cut = async () => {
      await cutAudit({ sql, chainer, clock: { now: () => now } }, 30);
      await chainer.chain();
      return verifyChain(sql);
    };

    expect(await cut()).toMatchObject({ entries: 8, after: { number: 0 } });
    // Entries 1 to 5 are older than thirty days then; six minutes later all are.
    now = start + 30 * day + 5.5 * 60_000;
    expect(await cut()).toMatchObject({ entries: 4, after: { number: 5 }, head: { number: 9 }, broken: null });
    now += 6 * 60_000;
    expect(await cut()).toMatchObject({ entries: 4, after: { number: 5 } });
    now += day;
    expect(await cut()).toMatchObject({ entries: 2, after: { number: 8 }, head: { number: 10 }, broken: null });

    const [first, second] = await openSearch(sql).after(0, {}, 10);
    expect(first).toMatchObject({ number: 9, kind: 'upkeep', what: { params: { number: 5, days: 30 } } });
    expect(second?.what).toMatchObject({ key: 'history.cut', params: { number: 8, hash: first?.previous } });
  });

  test.skipIf(skip)('is searched by who, what, tenant, time and run, and read in pages', async () => {
    const store = await open(await made.fresh());
    const contoso = await makeConnection(store);
    const fabrikam = await makeConnection(store, { name: 'Fabrikam 100%' });
    const { id: runId } = await store.startRun(newRun(contoso.id));
    now += 60_000;
    const { tenantId } = fabrikam;
    await store.note({ tenantId, kind: 'answer', by: person('Grace'), what: message('history.connected') });
    await store.note({ tenantId: null, kind: 'upkeep', by: person('Linus'), what: 'An older sentence' });
    const found = async (filter: Parameters<Store['audit']['page']>[0]) =>
      (await store.audit.page(filter, { size: 10 })).map(({ number }) => number);

    expect(await found({})).toEqual([3, 2, 1]);
    expect(await found({ search: 'gRACE' })).toEqual([2]);
    expect(await found({ search: 'fabrikam 100%' })).toEqual([2]);
    expect(await found({ search: '%' })).toEqual([2]);
    expect(await found({ search: '_' })).toEqual([]);
    expect(await found({ search: 'started' })).toEqual([1]);
    expect(await found({ search: 'OLDER sent' })).toEqual([3]);
    expect(await found({ search: contoso.tenantId })).toEqual([1]);
    expect(await found({ tenantId })).toEqual([2]);
    expect(await found({ runId })).toEqual([1]);
    expect(await found({ since: new Date(start + 1).toISOString() })).toEqual([3, 2]);
    expect(await found({ until: new Date(start + 1).toISOString() })).toEqual([1]);
    expect((await store.audit.page({}, { size: 1, before: 3 })).map(({ number }) => number)).toEqual([2]);
    expect((await store.audit.after(1, {}, 1)).map(({ number }) => number)).toEqual([2]);
  });

  test.skipIf(skip)('a process that dies before it chained loses nothing: the next one chains it', async () => {
    const database = await made.fresh();
    const child = startChild(database, { does: 'notes' });
    const tenantId = await child.next();
    await child.kill();

    const store = await open(database);

    const entries = await store.audit.after(0, { tenantId }, 10);
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect((await store.audit.verify()).broken).toBeNull();
  });

  test.skipIf(skip || name === 'PGlite')('three processes append at once: one chain, without a gap', async () => {
    const database = await made.fresh();
    const children = [1, 2, 3].map(() => startChild(database, { does: 'notes many' }));
    const tenants = await Promise.all(children.map((child) => child.next()));
    await Promise.all(children.map((child) => child.kill()));

    const store = await open(database);

    const entries = await store.audit.after(0, {}, 1000);
    expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
    expect(new Set(entries.map(({ tenantId }) => tenantId))).toEqual(new Set(tenants));
    expect(await store.audit.verify()).toMatchObject({ entries: 300, broken: null });
  });
});

const bare = (database: StoreOptions['database']): Promise<Database> => {
  if (database.kind === 'postgres') return openPostgres(database.url, () => undefined);
  if (database.kind === 'pglite') return openFolder(database.folder);
  throw new Error('Nothing is kept in memory');
};

/** Canonical JSON as an outsider makes it: members sorted at every depth. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${sorted(member)}`).join(',')}}`;
}
