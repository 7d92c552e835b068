import { randomUUID } from 'node:crypto';
import type { Choices } from '@vplus/contracts';
import { render } from '@vplus/messages';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type StoreOptions } from './open-store.ts';
import type { Store } from './store.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, person, step, until } from './test-runs.ts';

const hash = 'a'.repeat(64);
const plan = { hash, choices: {} as Choices };

describe.each(backends)('approvals on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  let now = Date.parse('2026-11-24T12:00:00Z');
  const opened: Store[] = [];

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  afterAll(() => made?.stop());

  const open = async (options: Partial<StoreOptions> = {}) => {
    const clock = { now: () => now };
    const store = await openStore({ database: await made.fresh(), vaultKey: testKey, clock, ...options });
    opened.push(store);
    return store;
  };
  const inAWeek = () => new Date(now + 7 * 24 * 3600_000).toISOString();

  /** A run that waits for a role, that no worker has. */
  const waiting = async (store: Store) => {
    const { id } = await makeConnection(store);
    const jobs = holdJobs();
    const worker = await store.work(jobs.handler, { concurrency: 2 });
    const run = await store.startRun(newRun(id, { plan }));
    const job = await jobs.next();
    const journal = store.journal(job);
    await journal.record(step('one', { state: 'needs-you', ask: { kind: 'role', text: 'Ask somebody' } }), 'Ask');
    await journal.setRun({ state: 'needs-you', wipe: ['token'] }, 'Waiting for a person');
    jobs.finish(job);
    return { run, jobs, worker };
  };
  const link = (store: Store, runId: string) => store.makeApproval({ runId, by: person('Lee'), expiresAt: inAWeek() });

  test.skipIf(skip)('an approval puts its run back to work with the sealed values of the approver', async () => {
    const store = await open();
    const { run, jobs } = await waiting(store);
    const approval = await link(store, run.id);

    const view = await store.approve(approval.id, { secrets: { token: 'of Adele' }, by: person('Adele') });
    const job = await jobs.next();

    expect(approval).toMatchObject({ state: 'open', madeBy: 'Lee', tenantId: run.tenantId, planHash: hash });
    expect(['queued', 'working']).toContain(view.state);
    expect(job.runId).toBe(run.id);
    expect(await store.vault(run.id).open('token')).toBe('of Adele');
    expect(await store.approval(approval.id)).toMatchObject({ state: 'approved', endedBy: 'Adele' });
    expect((await store.tenant(run.tenantId))?.history.map(({ who, what }) => `${who}: ${render(what)}`)).toEqual([
      'Adele: Approved by the link of Lee',
      `Lee: Made an approval link, good until ${approval.expiresAt}`,
      'Ada: Started: connect',
    ]);
  });

  test.skipIf(skip)('of two approvals at once one counts, and the other learns why not', async () => {
    const store = await open();
    const { run } = await waiting(store);
    const one = await link(store, run.id);
    const two = await link(store, run.id);
    const by = (id: string) => store.approve(id, { secrets: { token: id }, by: person('Adele') });

    const ends = await Promise.allSettled([by(one.id), by(one.id), by(two.id)]);

    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []));
    for (const code of codes) expect(['approval-used', 'approval-not-needed']).toContain(code);
  });

  test.skipIf(skip)('a link that has expired, was taken back or never existed approves nothing', async () => {
    const store = await open();
    const { run } = await waiting(store);
    const expired = await link(store, run.id);
    now += 8 * 24 * 3600_000;
    const revoked = await link(store, run.id);
    await store.revokeApproval(revoked.id, person('Lee'));

    const codes = await Promise.all(
      [expired.id, revoked.id, randomUUID()].map((id) =>
        store.approve(id, { secrets: { token: 'x' }, by: person('Adele') }).catch(({ code }) => code),
      ),
    );

    expect(codes).toEqual(['approval-expired', 'approval-revoked', 'not-found']);
    expect(await store.vault(run.id).open('token')).toBeNull();
    expect((await store.runView(run.id))?.state).toBe('needs-you');
    expect((await store.approvalsOf(run.id)).map(({ state }) => state)).toEqual(['revoked', 'expired']);
  });

  test.skipIf(skip)('a link is made only for a run that goes on, and revoking it twice changes nothing', async () => {
    const store = await open();
    const { run } = await waiting(store);
    const approval = await link(store, run.id);
    const once = await store.revokeApproval(approval.id, person('Lee'));
    const twice = await store.revokeApproval(approval.id, person('Megan'));
    await store.requestCancel(run.id, person('Lee'));

    await expect(link(store, run.id)).rejects.toMatchObject({ code: 'approval-not-needed' });

    expect(once.endedBy).toBe('Lee');
    expect(twice).toEqual(once);
  });
});

describe.each(backends)('a run that is watched on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  const opened: Store[] = [];

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  afterAll(() => made?.stop());

  const watched = async () => {
    const store = await openStore({ database: await made.fresh(), vaultKey: testKey });
    opened.push(store);
    const { id } = await makeConnection(store);
    const jobs = holdJobs();
    const worker = await store.work(jobs.handler, { concurrency: 2 });
    const run = await store.startRun(newRun(id, { plan }));
    const job = await jobs.next();
    await store.journal(job).setRun({ state: 'needs-you', watched: true }, 'Waiting for a person');
    return { store, run, job, jobs, worker };
  };

  test.skipIf(skip)('shows that it needs a person and stays with its worker', async () => {
    const { store, run, job } = await watched();

    await store.journal(job).record(step('one'), 'Looked again');

    expect((await store.runView(run.id))?.state).toBe('needs-you');
  });

  test.skipIf(skip)('goes to another worker, and on, when its worker stops', async () => {
    const { store, run, worker } = await watched();
    const others = holdJobs();

    await worker.stop(1000);
    await store.work(others.handler, { concurrency: 1 });
    const again = await others.next();

    expect(again.runId).toBe(run.id);
    expect((await store.runView(run.id))?.state).toBe('working');
    expect(await store.vault(run.id).open('token')).toBe('hush');
  });

  test.skipIf(skip)('is taken from its worker at once when a person goes on with it', async () => {
    const { store, run, job, jobs } = await watched();

    await store.resumeRun(run.id, { secrets: { token: 'fresh' }, by: person('Adele') });
    const again = await jobs.next();

    await expect.poll(() => job.signal.reason?.name).toBe('LeaseLost');
    const late = store.journal(job).setRun({ state: 'needs-you', wipe: ['token'] }, 'Too late');
    await expect(late).rejects.toMatchObject({ name: 'LeaseLost' });
    expect(again.runId).toBe(run.id);
    expect(again.signal.aborted).toBe(false);
    expect(await store.vault(run.id).open('token')).toBe('fresh');
  });

  test.skipIf(skip)('is cancelled through its worker', async () => {
    const { store, run, job } = await watched();

    await store.requestCancel(run.id, person('Ada'));

    await until(store, run.id, ({ state }) => state === 'cancelled');
    expect(job.signal.reason?.name).toBe('RunCancelled');
    expect(await store.vault(run.id).open('token')).toBeNull();
  });
});
