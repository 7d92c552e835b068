import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import type { Job, Store } from './store.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, step } from './test-runs.ts';

describe.each(backends)('what an undo has to know, on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  let store: Store;

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    if (!skip) await store.close();
  });
  afterAll(() => made?.stop());

  test.skipIf(skip)('the first intents of the runs since the last disconnect, and no older ones', async () => {
    store = await openStore({ database: await made.fresh(), vaultKey: testKey });
    const { id } = await makeConnection(store);
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 1 });
    const carryOut = async (verb: 'connect' | 'disconnect', intents: [string, unknown][]) => {
      await store.startRun(newRun(id, { verb }));
      const job = await jobs.next();
      for (const [name, before] of intents)
        await store.journal(job).record(step(name, { intent: { at: '2026-01-01T00:00:00.000Z', before } }), 'Working');
      await end(store, job);
      jobs.finish(job);
    };

    await carryOut('connect', [['one', 'of the first run']]);
    await carryOut('connect', [
      ['one', 'of the second run'],
      ['two', null],
    ]);
    const before = await store.intentsOf(id);
    await carryOut('disconnect', []);
    const after = await store.intentsOf(id);
    await carryOut('connect', [['two', 'of the last run']]);

    expect([...before].map(([name, intent]) => [name, intent.before])).toEqual([
      ['one', 'of the first run'],
      ['two', null],
    ]);
    expect([...after]).toEqual([]);
    expect([...(await store.intentsOf(id)).keys()]).toEqual(['two']);
  });

  test.skipIf(skip)('what a person chose for this disconnect; nothing where they did not choose', async () => {
    store = await openStore({ database: await made.fresh(), vaultKey: testKey });
    const { id } = await makeConnection(store);
    const undoChoice = { deleteOrganization: 'Contoso', purge: true };

    const run = await store.startRun(newRun(id, { verb: 'disconnect', undoChoice }));

    expect((await store.turn(run.id))?.undoChoice).toEqual(undoChoice);
    expect(await store.turn(crypto.randomUUID())).toBeNull();
  });

  test.skipIf(skip)('a worker that has lost its run is told before it changes anything', async () => {
    store = await openStore({ database: await made.fresh(), vaultKey: testKey });
    const { id } = await makeConnection(store);
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 1 });
    await store.startRun(newRun(id));
    const job = await jobs.next();

    await store.journal(job).stillHeld();

    await expect(store.journal({ ...job, lease: crypto.randomUUID() }).stillHeld()).rejects.toThrow(
      expect.objectContaining({ name: 'LeaseLost' }),
    );
  });
});

const end = (store: Store, job: Job) =>
  store.journal(job).setRun({ state: 'done', finished: true, wipe: 'all' }, 'Done');
