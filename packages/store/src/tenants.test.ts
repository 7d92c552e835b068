import { randomUUID } from 'node:crypto';
import {
  type PlanView,
  Problem,
  type RunState,
  type RunVerb,
  type StepRecord,
  type TenantCredential,
  type TenantFacts,
  TenantPage,
  TenantView,
} from '@vplus/contracts';
import { rendered } from '@vplus/messages';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import type { ConnectionChange, Store } from './store.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { holdJobs, leavesBehind, makeConnection, newRun, person, step } from './test-runs.ts';

const now = Date.parse('2026-06-01T12:00:00Z');

const credential = (expiresAt: string, change: Partial<TenantCredential> = {}): TenantCredential => ({
  kind: 'secret',
  keyId: 'key',
  addedAt: null,
  expiresAt,
  ...change,
});

const facts = (change: Partial<TenantFacts> = {}): TenantFacts => ({
  permissionsGranted: 46,
  permissionsWanted: 46,
  permissions: [{ key: 'a/b', api: 'Microsoft Graph', value: 'User.Read.All', state: 'granted' }],
  clientId: 'client',
  organizationGuid: 'guid',
  credentials: [credential('2027-06-01T00:00:00.000Z')],
  checkedAt: '2026-06-01T10:00:00.000Z',
  ...change,
});

const planned = { id: randomUUID() };
const plan = (hash: string) => ({ hash, steps: [], tenant: planned }) as unknown as PlanView;

