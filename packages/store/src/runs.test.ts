import { randomUUID } from 'node:crypto';
import { LeaseLost, RunView } from '@vplus/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type StoreOptions } from './open-store.ts';
import type { Job, Store } from './store.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, person, step, until } from './test-runs.ts';

/** How a run may stand that was just put into the queue: a worker may have it already. */
const taken = ['queued', 'working'];

describe.each(backends)('runs on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  const opened: Store[] = [];

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  afterAll(() => made?.stop());

  const open = async (options: Partial<StoreOptions> = {}) => {
    const store = await openStore({ database: await made.fresh(), vaultKey: testKey, ...options });
    opened.push(store);
    return store;
  };

  test.skipIf(skip)('a run begins with its steps and its sealed values, and a worker has it at once', async () => {
    const store = await open();
    const { id } = await makeConnection(store);
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 2 });

    const view = await store.startRun(newRun(id));
    const startedAt = performance.now();
    const job = await jobs.next();

    expect(performance.now() - startedAt).toBeLessThan(900);
    expect(RunView.parse(view)).toMatchObject({ state: 'queued', startedBy: 'Ada', version: 0, finishedAt: null });
    expect(view.steps.map(({ title, state }) => [title, state])).toEqual([
      ['The first', 'pending'],
      ['The second', 'pending'],
    ]);
    expect(await store.vault(job.runId).open('token')).toBe('hush');
    expect((await store.runView(view.id))?.state).toBe('working');
  });

  test.skipIf(skip)('a start that fails half-way leaves neither a run nor a job', async () => {
    const store = await open();
    const { id } = await makeConnection(store);
    const twice = { id: 'one', title: 'Twice' };
    const jobs = holdJobs();

    await expect(store.startRun(newRun(id, { steps: [twice, twice] }))).rejects.toThrow();
    await store.work(jobs.handler, { concurrency: 1 });
    const view = await store.startRun(newRun(id));

    expect((await jobs.next()).runId).toBe(view.id);
    expect(await store.arrivalOf(view.tenantId)).toMatchObject({ liveRunId: view.id });
  });

  test.skipIf(skip)('a second run of a connection is refused with the id of the live one', async () => {
    const store = await open();
    const { id, tenantId } = await makeConnection(store);
    const other = await makeConnection(store, { tenantId, server: 'other' });

    const [first, second] = await Promise.allSettled([store.startRun(newRun(id)), store.startRun(newRun(id))]);
    const beside = await store.startRun(newRun(other.id));

    const [won, lost] = first.status === 'fulfilled' ? [first, second] : [second, first];
    expect(won.status).toBe('fulfilled');
    expect(lost).toMatchObject({
      reason: { name: 'RunAlreadyActive', runId: won.status === 'fulfilled' ? won.value.id : '' },
    });
    expect(beside.state).toBe('queued');
  });

  test.skipIf(skip)(
    'every record is an event with the next number, and reading resumes after the last one seen',
    async () => {
      const store = await open();
      const { job, jobs } = await atWork(store);
      const journal = store.journal(job);
      const notified: number[] = [];
      const forget = store.watch(job.runId, async () => notified.push((await store.events(job.runId, 0)).length));

      await journal.record(step('one'), 'Looking');
      const [seen] = (await store.events(job.runId, 0)).slice(-1);
      await journal.record(
        step('one', { state: 'done', facts: [{ key: 'client-id', label: 'Id', value: '7', kind: 'id' }] }),
        'Done',
      );
      await journal.setRun({ state: 'done', connected: true }, 'Connected');
      jobs.finish(job);
      await until(store, job.runId, ({ version }) => version === (seen?.number ?? 0) + 2);
      await expect.poll(() => notified.length).toBeGreaterThan(0);
      forget();

      const rest = await store.events(job.runId, seen?.number ?? 0);
      expect(seen).toMatchObject({ text: 'Looking', runState: 'working', step: { id: 'one', state: 'working' } });
      expect(rest.map(({ number, text }) => [number - (seen?.number ?? 0), text])).toEqual([
        [1, 'Done'],
        [2, 'Connected'],
      ]);
      expect(rest[0]?.step).toMatchObject({ title: 'The first', facts: [{ value: '7' }] });
      expect(rest[1]).toMatchObject({ runState: 'done', connected: true, finishedAt: expect.any(String) });
    },
  );

  test.skipIf(skip)(
    'the worker reads back all of a step; a screen does not see what steps hand to each other',
    async () => {
      const store = await open();
      const { job } = await atWork(store);
      const inside = { output: { keyId: 'k' }, intent: { at: '2026-01-01T00:00:00.000Z', before: null }, made: true };

      await store.journal(job).record(step('one', inside), 'Made');

      expect(await store.journal(job).load()).toEqual([step('one', inside), expect.objectContaining({ id: 'two' })]);
      const [shown] = (await store.runView(job.runId))?.steps ?? [];
      const [event] = (await store.events(job.runId, 0)).slice(-1);
      for (const view of [shown, event?.step]) {
        expect(view).toMatchObject({ id: 'one', state: 'working' });
        expect(Object.keys(view ?? {})).not.toEqual(expect.arrayContaining(['output']));
        expect(JSON.stringify(view)).not.toMatch(/output|intent|made/);
      }
    },
  );

  test.skipIf(skip)('of a step that is noted twice in one moment the later note is told', async () => {
    const store = await open();
    const { job } = await atWork(store);
    const journal = store.journal(job);
    await journal.load();
    const before = (await store.runView(job.runId))?.version ?? 0;

    await journal.record(step('one', { detail: 'a' }), 'a', { soon: true });
    await journal.record(step('one', { detail: 'b' }), 'b', { soon: true });
    await journal.stillHeld();

    expect((await store.events(job.runId, before)).map(({ text }) => text)).toEqual(['b']);
    expect((await store.runView(job.runId))?.steps[0]?.detail).toBe('b');
  });

  test.skipIf(skip)(
    'what a step remembers goes with the next intent, is no event, and is refused with a lease that is gone',
    async () => {
      const store = await open();
      const { job } = await atWork(store);
      const journal = store.journal(job);
      await journal.load();
      const before = (await store.runView(job.runId))?.version ?? 0;
      const memory = async () => (await store.connection((await store.run(job.runId))?.connectionId ?? ''))?.memory;

      await journal.remember({ proof: { keyId: 'k' } });
      await journal.record(step('one'), 'Working');

      expect(await memory()).toEqual({ proof: { keyId: 'k' } });
      await journal.remember({ proof: null });
      await journal.stillHeld();
      expect(await memory()).toEqual({ proof: null });
      expect((await store.events(job.runId, before)).map(({ text }) => text)).toEqual(['Working']);
      const late = store.journal({ ...job, lease: randomUUID() });
      await late.remember({ proof: { keyId: 'late' } });
      await expect(late.stillHeld()).rejects.toThrow(LeaseLost);
      expect(await memory()).toEqual({ proof: null });
    },
  );

  test.skipIf(skip)('what was only seen becomes durable by itself', async () => {
    const store = await open();
    const { job } = await atWork(store);

    await store.journal(job).record(step('one', { detail: 'seen' }), 'Looking', { soon: true });

    await expect.poll(async () => (await store.runView(job.runId))?.steps[0]?.detail).toBe('seen');
  });

  test.skipIf(skip)('what was only seen is durable with the next intent, and stands before it', async () => {
    const store = await open();
    const { job } = await atWork(store);
    const journal = store.journal(job);
    const before = (await store.runView(job.runId))?.version ?? 0;
    const intent = { at: '2026-01-01T00:00:00.000Z', before: null };

    await journal.record(step('one', { state: 'done' }), 'Done', { soon: true });
    await journal.record(step('two', { intent }), 'Making');

    const events = await store.events(job.runId, before);
    expect(events.map(({ number, text }) => [number - before, text])).toEqual([
      [1, 'Done'],
      [2, 'Making'],
    ]);
    expect(await store.journal(job).load()).toEqual([step('one', { state: 'done' }), step('two', { intent })]);
  });

  test.skipIf(skip)('a load reads what was noted just before', async () => {
    const store = await open();
    const { job } = await atWork(store);
    const journal = store.journal(job);

    await journal.record(step('one', { detail: 'seen' }), 'Looking', { soon: true });

    expect((await journal.load())[0]).toEqual(step('one', { detail: 'seen' }));
  });

  test.skipIf(skip)('text that a database cannot hold is stored without the offending characters', async () => {
    const store = await open();
    const { job } = await atWork(store);

    await store.journal(job).record(step('one', { detail: 'half \ud83d and nul \0 end' }), 'nul \0');

    expect((await store.runView(job.runId))?.steps[0]?.detail).toBe('half \ufffd and nul  end');
  });

  test.skipIf(skip)('an old worker that wakes after its run went to another one can write nothing', async () => {
    const store = await open();
    const { id } = await makeConnection(store);
    const old = deaf();
    const first = await store.work(old.handler, { concurrency: 2 });
    const { id: runId } = await store.startRun(newRun(id));
    const oldJob = await old.job;
    await first.stop(0);
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 2 });
    const newJob = await jobs.next();

    const late = store.journal(oldJob).record(step('one', { detail: 'from the old worker' }), 'Late');

    await expect(late).rejects.toMatchObject({ name: 'LeaseLost' });
    const connection = { connectedAt: '2026-01-01T00:00:00.000Z' };
    await expect(store.journal(oldJob).setRun({ state: 'failed', connection }, 'Late')).rejects.toMatchObject({
      name: 'LeaseLost',
    });
    expect(await store.connection(id)).toMatchObject({ connectedAt: null });
    await store.journal(newJob).record(step('one', { detail: 'from the new worker' }), 'Here');
    expect(newJob.runId).toBe(runId);
    expect((await store.runView(runId))?.steps[0]?.detail).toBe('from the new worker');
    old.wake();
  });

  test.skipIf(skip)('what a write has proved of the lease serves for a moment only', async () => {
    const store = await open();
    const { job } = await atWork(store);
    const journal = store.journal(job);
    await journal.setRun({ state: 'working', connected: true }, 'Connected');
    await journal.stillHeld();

    await store.resumeRun(job.runId, { secrets: {}, by: person('Ada'), reopen: true });

    const answer = () =>
      journal.stillHeld().then(
        () => 'held',
        (error: unknown) => error,
      );
    await expect.poll(answer).toBeInstanceOf(LeaseLost);
  });

  test.skipIf(skip)(
    'a worker that stops hands its run over at once, and the run counts no failure for it',
    async () => {
      const store = await open({ maxTimesTaken: 1 });
      const { job, worker } = await atWork(store);
      const jobs = holdJobs();

      await worker.stop(5000);
      expect(job.signal.reason).toMatchObject({ name: 'WorkerStopping' });
      expect((await store.run(job.runId))?.state).toBe('queued');
      await store.work(jobs.handler, { concurrency: 1 });

      expect((await jobs.next()).runId).toBe(job.runId);
    },
  );

  test.skipIf(skip)(
    'a run that breaks off is tried again after a pause, and fails as unexpected in the end',
    async () => {
      const said: string[] = [];
      const store = await open({ maxTimesTaken: 2, log: (_, text) => said.push(text) });
      const { id } = await makeConnection(store);
      let tries = 0;
      await store.work(
        async (job) => {
          tries += 1;
          await store.journal(job).record(step('one'), 'Looking');
          throw new Error('a bug');
        },
        { concurrency: 1 },
      );

      const { id: runId } = await store.startRun(newRun(id));
      const view = await until(store, runId, ({ state }) => state === 'failed');

      expect(tries).toBe(2);
      expect(view.finishedAt).not.toBeNull();
      expect(view.steps[0]).toMatchObject({ state: 'failed', problem: { code: 'unexpected', status: 500 } });
      expect(view.steps[1]).toMatchObject({ state: 'pending' });
      expect(await store.vault(runId).open('token')).toBeNull();
      expect(said.filter((text) => text === 'A run broke off')).toHaveLength(2);
    },
  );

  test.skipIf(skip)(
    'a cancel ends a run that nobody works on at once, with its sealed values and its job',
    async () => {
      const store = await open();
      const { id } = await makeConnection(store);
      const { id: runId } = await store.startRun(newRun(id));
      const jobs = holdJobs();

      const view = await store.requestCancel(runId, person('Grace'));
      await store.work(jobs.handler, { concurrency: 1 });
      const next = await store.startRun(newRun(id));

      expect(view).toMatchObject({ state: 'cancelled', steps: [{ state: 'cancelled' }, { state: 'cancelled' }] });
      expect(view.finishedAt).not.toBeNull();
      expect(await store.vault(runId).open('token')).toBeNull();
      expect((await jobs.next()).runId).toBe(next.id);
      await expect(store.requestCancel(runId, person('Grace'))).rejects.toMatchObject({ code: 'run-finished' });
    },
  );

  test.skipIf(skip)('a cancel reaches the worker by its signal, and the worker brings the run to its end', async () => {
    const store = await open();
    const { id } = await makeConnection(store);
    let reason: unknown;
    await store.work(
      async (job) => {
        await new Promise((done) => job.signal.addEventListener('abort', done));
        reason = job.signal.reason;
        await store.journal(job).setRun({ state: 'cancelled', wipe: 'all' }, 'Cancelled');
      },
      { concurrency: 1 },
    );
    const { id: runId } = await store.startRun(newRun(id));
    await until(store, runId, ({ state }) => state === 'working');

    await store.requestCancel(runId, person('Grace'));
    await until(store, runId, ({ state }) => state === 'cancelled');

    expect(reason).toMatchObject({ name: 'RunCancelled' });
  });

  test.skipIf(skip)('a cancel that makes the worker throw still ends the run as cancelled', async () => {
    const store = await open();
    const { job } = await atWork(store);

    await store.requestCancel(job.runId, person('Grace'));
    const view = await until(store, job.runId, ({ state }) => state === 'cancelled');

    expect(view.steps.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  });

  test.skipIf(skip)('a run that waits for a person goes on with fresh sealed values when it is resumed', async () => {
    const store = await open();
    const { job, jobs } = await atWork(store);
    const ask = { kind: 'sign-in' as const, text: 'Sign in again' };
    await store.journal(job).record(step('one', { state: 'needs-you', ask }), 'Sign in again');
    await store.journal(job).setRun({ state: 'needs-you', wipe: ['token'] }, 'Waiting for a person');
    jobs.finish(job);
    expect(await store.vault(job.runId).open('token')).toBeNull();

    const view = await store.resumeRun(job.runId, { secrets: { token: 'fresh' }, by: person('Grace') });
    const again = await jobs.next();

    expect(taken).toContain(view.state);
    expect(view).toMatchObject({ steps: [{ id: 'one', state: 'pending' }, { id: 'two' }] });
    expect(view.steps[0]?.ask).toBeUndefined();
    expect(again.lease).not.toBe(job.lease);
    expect(await store.vault(again.runId).open('token')).toBe('fresh');
    expect(await store.resumeRun(job.runId, { secrets: {}, by: person('Grace') })).toMatchObject({ state: 'working' });
  });

  test.skipIf(skip)('a failed run can be resumed, unless it is over or another one took its place', async () => {
    const store = await open();
    const { job, jobs } = await atWork(store);
    await store.journal(job).setRun({ state: 'failed' }, 'Failed');
    jobs.finish(job);
    const rival = await store.startRun(newRun((await store.run(job.runId))?.connectionId ?? ''));

    const refused = store.resumeRun(job.runId, { secrets: {}, by: person('Ada') });
    await expect(refused).rejects.toMatchObject({ name: 'RunAlreadyActive', runId: rival.id });
    const second = await jobs.next();
    await store.journal(second).setRun({ state: 'done' }, 'Done');
    jobs.finish(second);

    const resumed = await store.resumeRun(job.runId, { secrets: {}, by: person('Ada') });
    expect(taken).toContain(resumed.state);
    expect(resumed.finishedAt).toBeNull();
    await expect(store.resumeRun(rival.id, { secrets: {}, by: person('Ada') })).rejects.toMatchObject({
      code: 'run-finished',
    });
    await expect(store.resumeRun(randomUUID(), { secrets: {}, by: person('Ada') })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test.skipIf(skip)('tenants are worked on side by side, and one tenant cannot fill every slot', async () => {
    const store = await open();
    const busy = randomUUID();
    const servers = ['a', 'b', 'c'];
    const ofBusy = await Promise.all(servers.map((server) => makeConnection(store, { tenantId: busy, server })));
    const other = await makeConnection(store);
    const jobs = holdJobs();
    for (const { id } of ofBusy) await store.startRun(newRun(id));
    const { id: lastRun } = await store.startRun(newRun(other.id));

    await store.work(jobs.handler, { concurrency: 3 });
    const taken = [await jobs.next(), await jobs.next(), await jobs.next()];

    const tenants = await Promise.all(taken.map(async ({ runId }) => (await store.run(runId))?.tenantId));
    expect(tenants.filter((tenant) => tenant === busy)).toHaveLength(2);
    expect(taken.map(({ runId }) => runId)).toContain(lastRun);
  });

  test.skipIf(skip)('what is sealed for a run opens for a day only, and can be wiped before', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const store = await open({ clock: { now: () => now } });
    const { id } = await makeConnection(store);
    const { id: runId } = await store.startRun(newRun(id, { secrets: { token: 'hush', other: 'too' } }));
    const vault = store.vault(runId);

    await vault.wipe('other');
    await vault.seal('token', 'newer');
    expect([await vault.open('token'), await vault.open('other')]).toEqual(['newer', null]);
    now += 24 * 60 * 60 * 1000;

    expect(await vault.open('token')).toBeNull();
  });

  async function atWork(store: Store) {
    const { id } = await makeConnection(store);
    const jobs = holdJobs();
    const worker = await store.work(jobs.handler, { concurrency: 1 });
    await store.startRun(newRun(id));
    return { job: await jobs.next(), jobs, worker };
  }
});

/** A handler that does not hear its signal, as a process that hangs. */
function deaf() {
  const { promise: job, resolve: given } = Promise.withResolvers<Job>();
  const { promise: asleep, resolve: wake } = Promise.withResolvers<void>();
  return {
    job,
    wake,
    handler: async (taken: Job) => {
      given(taken);
      await asleep;
    },
  };
}
