import type { Choices } from '@vplus/contracts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, person } from './test-runs.ts';

// The embedded database has one session: nobody waits for anybody.
describe.each(backends.slice(1))('locks on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  const opened: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(() => made?.stop());

  /** A run whose worker watches an ask, and a session that holds a row until it commits. */
  const begun = async () => {
    const database = await made.fresh();
    const store = await openStore({ database, vaultKey: testKey });
    const session = new pg.Client({ connectionString: database.kind === 'postgres' ? database.url : '' });
    await session.connect();
    opened.push({ close: () => session.end() }, store);
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 1 });
    const { id: connectionId } = await makeConnection(store);
    const plan = { hash: 'a'.repeat(64), choices: {} as Choices };
    const { id: runId } = await store.startRun(newRun(connectionId, { plan }));
    const journal = store.journal(await jobs.next());
    await journal.setRun({ state: 'needs-you', watched: true }, 'Asks somebody');
    const waiting = (sessions: number) =>
      expect.poll(async () => (await session.query(waitingSessions)).rows).toEqual([{ sessions }]);
    const hold = async (table: 'runs' | 'connections', id: string) => {
      await session.query('begin');
      await session.query(`select from ${table} where id = $1 for update`, [id]);
    };
    return { store, session, journal, connectionId, runId, hold, waiting };
  };

  const ways: [string, (store: Store, runId: string) => Promise<() => Promise<unknown>>][] = [
    ['resumes it', async (store, runId) => () => store.resumeRun(runId, { secrets: {}, by: person('Ada') })],
    [
      'approves it',
      async (store, runId) => {
        const { id } = await store.makeApproval({ runId, by: person('Lee'), expiresAt: '2999-01-01T00:00:00.000Z' });
        return () => store.approve(id, { secrets: {}, by: person('Ada') });
      },
    ],
  ];

  test.skipIf(skip).each(ways)(
    'a worker that writes of its connection and a person who %s both come through',
    async (_, way) => {
      const { store, session, journal, connectionId, runId, hold, waiting } = await begun();
      const putBack = await way(store, runId);
      const connectedAt = '2026-01-01T00:00:00.000Z';
      await hold('connections', connectionId);

      const written = journal.setRun({ state: 'needs-you', watched: true, connection: { connectedAt } }, 'Seen');
      await waiting(1);
      const back = putBack();
      await waiting(2);
      await session.query('commit');

      await Promise.all([written, back]);
      expect(await store.connection(connectionId)).toMatchObject({ connectedAt });
    },
  );

  test.skipIf(skip)('a check and a person who accepts what it found both come through', async () => {
    const { store, session, connectionId, hold, waiting } = await begun();
    const { tenantId } = (await store.connection(connectionId)) ?? { tenantId: '' };
    const at = '2026-01-02T00:00:00.000Z';
    const concern = { kind: 'owner-added', stepId: 'one', what: 'An owner' } as const;
    const look = () =>
      store.keepCheck(connectionId, {
        report: { concerns: [concern], covered: ['one'], unseen: [] },
        ...{ at, by: null, runId: null },
      });
    await look();
    const [found] = (await store.tenant(tenantId))?.findings ?? [];
    await hold('connections', connectionId);

    const kept = look();
    await waiting(1);
    const accepted = store.acceptFinding(tenantId, found?.id ?? '', { by: person('Ada'), why: 'Ours', until: null });
    await waiting(2);
    await session.query('commit');

    await Promise.all([kept, accepted]);
    expect((await store.tenant(tenantId))?.findings).toMatchObject([{ state: 'accepted' }]);
  });

  test.skipIf(skip)('a worker that remembers and a person who resumes its run both come through', async () => {
    const { store, session, journal, connectionId, runId, hold, waiting } = await begun();
    await hold('runs', runId);

    await journal.remember({ proof: { keyId: 'k' } });
    const written = journal.stillHeld();
    await waiting(1);
    const back = store.resumeRun(runId, { secrets: {}, by: person('Ada') });
    await waiting(2);
    await session.query('commit');

    await Promise.all([written, back]);
    expect(await store.connection(connectionId)).toMatchObject({ memory: { proof: { keyId: 'k' } } });
  });
});

// `pg_stat_activity` would be the same throughout the session's transaction.
const waitingSessions = 'select count(distinct pid)::int as sessions from pg_locks where not granted';
