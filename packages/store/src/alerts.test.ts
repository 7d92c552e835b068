import { randomUUID } from 'node:crypto';
import { render } from '@vplus/messages';
import { sql as raw } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AttemptEnd } from './alert-store.ts';
import { raiseAlert } from './alerts.ts';
import { openStore, type StoreOptions } from './open-store.ts';
import type { Store } from './store.ts';
import { besides, raiseBefore, raised, receiver, wantsAll, webhook } from './test-alerts.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { makeConnection, person } from './test-runs.ts';

const hourMs = 3_600_000;
const delivered: AttemptEnd = { result: 'delivered', status: 200 };
const down: AttemptEnd = { result: 'failed', status: 503 };

describe.each(backends)('alerts on $name', ({ name, skip, databases }) => {
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

  const open = async (database: StoreOptions['database'], options: Partial<StoreOptions> = {}) => {
    const store = await openStore({ database, vaultKey: testKey, clock: { now: () => now }, ...options });
    opened.push(store);
    return store;
  };
  const closed = async (store: Store) => {
    opened.splice(opened.indexOf(store), 1);
    await store.close();
  };
  /** A database with channels, and alerts that were raised while nobody had it open. */
  const prepared = async (
    channels: Parameters<Store['alerts']['makeChannel']>[0][],
    alerts: ReturnType<typeof raised>[],
  ) => {
    const database = await made.fresh();
    const first = await open(database);
    const ids = [];
    for (const channel of channels) ids.push((await first.alerts.makeChannel(channel)).id);
    await closed(first);
    await raiseBefore(database, alerts);
    return { database, ids: ids as [string, ...string[]], store: await open(database) };
  };
  const statesOf = async (store: Store, channelId: string) =>
    (await store.alerts.deliveries(channelId, { limit: 100 })).map(({ state }) => state);

  test.skipIf(skip)('each channel gets what it wants, by kind, severity and tenant, and nothing else', async () => {
    const [contoso, fabrikam] = [randomUUID(), randomUUID()];
    const only = (change: Partial<typeof wantsAll>) => webhook({ filter: { ...wantsAll, ...change } });
    const { store, ids } = await prepared(
      [
        webhook(),
        only({ severities: ['critical'] }),
        only({ kinds: ['owner-added', 'lock-off'] }),
        only({ tenants: [fabrikam] as typeof wantsAll.tenants }),
      ],
      [
        raised({ tenantId: contoso, findingId: '1', severity: 'warning', kind: 'owner-added' }),
        raised({ tenantId: fabrikam, findingId: '2', severity: 'critical', event: 'ended' }),
      ],
    );

    const got = await Promise.all(ids.map((id) => store.alerts.deliveries(id, { limit: 10 })));

    expect(got.map((all) => all.map(({ findingId }) => findingId).toSorted())).toEqual([
      ['1', '2'],
      ['2'],
      ['1'],
      ['2'],
    ]);
    expect(got[1]?.[0]).toMatchObject({ tenantId: fabrikam, event: 'ended', state: 'waiting', attempts: [] });
    expect(new Set(got.flat().map(({ id }) => id)).size).toBe(5);
  });

  test.skipIf(skip)('an alert goes with the transaction that raised it, and one that failed leaves none', async () => {
    const database = await made.fresh();
    const first = await open(database);
    const { id } = await first.alerts.makeChannel(webhook());
    const off = await first.alerts.makeChannel(webhook());
    await first.alerts.changeChannel(off.id, { on: false, by: person('Ada') });
    await closed(first);
    const { sql, close } = await besides(database);
    const failing = sql.transaction(async (tx) => {
      await raiseAlert(tx, raised());
      throw new Error('after all not');
    });
    await expect(failing).rejects.toThrow('after all not');
    await sql.transaction((tx) => raiseAlert(tx, raised({ findingId: 'kept' })));
    await close();
    const store = await open(database);

    expect((await store.alerts.deliveries(id, { limit: 10 })).map(({ findingId }) => findingId)).toEqual(['kept']);
    expect(await store.alerts.deliveries(off.id, { limit: 10 })).toEqual([]);
  });

  test.skipIf(skip)('a receiver that is down for a day gets all of it, each under one id', async () => {
    const many = Array.from({ length: 12 }, (_, n) => raised({ findingId: String(n) }));
    const { store, ids } = await prepared([webhook()], many);
    const until = now + 24 * hourMs;
    const { got, send } = receiver(() => (now < until ? down : delivered));
    const before = await store.alerts.deliveries(ids[0], { limit: 100 });

    await store.alerts.deliver(send, { concurrency: 4 });
    await passUntil(async () => (await statesOf(store, ids[0])).every((state) => state === 'delivered'));

    const arrived = got.filter(({ end }) => end.result === 'delivered').map(({ id }) => id);
    expect(arrived.toSorted()).toEqual(before.map(({ id }) => id).toSorted());
    expect(new Set(got.map(({ id }) => id)).size).toBe(12);
    expect(now - until).toBeLessThan(2 * 24 * hourMs);
    const [log] = await store.alerts.deliveries(ids[0], { limit: 1 });
    expect(log?.attempts.map(({ result, status }) => `${result} ${status}`)).toEqual([
      ...Array.from({ length: (log?.attempts.length ?? 0) - 1 }, () => 'failed 503'),
      'delivered 200',
    ]);
  });

  test.skipIf(skip)(
    'after the last attempt it is given up, and a person sends it again under the same id',
    async () => {
      const { store, ids } = await prepared([webhook()], [raised()]);
      let answer = down;
      const { got, send } = receiver(() => answer);
      await store.alerts.deliver(send, { concurrency: 1 });
      await passUntil(async () => (await statesOf(store, ids[0]))[0] === 'failed');
      expect(got).toHaveLength(10);
      expect(await store.alerts.channel(ids[0])).toMatchObject({ failed: 1, waiting: 0 });

      answer = delivered;
      const { id } = got[0] ?? { id: '' };
      expect(await store.alerts.replay(id, person('Ada'))).toMatchObject({ id, state: 'waiting' });
      await expect.poll(() => statesOf(store, ids[0])).toEqual(['delivered']);

      expect(new Set(got.map((one) => one.id))).toEqual(new Set([id]));
      const channel = await store.alerts.channel(ids[0]);
      expect(channel?.lastDelivery?.attempts).toHaveLength(11);
      expect(channel?.failed).toBe(0);
    },
  );

  test.skipIf(skip)('a receiver that is gone switches its channel off until a person switches it on', async () => {
    const { store, ids } = await prepared([webhook(), webhook({ name: 'Other' })], [raised(), raised(), raised()]);
    let answer: AttemptEnd = { result: 'gone', status: 410 };
    const { send } = receiver(({ channelId }) => (channelId === ids[0] ? answer : delivered));
    await store.alerts.deliver(send, { concurrency: 1 });
    await expect.poll(() => statesOf(store, ids[0])).toEqual(['failed', 'failed', 'failed']);
    await expect.poll(() => statesOf(store, ids[1] ?? '')).toEqual(['delivered', 'delivered', 'delivered']);

    expect((await store.alerts.channel(ids[0]))?.off).toMatchObject({ why: 'gone', by: null });
    await expect(store.alerts.test(ids[0], person('Ada'))).rejects.toMatchObject({ code: 'alert-channel-off' });
    await expect(store.alerts.replayFailed(ids[0], person('Ada'))).rejects.toMatchObject({ code: 'alert-channel-off' });

    answer = delivered;
    expect((await store.alerts.changeChannel(ids[0], { on: true, by: person('Ada') })).off).toBeNull();
    expect(await store.alerts.replayFailed(ids[0], person('Ada'))).toBe(3);
    await expect.poll(() => statesOf(store, ids[0])).toEqual(['delivered', 'delivered', 'delivered']);
  });

  test.skipIf(skip)('a channel that does not answer holds no other up', async () => {
    const { store, ids } = await prepared(
      [webhook(), webhook({ name: 'Other' })],
      Array.from({ length: 8 }, () => raised()),
    );
    const { promise: ever, resolve: answers } = Promise.withResolvers<AttemptEnd>();
    const { send } = receiver(({ channelId }) => (channelId === ids[0] ? ever : delivered));

    await store.alerts.deliver(send, { concurrency: 4 });

    await expect.poll(() => statesOf(store, ids[1] ?? '')).toEqual(Array.from({ length: 8 }, () => 'delivered'));
    expect(await statesOf(store, ids[0])).toEqual(Array.from({ length: 8 }, () => 'waiting'));
    answers(delivered);
  });

  test.skipIf(skip)('what waits for a channel, and what is sent again, keeps to the filter as it is now', async () => {
    const [contoso, fabrikam] = [randomUUID(), randomUUID()];
    const { store, ids } = await prepared(
      [webhook()],
      [raised({ tenantId: contoso, findingId: '1' }), raised({ tenantId: fabrikam, findingId: '2' })],
    );
    const tenants = [fabrikam] as typeof wantsAll.tenants;
    await store.alerts.changeChannel(ids[0], { filter: { ...wantsAll, tenants }, by: person('Ada') });
    const told: unknown[] = [];
    const { send } = receiver(({ findingId, event }) => {
      told.push(findingId ?? event);
      return delivered;
    });

    await store.alerts.deliver(send, { concurrency: 1 });
    await expect.poll(async () => (await statesOf(store, ids[0])).toSorted()).toEqual(['delivered', 'failed']);
    const log = await store.alerts.deliveries(ids[0], { limit: 10 });
    const unwanted = log.find(({ findingId }) => findingId === '1')?.id ?? '';
    expect(await store.alerts.replay(unwanted, person('Ada'))).toMatchObject({ state: 'failed', attempts: [] });
    expect(await store.alerts.replayFailed(ids[0], person('Ada'))).toBe(0);
    await store.alerts.test(ids[0], person('Ada'));
    await expect.poll(() => told).toEqual(['2', 'test']);

    await store.alerts.changeChannel(ids[0], { filter: wantsAll, by: person('Ada') });
    expect(await store.alerts.replayFailed(ids[0], person('Ada'))).toBe(1);
    await expect.poll(() => told).toEqual(['2', 'test', '1']);
  });

  test.skipIf(skip)('a test is sent once, says of no tenant, and shows how it ended', async () => {
    const { store, ids } = await prepared([webhook()], []);
    const { got, send } = receiver(() => ({ result: 'failed', code: 'ECONNREFUSED' }));
    await store.alerts.deliver(send, { concurrency: 1 });

    const sent = await store.alerts.test(ids[0], person('Ada'));
    await expect.poll(() => statesOf(store, ids[0])).toEqual(['failed']);

    expect(got).toHaveLength(1);
    const [log] = await store.alerts.deliveries(ids[0], { limit: 1 });
    expect(log).toMatchObject({ id: sent.id, event: 'test', tenantId: null, attempts: [{ code: 'ECONNREFUSED' }] });
    expect(render(log?.what ?? '')).toBe('This is a test of the channel Pager. Nothing happened in any tenant.');
    expect((await store.alerts.channel(ids[0]))?.failed).toBe(0);
  });

  test.skipIf(skip)(
    'whoever sends is told the name of the tenant and the secrets, an old one until its time',
    async () => {
      const database = await made.fresh();
      const first = await open(database);
      const { tenantId } = await makeConnection(first, { name: 'Fabrikam' });
      const { id } = await first.alerts.makeChannel(webhook());
      const oldUntil = new Date(now + hourMs).toISOString();
      expect(await first.alerts.rotateSecret(id, { value: 'whsec_two', oldUntil, by: person('Ada') })).toMatchObject({
        oldSecretUntil: oldUntil,
      });
      await closed(first);
      await raiseBefore(database, [raised({ tenantId })]);
      const { sql, close } = await besides(database);
      const { rows } = await sql.execute<{ sealed: string }>(raw`select sealed, settings::text from alert_channels`);
      await close();
      const store = await open(database, { vaultKey: { id: 'newer', key: Buffer.alloc(32, 9), older: [testKey] } });

      const told = new Promise<unknown>((resolve) => {
        void store.alerts.deliver(
          async ({ tenantName, secrets, settings }) => {
            resolve({ tenantName, secrets, settings });
            return delivered;
          },
          { concurrency: 1 },
        );
      });

      expect(await told).toEqual({
        tenantName: 'Fabrikam',
        settings: { kind: 'webhook', address: 'https://pager.example/hook' },
        secrets: {
          signing: [
            { value: 'whsec_two', until: null },
            { value: 'whsec_one', until: oldUntil },
          ],
        },
      });
      expect(JSON.stringify(rows)).not.toContain('whsec_');
      await closed(store);
      // The old key can be taken away.
      const later = await open(database, { vaultKey: { id: 'newer', key: Buffer.alloc(32, 9) } });
      expect(await later.alerts.channel(id)).toMatchObject({ oldSecretUntil: oldUntil });
    },
  );

  test.skipIf(skip)('the log is read a page at a time, the newest first', async () => {
    const many = Array.from({ length: 5 }, (_, n) =>
      raised({ findingId: String(n), at: `2026-11-24T0${n >> 1}:00:00.000Z` }),
    );
    const { store, ids } = await prepared([webhook()], many);

    const first = await store.alerts.deliveries(ids[0], { limit: 3 });
    const second = await store.alerts.deliveries(ids[0], { limit: 3, before: first.at(-1)?.id ?? '' });

    expect([first.length, second.length]).toEqual([3, 2]);
    expect(first[0]?.findingId).toBe('4');
    expect([...first, ...second].map(({ findingId }) => findingId).toSorted()).toEqual(['0', '1', '2', '3', '4']);
  });

  test.skipIf(skip || name === 'PGlite')('three workers deliver each alert once', async () => {
    const { database, store, ids } = await prepared(
      [webhook()],
      Array.from({ length: 30 }, () => raised()),
    );
    const others = [await open(database), await open(database)];
    const { got, send } = receiver(() => delivered);

    await Promise.all([store, ...others].map(({ alerts }) => alerts.deliver(send, { concurrency: 4 })));

    await expect.poll(() => statesOf(store, ids[0])).toEqual(Array.from({ length: 30 }, () => 'delivered'));
    expect(got).toHaveLength(30);
  });

  /** Lets time pass in steps of an hour until it is so. */
  async function passUntil(holds: () => Promise<boolean>): Promise<void> {
    const end = now + 30 * 24 * hourMs;
    await expect
      .poll(
        async () => {
          if (await holds()) return true;
          if (now < end) now += hourMs;
          return false;
        },
        { timeout: 60_000, interval: 100 },
      )
      .toBe(true);
  }
});
