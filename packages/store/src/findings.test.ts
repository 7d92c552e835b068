import type { CheckReport, FindingKind, UnwordedTenant } from '@vplus/contracts';
import { message, rendered } from '@vplus/messages';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { nextCheckAfter } from './check-times.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { receiver, webhook } from './test-alerts.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { leavesBehind, makeConnection, newRun, person } from './test-runs.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const concern = (kind: FindingKind, change: Partial<CheckReport['concerns'][number]> = {}) => ({
  kind,
  what: `${kind}!`,
  stepId: 'register-application',
  ...change,
});

describe.each(backends)('findings on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  let now = Date.parse('2026-11-30T12:00:00Z');
  const opened: Store[] = [];

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    now = Date.parse('2026-11-30T12:00:00Z');
  });
  afterAll(() => made?.stop());

  const connected = async () => {
    const database = await made.fresh();
    const open = async () => {
      const store = await openStore({ database, vaultKey: testKey, clock: { now: () => now } });
      opened.push(store);
      return store;
    };
    const store = await open();
    const { id, tenantId } = await makeConnection(store);
    await leavesBehind(store, id, { connectedAt: new Date(now).toISOString() });
    const seen = async () => rendered(await store.tenant(tenantId)) as UnwordedTenant;
    const check = (concerns: CheckReport['concerns'], rest: Partial<CheckReport> = {}, begunAt?: string) =>
      store.keepCheck(id, {
        report: { concerns, covered: ['register-application', 'register-organization'], unseen: [], ...rest },
        at: new Date(now).toISOString(),
        by: null,
        runId: null,
        ...(begunAt ? { begunAt } : {}),
      });
    const told = async () => (await seen()).findings.map(({ kind, state }) => `${kind} ${state}`);
    // A folder belongs to one process.
    const another = () => (database.kind === 'postgres' ? open() : Promise.resolve(store));
    return { store, another, id, tenantId, seen, check, told };
  };

  test.skipIf(skip)(
    'a finding is opened once, kept while it is told, and resolved when it is told no more',
    async () => {
      const { check, seen, told } = await connected();
      await check([concern('owner-added')]);
      const [first] = (await seen()).findings;
      now += day;
      await check([concern('owner-added'), concern('permission-missing', { subject: 'a/b' })]);
      expect(await told()).toEqual(['permission-missing open', 'owner-added open']);
      expect((await seen()).findings[1]).toMatchObject({
        id: first?.id,
        firstSeenAt: first?.firstSeenAt,
        lastSeenAt: new Date(now).toISOString(),
      });

      await check([concern('permission-missing', { subject: 'a/b' })]);

      expect(await told()).toEqual(['permission-missing open', 'owner-added resolved']);
      await check([concern('owner-added'), concern('permission-missing', { subject: 'a/b' })]);
      expect((await seen()).findings.filter(({ kind }) => kind === 'owner-added').map(({ state }) => state)).toEqual([
        'open',
        'resolved',
      ]);
    },
  );

  test.skipIf(skip)('people are told once when a finding opens, when it gets worse and when it ends', async () => {
    const { check, store, tenantId } = await connected();
    const { id: channelId } = await store.alerts.makeChannel(webhook());
    const told = async () =>
      (await store.alerts.deliveries(channelId, { limit: 20 }))
        .toReversed()
        .map(({ event, kind, severity }) => `${event} ${kind} ${severity}`);
    const later = async (concerns: CheckReport['concerns']) => {
      now += hour;
      await check(concerns);
    };

    await later([concern('owner-added', { severity: 'info' })]);
    await later([concern('owner-added', { severity: 'info' })]);
    await later([concern('owner-added', { severity: 'critical' })]);
    await later([concern('owner-added', { severity: 'warning' })]);
    await later([]);
    await later([]);

    expect(await told()).toEqual([
      'opened owner-added info',
      'worse owner-added critical',
      'ended owner-added warning',
    ]);
    const { got, send } = receiver(() => ({ result: 'delivered', status: 200 }));
    await store.alerts.deliver(send, { concurrency: 2 });
    await expect.poll(() => got.length).toBe(3);
    expect((await store.alerts.deliveries(channelId, { limit: 1 }))[0]).toMatchObject({ tenantId });
  });

  const notSeen = { covered: [], unseen: [{ stepId: 'remove-leftovers', why: 'Nobody was signed in.' }] };

  test.skipIf(skip)('what could not be looked at stands as it was', async () => {
    const { check, told } = await connected();
    await check([concern('owner-added', { stepId: 'remove-leftovers' })], { covered: ['remove-leftovers'] });

    await check([], notSeen);

    expect(await told()).toEqual(['owner-added open']);
  });

  test.skipIf(skip)('what a step told that the connection has no more is resolved', async () => {
    const { check, told } = await connected();
    await check([concern('exemption-shared', { stepId: 'exempt-application' })], { covered: ['exempt-application'] });

    await check([], { covered: ['register-application'], unseen: [] });

    expect(await told()).toEqual(['exemption-shared resolved']);
  });

  test.skipIf(skip)('of a step that was seen in part what could not be seen stands, and the rest ends', async () => {
    const { check, told } = await connected();
    const stepId = 'remove-leftovers';
    await check([concern('owner-added', { stepId }), concern('consent-added', { stepId })], { covered: [stepId] });

    await check([], {
      covered: [],
      unseen: [{ stepId, kinds: ['consent-added'], why: 'The role does not cover it.' }],
    });

    expect((await told()).toSorted()).toEqual(['consent-added open', 'owner-added resolved']);
  });

  test.skipIf(skip)('an acceptance ends when the finding changes, when its day comes, and by hand', async () => {
    const { store, tenantId, check, seen, told } = await connected();
    const idOf = async () => (await seen()).findings[0]?.id ?? '';
    const accept = async (until: string | null = null) =>
      store.acceptFinding(tenantId, await idOf(), { by: person('Adele Vance'), why: 'A pipeline of ours', until });
    await check([concern('owner-added')]);
    await accept();
    await check([concern('owner-added')]);
    expect(await told()).toEqual(['owner-added accepted']);
    expect((await seen()).health).toMatchObject({ is: 'protected' });
    expect((await seen()).findings[0]?.acceptance).toMatchObject({ by: 'Adele Vance', why: 'A pipeline of ours' });

    await check([concern('owner-added', { what: 'Two owners' })]);
    expect(await told()).toEqual(['owner-added open']);

    await accept(new Date(now + hour).toISOString());
    now += 2 * hour;
    await check([concern('owner-added', { what: 'Two owners' })]);
    expect(await told()).toEqual(['owner-added open']);

    await accept();
    await store.reopenFinding(tenantId, await idOf(), person('Adele Vance'));
    expect(await told()).toEqual(['owner-added open']);
    expect((await seen()).history.map(({ what }) => what)).toContain(
      'Accepted: The application has an owner. A pipeline of ours',
    );

    const id = await idOf();
    await check([]);
    await expect(store.acceptFinding(tenantId, id, { by: person('x'), why: 'y', until: null })).rejects.toThrow(
      'finding-resolved',
    );
    await expect(
      store.acceptFinding('00000000-0000-4000-8000-000000000000', id, { by: person('x'), why: 'y', until: null }),
    ).rejects.toThrow('not-found');
  });

  test.skipIf(skip)('an acceptance lasts as long as the same is told, in whatever order it is stored', async () => {
    const { store, tenantId, check, seen, told } = await connected();
    const ends = concern('credential-ends', { what: message('finding.ends', { kind: 'secret', days: 30 }) });
    await check([ends]);
    const [found] = (await seen()).findings;
    await store.acceptFinding(tenantId, found?.id ?? '', { by: person('Ada'), why: 'It is planned', until: null });

    now += day;
    await check([ends]);

    expect(await told()).toEqual(['credential-ends accepted']);
    expect((await seen()).findings[0]?.lastSeenAt).toBe(new Date(now).toISOString());
  });

  test.skipIf(skip)('an acceptance ends on its day although nobody could look since, and people are told', async () => {
    const { store, tenantId, check, seen, told } = await connected();
    const { id: channelId } = await store.alerts.makeChannel(webhook());
    await check([concern('owner-added', { stepId: 'remove-leftovers' })], notSeen);
    const [found] = (await seen()).findings;
    const until = new Date(now + hour).toISOString();
    await store.acceptFinding(tenantId, found?.id ?? '', { by: person('Ada'), why: 'Until tomorrow', until });

    await check([], notSeen);
    expect(await told()).toEqual(['owner-added accepted']);
    now += hour;
    await check([], notSeen);

    expect(await told()).toEqual(['owner-added open']);
    const events = (await store.alerts.deliveries(channelId, { limit: 9 })).map(({ event }) => event);
    expect(events).toEqual(['opened', 'opened']);
  });

  /** What a finding told to a channel since, and how it stands. */
  const watched = async () => {
    const one = await connected();
    const { store, tenantId, check, seen } = one;
    const { id: channelId } = await store.alerts.makeChannel(webhook());
    await check([concern('owner-added')]);
    const idOf = async () => (await seen()).findings[0]?.id ?? '';
    const events = async () =>
      (await store.alerts.deliveries(channelId, { limit: 20 })).toReversed().map(({ event }) => event);
    const acknowledge = async (until: string | null = null) =>
      store.acknowledgeFinding(tenantId, await idOf(), { by: person('Ada'), why: 'The team is on it', until });
    const later = async (concerns: CheckReport['concerns'], by = hour) => {
      now += by;
      await check(concerns);
    };
    return { ...one, idOf, events, acknowledge, later };
  };

  test.skipIf(skip)(
    'what was acknowledged makes no noise when it changes, counts for the health, and tells when it is worse',
    async () => {
      const { acknowledge, later, events, seen } = await watched();
      const done = await acknowledge();
      expect(done).toMatchObject({ state: 'open', acceptance: null, acknowledgement: { by: 'Ada', until: null } });

      await later([concern('owner-added', { what: 'Two owners' })]);
      expect(await events()).toEqual(['opened']);
      expect(await seen()).toMatchObject({
        health: { is: 'attention' },
        state: 'attention',
        findings: [{ what: 'Two owners', acknowledgement: { by: 'Ada', why: 'The team is on it' } }],
      });
      await later([concern('owner-added', { what: 'Two owners', severity: 'critical' })]);
      expect(await events()).toEqual(['opened', 'worse']);
      expect((await seen()).findings[0]).toMatchObject({ acknowledgement: null, state: 'open' });

      await acknowledge();
      await later([]);
      expect(await events()).toEqual(['opened', 'worse', 'ended']);
      expect((await seen()).findings[0]).toMatchObject({ acknowledgement: null, state: 'resolved' });
    },
  );

  test.skipIf(skip)(
    'what is acknowledged until a day is looked at then, and told once more if it is still there',
    async () => {
      const { id, store, acknowledge, later, events, seen } = await watched();
      const until = new Date(now + 3 * hour).toISOString();
      await acknowledge(until);
      expect((await seen()).nextCheckAt).not.toBeNull();
      expect(Date.parse((await seen()).nextCheckAt ?? '')).toBeLessThanOrEqual(Date.parse(until));
      await later([concern('owner-added')]);
      const next = Date.parse((await seen()).nextCheckAt ?? '');
      expect(next).toBeLessThanOrEqual(Date.parse(until) + minute);
      expect(await events()).toEqual(['opened']);

      now = Date.parse(until) + minute;
      expect(await store.takeDueChecks(9)).toEqual([id]);
      await later([concern('owner-added')], 0);
      await later([concern('owner-added')]);

      expect(await events()).toEqual(['opened', 'opened']);
      expect((await seen()).findings[0]).toMatchObject({ state: 'open', acknowledgement: null });
    },
  );

  test.skipIf(skip)(
    'it is told again on its day though nobody could look, and once where it is worse by then',
    async () => {
      const { store, tenantId, check, seen, later, events, acknowledge } = await watched();
      await acknowledge(new Date(now + hour).toISOString());
      now += hour;
      await check([], { covered: [], unseen: [{ stepId: 'register-application', why: 'Nobody was signed in.' }] });
      expect(await events()).toEqual(['opened', 'opened']);

      await acknowledge(new Date(now + hour).toISOString());
      await later([concern('owner-added', { severity: 'critical' })]);
      expect(await events()).toEqual(['opened', 'opened', 'worse']);
      await store.acceptFinding(tenantId, (await seen()).findings[0]?.id ?? '', {
        ...{ by: person('Ada'), why: 'It is meant to be so', until: new Date(now + hour).toISOString() },
      });
      expect(Date.parse((await seen()).nextCheckAt ?? '')).toBeLessThanOrEqual(now + hour);
    },
  );

  test.skipIf(skip)(
    'one decision takes the place of the other, each is in the history, and both are taken back',
    async () => {
      const { store, tenantId, idOf, acknowledge, seen, another } = await watched();
      const id = await idOf();
      await acknowledge('2026-12-24T00:00:00.000Z');
      await store.acceptFinding(tenantId, id, { by: person('Ada'), why: 'Ours', until: null });
      expect((await seen()).findings[0]).toMatchObject({ state: 'accepted', acknowledgement: null });
      await acknowledge();
      expect((await seen()).findings[0]).toMatchObject({ state: 'open', acceptance: null });
      await (await another()).reopenFinding(tenantId, id, person('Ada'));

      const { findings, history } = await seen();
      expect(findings[0]).toMatchObject({ state: 'open', acceptance: null, acknowledgement: null });
      const words = history.map(({ what }) => what);
      expect(words).toContain('Acknowledged until 2026-12-24: The application has an owner. The team is on it');
      expect(words).toContain('Acknowledged: The application has an owner. The team is on it');
    },
  );

  test.skipIf(skip)('what a check saw while a run was at work is not kept, and it is made again soon', async () => {
    const { store, id, check, seen } = await connected();
    now += hour;
    expect(await store.takeDueChecks(1)).toEqual([id]);
    const begunAt = new Date(now).toISOString();
    const run = await store.startRun(newRun(id));

    await check([concern('organization-gone')], {}, begunAt);
    expect(await seen()).toMatchObject({ findings: [], checks: [] });
    expect(Date.parse((await seen()).nextCheckAt ?? '') - now).toBeLessThanOrEqual(hour);

    now += 1000;
    await store.requestCancel(run.id, person('Ada'));
    await check([concern('organization-gone')], {}, begunAt);
    expect((await seen()).findings).toEqual([]);
    now += 1000;
    await check([concern('organization-gone')], {}, new Date(now).toISOString());
    expect((await seen()).findings).toMatchObject([{ kind: 'organization-gone' }]);
  });

  test.skipIf(skip)('a tenant that is disconnected during a check is not checked again, nor blamed', async () => {
    const { store, id, check, seen } = await connected();
    await check([concern('owner-added', { stepId: 'of-an-earlier-build' })]);
    now += 2 * day;
    expect(await store.takeDueChecks(1)).toEqual([id]);
    await store.checkNow((await seen()).id, person('Ada'));
    const begunAt = new Date(now).toISOString();
    now += 1000;
    await leavesBehind(store, id, { connectedAt: null, disconnectedAt: new Date(now).toISOString() });
    await store.mended(id, 'all');

    now += 1000;
    await check([concern('organization-gone')], {}, begunAt);
    await store.giveBackCheck(id);

    expect(await seen()).toMatchObject({ nextCheckAt: null, findings: [{ kind: 'owner-added', state: 'resolved' }] });
    now += day;
    expect(await store.takeDueChecks(1)).toEqual([]);
    await leavesBehind(store, id, { connectedAt: new Date(now).toISOString(), disconnectedAt: null });
    expect(await store.toCheck(id)).toMatchObject({ askedBy: null });
    expect((await seen()).state).toBe('connected');
  });

  test.skipIf(skip)('four words say how a tenant stands, and the list of tenants goes by them', async () => {
    const { store, id, check, seen } = await connected();
    const health = async () => {
      const { health: now_, state } = await seen();
      return [now_?.is, now_?.at, state];
    };
    expect(await health()).toEqual(['protected', null, 'connected']);
    await check([concern('ews-ends', { due: '2027-04-01T00:00:00.000Z' })]);
    expect(await health()).toEqual(['protected', null, 'connected']);
    await check([concern('credential-ends', { due: '2026-12-09T00:00:00.000Z' })]);
    expect(await health()).toEqual(['attention', '2026-12-09T00:00:00.000Z', 'attention']);
    await check([concern('organization-gone'), concern('owner-added')]);
    expect(await health()).toEqual(['not-protected', null, 'failing']);
    await check([]);
    const seenAt = new Date(now).toISOString();
    now += 50 * hour;
    expect(await health()).toEqual(['protected', null, 'connected']);
    now += 1;
    expect(await health()).toEqual(['unknown', seenAt, 'attention']);
    await check([], { covered: ['register-application'] });
    expect(await health()).toEqual(['unknown', seenAt, 'attention']);
    await leavesBehind(store, id, { connectedAt: null, disconnectedAt: seenAt });
    expect(await health()).toEqual([undefined, undefined, 'disconnected']);
  });

  test.skipIf(skip)('of several servers the worst finding counts, and each finding names its own', async () => {
    const { store, tenantId, check, seen } = await connected();
    now += hour;
    const { id: second } = await makeConnection(store, { tenantId, server: 'second' });
    await leavesBehind(store, second, { connectedAt: new Date(now).toISOString() });
    await check([concern('organization-gone')]);

    const { vplusServerName, health, state, findings } = await seen();

    expect(vplusServerName).toBe('Server second');
    expect(findings).toMatchObject([{ kind: 'organization-gone', vplusServerName: 'Server main' }]);
    expect([health?.is, state]).toEqual(['not-protected', 'failing']);
    const accepting = { by: person('Ada'), why: 'We move', until: null };
    expect(await store.acceptFinding(tenantId, findings[0]?.id ?? '', accepting)).toMatchObject({
      vplusServerName: 'Server main',
    });
    expect(await seen()).toMatchObject({ health: { is: 'not-protected' }, state: 'failing' });
  });

  test.skipIf(skip)('a connection is checked once a day, by one of two workers, also after a stop', async () => {
    const { store, another, id, check, seen } = await connected();
    const other = await another();
    now += 15 * minute - 1;
    expect(await store.takeDueChecks(10)).toEqual([]);
    now += 1;

    const taken = await Promise.all([store.takeDueChecks(10), other.takeDueChecks(10)]);
    expect(taken.flat()).toEqual([id]);
    expect(await store.takeDueChecks(10)).toEqual([]);
    await check([]);
    expect((await seen()).nextCheckAt).toBe(new Date(nextCheckAfter(id, now, { soon: false })).toISOString());
    expect(await store.takeDueChecks(10)).toEqual([]);

    now += 10 * day;
    expect(await store.takeDueChecks(10)).toEqual([id]);
    now += 20 * 60_000;
    expect(await other.takeDueChecks(10)).toEqual([id]);
    await other.giveBackCheck(id);
    expect((await seen()).nextCheckAt).toBe(new Date(nextCheckAfter(id, now, { soon: true })).toISOString());
  });

  test.skipIf(skip)('what ends before the next day is looked at when it has ended', async () => {
    const { check, seen } = await connected();
    const due = new Date(now + 10 * minute).toISOString();

    await check([concern('credential-ends', { due })]);

    expect((await seen()).nextCheckAt).toBe(new Date(now + 11 * minute).toISOString());
  });

  test.skipIf(skip)('a look that could not see vPlus is made again within the hour', async () => {
    const { id, check, seen } = await connected();

    await check([], { covered: ['allow-ews'], unseen: [{ stepId: 'register-organization', why: 'No answer' }] });

    expect((await seen()).nextCheckAt).toBe(new Date(nextCheckAfter(id, now, { soon: true })).toISOString());
  });
});

test('the next check is at the same moment of the next day, or within the hour', () => {
  const now = Date.parse('2026-11-30T12:00:00Z');
  const usual = nextCheckAfter('a connection', now, { soon: false });

  expect(usual).toBeGreaterThan(now + hour);
  expect(nextCheckAfter('a connection', usual, { soon: false })).toBe(usual + day);
  expect(nextCheckAfter('a connection', now, { soon: true })).toBe(now + hour);
  expect(nextCheckAfter('a connection', usual - minute, { soon: true })).toBe(usual);
  const ends = [now - day, now + hour / 2, usual + day];
  expect(nextCheckAfter('a connection', now, { soon: false, ends })).toBe(now + hour / 2 + minute);
});

test('the moments of a day are spread over all of it', () => {
  const now = Date.parse('2026-11-30T12:00:00Z');
  const hours = Array.from({ length: 2400 }, (_, at) =>
    Math.floor((nextCheckAfter(`connection ${at}`, now, { soon: false }) - now) / hour),
  );

  expect(new Set(hours).size).toBe(24);
  expect(Math.max(...hours.map((one) => hours.filter((other) => other === one).length))).toBeLessThan(160);
});