describe.each(backends)('tenants on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  const opened: Store[] = [];

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  afterAll(() => made?.stop());

  const open = async (clock = { now: () => now }) => {
    const store = await openStore({ database: await made.fresh(), vaultKey: testKey, clock });
    opened.push(store);
    return store;
  };

  test.skipIf(skip)('a connection is found again, with fresh names and what it remembers', async () => {
    const store = await open();
    const first = await makeConnection(store);
    const jobs = holdJobs();
    const worker = await store.work(jobs.handler, { concurrency: 1 });
    await store.startRun(newRun(first.id));
    const journal = store.journal(await jobs.next());
    await journal.remember({ proof: { keyId: 'k' }, kept: 1 });
    await journal.stillHeld();
    await journal.remember({ proof: { keyId: 'm' } });
    await journal.remember({ proof: { keyId: 'l' }, taken: null });
    await journal.remember({});
    await journal.stillHeld();
    await worker.stop(0);

    const again = await makeConnection(store, { tenantId: first.tenantId, name: 'Contoso Renamed' });

    expect(again).toEqual({ ...first, memory: { proof: { keyId: 'l' }, kept: 1, taken: null } });
    expect(await store.connection(first.id)).toEqual(again);
    expect(await store.connectionsOf(first.tenantId)).toEqual([again]);
    expect((await store.tenant(first.tenantId))?.name).toBe('Contoso Renamed');
  });

  test.skipIf(skip)(
    'of two who tell or ask at the same moment nothing is lost, and one is shown a credential',
    async () => {
      const store = await open();
      const { id } = await makeConnection(store);
      const at = '2026-05-01T00:00:00.120Z';
      const told = { answer: 'confirm' as const, by: 'Ada', at };

      const [, , ...first] = await Promise.all([
        store.answer(id, 'allow-ews', told),
        store.answer(id, 'register-organization', told),
        store.reveal(id, 'k', { by: 'Ada', at }),
        store.reveal(id, 'k', { by: 'Ada', at }),
      ]);
      await store.answer(id, 'allow-ews', { ...told, answer: 'check-again' });

      expect(first.toSorted()).toEqual([false, true]);
      expect((await store.connection(id))?.memory).toEqual({
        answers: { 'allow-ews': { ...told, answer: 'check-again' }, 'register-organization': told },
        'revealed:k': { by: 'Ada', at },
      });
    },
  );

  test.skipIf(skip)('a plan was shown to the person who asked for it, and to nobody else', async () => {
    const store = await open();
    const { id } = await makeConnection(store);
    const [ada, grace] = [randomUUID(), randomUUID()].map((objectId) => ({
      ...person('Somebody'),
      tenantId: randomUUID(),
      objectId,
    }));
    if (!ada || !grace) throw new Error('Nobody is there');

    await store.keepPlan(id, plan('a'), ada);
    await store.keepPlan(id, plan('b'), grace);
    await store.keepPlan(id, plan('b'), grace);

    expect(await store.planShownAt(id, 'a', ada)).toBe(now);
    expect(await store.planShownAt(id, 'a', grace)).toBeNull();
    expect(await store.planShownAt(id, 'b', { ...grace, tenantId: randomUUID() })).toBeNull();
    expect(await store.plan(id, 'b')).toEqual(plan('b'));
  });

  test.skipIf(skip)('the state of a tenant follows from its connection, its figures and its latest run', async () => {
    const store = await open();
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 5 });
    const connectedAt = '2026-05-01T00:00:00.000Z';
    const tenantWith = async (name: string, state: RunState | null, known?: TenantFacts, disconnectedAt?: string) => {
      const { id } = await makeConnection(store, { name });
      if (!state) return;
      await store.startRun(newRun(id));
      const job = await jobs.next();
      const none = facts({ clientId: null, organizationGuid: null, credentials: [], permissionsGranted: 0 });
      const connected = known ? { connectedAt, facts: known } : {};
      const connection = disconnectedAt ? { connectedAt: null, disconnectedAt, facts: none } : connected;
      await store.journal(job).setRun({ state, connection }, state);
      if (state !== 'working') jobs.finish(job);
    };
    await tenantWith('A new', null);
    await tenantWith('B working', 'working', facts());
    await tenantWith('C asking', 'needs-you', facts());
    await tenantWith('D failing', 'failed', facts());
    await tenantWith('E connected', 'done', facts());
    await tenantWith('F attention', 'done-with-attention', facts());
    await tenantWith('G lacking', 'done', facts({ permissionsGranted: 45 }));
    await tenantWith('H expiring', 'done', facts({ credentials: [credential('2026-06-20T00:00:00.000Z')] }));
    await tenantWith('I gone', 'done', facts(), '2026-05-02T00:00:00.000Z');
    await tenantWith('J given up', 'cancelled');

    const page = await store.listTenants({});

    expect(TenantPage.parse(page).tenants.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'A new: new',
      'B working: working',
      'C asking: needs-you',
      'D failing: failing',
      'E connected: connected',
      'F attention: attention',
      'G lacking: attention',
      'H expiring: attention',
      'I gone: disconnected',
      'J given up: new',
    ]);
    expect(page.counts).toEqual({
      new: 2,
      connected: 1,
      attention: 3,
      working: 1,
      'needs-you': 1,
      unfinished: 0,
      failing: 1,
      disconnected: 1,
    });
    const attention = await store.listTenants({ state: 'attention', size: 2, page: 1 });
    expect([attention.total, attention.tenants.map(({ name }) => name)]).toEqual([3, ['H expiring']]);
    expect(attention.counts).toEqual(page.counts);
  });

  test.skipIf(skip).each([
    ['ended twelve days ago', 'failing', [credential('2026-05-20T00:00:00.000Z')]],
    ['ends in three weeks', 'attention', [credential('2026-06-22T00:00:00.000Z')]],
    [
      'was chosen for thirty days, today',
      'connected',
      [credential('2026-07-01T12:00:00.000Z', { addedAt: '2026-06-01T11:00:00.000Z' })],
    ],
    [
      'was chosen for thirty days, of which ten are left',
      'attention',
      [credential('2026-06-11T12:00:00.000Z', { addedAt: '2026-05-12T12:00:00.000Z' })],
    ],
    [
      'is the second of two, and ended',
      'failing',
      [
        credential('2026-05-31T00:00:00.000Z', { kind: 'certificate' }),
        credential('2027-05-31T00:00:00.000Z', { keyId: 'other' }),
      ],
    ],
  ] as const)('a tenant whose credential %s is %s', async (_, state, credentials) => {
    const store = await open();
    const { id, tenantId } = await makeConnection(store);
    const connectedAt = '2026-05-01T00:00:00.000Z';
    await leavesBehind(store, id, { connectedAt, facts: facts({ credentials: [...credentials] }) });

    const tenant = await store.tenant(tenantId);

    expect(tenant).toMatchObject({ state, credentialExpiresAt: credentials[0].expiresAt, credentials });
  });

  test.skipIf(skip)(
    'what a connect that was given up or failed has made is unfinished, until it is removed',
    async () => {
      const store = await open(ticking());
      const jobs = holdJobs();
      await store.work(jobs.handler, { concurrency: 1 });
      const { id, tenantId } = await makeConnection(store);
      const stateAfter = async (verb: RunVerb, state: RunState, record: Partial<StepRecord>) => {
        await store.startRun(newRun(id, { verb }));
        const job = await jobs.next();
        await store.journal(job).record(step('one', record), 'Worked');
        await store.journal(job).setRun({ state }, state);
        jobs.finish(job);
        return (await store.tenant(tenantId))?.state;
      };
      const intent = { at: '2026-06-01T12:00:00.000Z', before: null };

      expect(await stateAfter('connect', 'cancelled', { state: 'cancelled' })).toBe('new');
      expect(await stateAfter('connect', 'cancelled', { state: 'cancelled', intent })).toBe('unfinished');
      expect(await stateAfter('connect', 'failed', { state: 'failed', intent })).toBe('unfinished');
      expect(await stateAfter('disconnect', 'cancelled', { state: 'cancelled' })).toBe('unfinished');
      expect(await stateAfter('disconnect', 'done', { state: 'done' })).toBe('new');
    },
  );

  test.skipIf(skip)('a check or a repair that was given up hides nothing that was found before', async () => {
    const store = await open(ticking());
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 1 });
    const { id, tenantId } = await makeConnection(store);
    const after = async (
      verb: RunVerb,
      state: RunState,
      record: Partial<StepRecord> = {},
      connection: ConnectionChange = {},
    ) => {
      await store.startRun(newRun(id, { verb }));
      const job = await jobs.next();
      await store.journal(job).record(step('one', record), 'Worked');
      await store.journal(job).setRun({ state, connection }, state);
      jobs.finish(job);
      return TenantView.parse(rendered(await store.tenant(tenantId)));
    };
    await after('connect', 'done', {}, { connectedAt: '2026-05-01T00:00:00.000Z', facts: facts() });
    const refused = { ...new Problem('microsoft-refused').toView(), remedy: 'Read it' };
    await after('verify', 'failed', { state: 'failed', problem: refused });

    const found = await after('verify', 'cancelled', { state: 'cancelled' });

    expect(found.state).toBe('failing');
    expect(found.openPoints).toMatchObject([
      { title: 'The first', state: 'failed', text: 'Microsoft refused a request. Read it' },
    ]);
    expect((await after('connect', 'cancelled', { state: 'cancelled' })).state).toBe('failing');
    expect((await after('verify', 'done')).state).toBe('connected');
    // What a disconnect took away before it was given up is missing.
    expect((await after('disconnect', 'cancelled', { state: 'cancelled' })).state).toBe('connected');
    expect((await after('disconnect', 'cancelled', { state: 'done' })).state).toBe('unfinished');
  });

  test.skipIf(skip)('a live run of one server says more about a tenant than an ended run of another', async () => {
    const store = await open();
    const { id, tenantId } = await makeConnection(store, { server: 'a' });
    const other = await makeConnection(store, { tenantId, server: 'b' });
    const live = await store.startRun(newRun(id));
    const ended = await store.startRun(newRun(other.id));
    await store.requestCancel(ended.id, person('Ada'));

    const [tenant] = (await store.listTenants({ only: tenantId })).tenants;

    expect(tenant).toMatchObject({ state: 'working', latestRun: { id: live.id } });
    expect((await store.arrivalOf(tenantId)).liveRunId).toBe(live.id);
  });

  test.skipIf(skip)(
    'tenants are searched by name, domain and id, and the search takes every character as it is',
    async () => {
      const store = await open();
      const percent = await makeConnection(store, { name: '100% Wool_Ltd' });
      await makeConnection(store, { name: '100 Wools' });
      const names = async (search: string) => (await store.listTenants({ search })).tenants.map(({ name }) => name);

      expect(await names('100%')).toEqual(['100% Wool_Ltd']);
      expect(await names('wool_')).toEqual(['100% Wool_Ltd']);
      expect(await names('WOOL')).toEqual(['100 Wools', '100% Wool_Ltd']);
      expect(await names('100-wools.example')).toEqual(['100 Wools']);
      expect(await names(percent.tenantId.slice(0, 13))).toEqual(['100% Wool_Ltd']);
      expect(await names('\\')).toEqual([]);
    },
  );

  test.skipIf(skip)('tenants are sorted by each column in both directions, the empty ones last', async () => {
    const store = await open();
    const one = await makeConnection(store, { name: 'one', server: 'z' });
    const two = await makeConnection(store, { name: 'two', server: 'y' });
    await makeConnection(store, { name: 'bare', server: 'x' });
    const early = credential('2026-12-01T00:00:00.000Z');
    const later = '2026-06-01T11:00:00.000Z';
    const figures = facts({ permissionsGranted: 9, credentials: [early], checkedAt: later });
    await leavesBehind(store, one.id, { facts: figures });
    await leavesBehind(store, two.id, { facts: facts({ permissionsGranted: 40 }) });
    const sorted = async (sort: string, direction: 'asc' | 'desc') =>
      (await store.listTenants({ sort, direction })).tenants.map(({ name }) => name).join(' ');

    expect(await sorted('name', 'desc')).toBe('two one bare');
    expect(await sorted('permissions', 'asc')).toBe('one two bare');
    expect(await sorted('permissions', 'desc')).toBe('two one bare');
    expect(await sorted('expires', 'asc')).toBe('one two bare');
    expect(await sorted('checked', 'desc')).toBe('one two bare');
    expect(await sorted('server', 'asc')).toBe('bare two one');
  });

  test.skipIf(skip)('a page of two thousand tenants is cut where it should', async () => {
    const store = await open();
    const names = Array.from({ length: 2000 }, (_, i) => `Tenant ${String(i).padStart(5, '0')}`);
    for (let i = 0; i < names.length; i += 500)
      await Promise.all(names.slice(i, i + 500).map((name) => makeConnection(store, { name })));

    const page = await store.listTenants({ search: 'tenant', sort: 'name', page: 20, size: 50 });

    expect([page.total, page.tenants.length, page.tenants[0]?.name]).toEqual([2000, 50, 'Tenant 01000']);
  });

  test.skipIf(skip)('a tenant is shown with its connection, its runs and who did what', async () => {
    const store = await open();
    const { id, tenantId } = await makeConnection(store);
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 1 });
    const { id: runId } = await store.startRun(newRun(id));
    const job = await jobs.next();
    await store.journal(job).record(step('one', { state: 'done' }), 'Done');
    const connection = { connectedAt: '2026-05-01T00:00:00.000Z', facts: facts() };
    await store.journal(job).setRun({ state: 'working', connected: true, connection }, 'Connected');
    await store.requestCancel(runId, person('Grace'));
    await store.note({ tenantId, kind: 'deed', by: person('Linus'), what: 'Looked' });

    const view = TenantView.parse(rendered(await store.tenant(tenantId)));

    expect(view).toMatchObject({ connection: { id, clientId: 'client' }, credentials: [{ keyId: 'key' }] });
    expect(view.connection?.permissions).toHaveLength(1);
    expect(view.runs).toMatchObject([{ id: runId, verb: 'connect', stepsDone: 1, stepsTotal: 2, startedBy: 'Ada' }]);
    expect(view.history.map(({ who, what }) => `${who}: ${what}`)).toEqual([
      'Linus: Looked',
      'Grace: Cancelled: connect',
      'vPlus setup assistant: Connected; the first synchronization goes on',
      'Ada: Started: connect',
    ]);
    expect(await store.tenant(randomUUID())).toBeNull();
    expect(await store.arrivalOf(randomUUID())).toEqual({ liveRunId: null, connectedAt: null, lastRun: null });
  });
});

/** One second later at every look. */
function ticking() {
  let time = now;
  return { now: () => (time += 1_000) };
}
