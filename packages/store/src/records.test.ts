import type { RecordFacts } from '@vplus/contracts';
import { render } from '@vplus/messages';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { makeConnection, newRun, person } from './test-runs.ts';

const day = 24 * 3_600_000;
const start = Date.parse('2026-06-01T12:00:00Z');
const at = (ms: number) => new Date(start + ms).toISOString();

describe.each(backends)('records on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  const opened: Store[] = [];
  let now = start;

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    now = start;
  });
  afterAll(() => made?.stop());

  const open = async () => {
    const store = await openStore({
      database: await made.fresh(),
      vaultKey: testKey,
      clock: { now: () => now },
    });
    opened.push(store);
    return store;
  };
  const begun = async (store: Store) => {
    const connection = await makeConnection(store);
    const run = await store.startRun(newRun(connection.id, { secrets: { token: 'hush' } }));
    return { connection, run };
  };

  test.skipIf(skip)('times of sealing and wiping outlive the values, each replacement on its own line', async () => {
    const store = await open();
    const { run } = await begun(store);
    const vault = store.vault(run.id);

    now += 1000;
    await vault.seal('secret', 'first');
    now += 1000;
    await vault.seal('secret', 'second');
    now += 1000;
    await vault.wipe('secret');
    await vault.wipe('secret');

    const sources = await store.runSources(run.id);
    expect(sources?.sealings).toEqual([
      { purpose: 'token', sealedAt: at(0), wipedAt: null, wipedBy: at(day) },
      { purpose: 'secret', sealedAt: at(1000), wipedAt: at(2000), wipedBy: null },
      { purpose: 'secret', sealedAt: at(2000), wipedAt: at(3000), wipedBy: null },
    ]);
    expect(JSON.stringify(sources)).not.toMatch(/hush|first|second/);
  });

  test.skipIf(skip)('a cancelled run leaves nothing sealed, and says who cancelled it', async () => {
    const store = await open();
    const { run } = await begun(store);

    now += 5000;
    await store.requestCancel(run.id, person('Grace'));

    const sources = await store.runSources(run.id);
    expect(sources?.sealings).toEqual([{ purpose: 'token', sealedAt: at(0), wipedAt: at(5000), wipedBy: null }]);
    expect(sources?.auditEntries.map(({ who, what }) => [who, render(what)])).toEqual([
      ['Ada', 'Started: connect'],
      ['Grace', 'Cancelled: connect'],
    ]);
  });

  test.skipIf(skip)('the first record of an end stands, and is noted once; a later end has its own', async () => {
    const store = await open();
    const { connection, run } = await begun(store);
    const facts = factsOf(connection.tenantId);
    const notes = async () =>
      (await store.tenant(connection.tenantId))?.history.filter(({ what }) => /SHA/.test(render(what)));

    await store.keepRecord(run.id, { finishedAt: at(10), hash: 'a', facts });
    await store.keepRecord(run.id, { finishedAt: at(10), hash: 'b', facts });
    const first = await store.record(run.id);
    const noted = await notes();
    await store.keepRecord(run.id, { finishedAt: at(20), hash: 'c', facts });

    expect(first).toEqual({ finishedAt: at(10), hash: 'a', facts });
    expect(noted?.map(({ what }) => render(what))).toEqual(['Record of the connect of Contoso: SHA-256 a']);
    expect((await store.record(run.id))?.hash).toBe('c');
    expect(await notes()).toHaveLength(2);
    expect((await store.runSources(run.id))?.auditEntries.map(({ what }) => render(what))).toEqual([
      'Started: connect',
    ]);
  });

  test.skipIf(skip)('of a run that nobody knows there is nothing', async () => {
    const store = await open();
    const nobody = '00000000-0000-4000-8000-000000000000';

    expect([await store.runSources(nobody), await store.record(nobody)]).toEqual([null, null]);
  });
});

const factsOf = (tenantId: string) =>
  ({
    product: { name: 'vPlus setup assistant', version: '1' },
    run: { verb: 'connect' },
    tenant: { id: tenantId, name: 'Contoso' },
  }) as unknown as RecordFacts;
