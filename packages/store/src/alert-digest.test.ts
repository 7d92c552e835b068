import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Delivery, NewChannel } from './alert-store.ts';
import { raiseAlert } from './alerts.ts';
import { openStore, type StoreOptions } from './open-store.ts';
import type { Store } from './store.ts';
import { besides, raiseBefore, raised, receiver, wantsAll, webhook } from './test-alerts.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { makeConnection, person } from './test-runs.ts';

const hourMs = 3_600_000;
const at = (time: string) => Date.parse(`2026-11-24T${time}:00Z`);
const warning = (change: Parameters<typeof raised>[0] = {}) =>
  raised({ severity: 'warning', kind: 'owner-added', ...change });
const digest = { atOnce: ['critical'] as 'critical'[], hour: 7 };

describe.each(backends)('the daily digest on $name', ({ name, skip, databases }) => {
  let made: TestDatabases;
  let now = at('05:00');
  const opened: Store[] = [];

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  afterAll(() => made?.stop());

  const open = async (database: StoreOptions['database']) => {
    const store = await openStore({ database, vaultKey: testKey, clock: { now: () => now } });
    opened.push(store);
    return store;
  };
  const closed = async (store: Store) => {
    opened.splice(opened.indexOf(store), 1);
    await store.close();
  };
  /** A channel with a digest, and alerts that were raised at the times that they name; the store is open at `time`. */
  const prepared = async (alerts: ReturnType<typeof warning>[], time: number, change: Partial<NewChannel> = {}) => {
    now = at('05:00');
    const database = await made.fresh();
    const first = await open(database);
    const { tenantId } = await makeConnection(first, { name: 'Contoso' });
    const { id } = await first.alerts.makeChannel(webhook({ digest, ...change }));
    await closed(first);
    const own = alerts.map((alert) => ({
      ...alert,
      tenantId: alert.tenantId === anyTenant ? tenantId : alert.tenantId,
    }));
    await raiseBefore(database, own);
    now = time;
    return { database, id, tenantId, store: await open(database) };
  };
  const anyTenant = randomUUID();
  const told = (delivery: Delivery) =>
    delivery.digest
      ? delivery.digest.events.map(({ event, severity, tenantName }) => `${event} ${severity} ${tenantName}`)
      : `${delivery.event} ${delivery.severity}`;
  const receiving = () => {
    const got: ReturnType<typeof told>[] = [];
    const { send } = receiver((delivery) => {
      got.push(told(delivery));
      return { result: 'delivered', status: 200 };
    });
    return { got, send };
  };
  const statesOf = async (store: Store, id: string) =>
    (await store.alerts.deliveries(id, { limit: 50 })).map(({ event, state }) => `${event} ${state}`);

  test.skipIf(skip)('what is not told at once waits for the hour, and comes in one message', async () => {
    const alerts = [
      warning({ tenantId: anyTenant, event: 'ended', at: '2026-11-24T06:00:00.000Z' }),
      warning({ tenantId: anyTenant, event: 'worse', at: '2026-11-24T05:00:00.000Z' }),
      raised({ at: '2026-11-24T05:30:00.000Z' }),
    ];
    const { store, id } = await prepared(alerts, at('06:59'));
    const { got, send } = receiving();
    await store.alerts.deliver(send, { concurrency: 2 });
    await expect.poll(() => got).toEqual(['opened critical']);
    await expect.poll(() => store.alerts.channel(id)).toMatchObject({ digest, gathered: 2, waiting: 0 });

    now = at('07:00');
    await expect.poll(() => got, { timeout: 15_000 }).toHaveLength(2);

    expect(got[1]).toEqual(['worse warning Contoso', 'ended warning Contoso']);
    await expect.poll(() => store.alerts.channel(id)).toMatchObject({ gathered: 0, waiting: 0, failed: 0 });
    const [first, ...rest] = await store.alerts.deliveries(id, { limit: 9 });
    expect(first).toMatchObject({ event: 'digest', state: 'delivered', raisedAt: '2026-11-24T07:00:00.000Z' });
    expect(rest.filter(({ digestId }) => digestId === first?.id)).toHaveLength(2);
  });

  test.skipIf(skip)(
    'after a stop of days there is one digest, of the last hour that passed, and what came since waits',
    async () => {
      const alerts = ['24T05', '25T20', '26T06', '26T08'].map((hour) => warning({ at: `2026-11-${hour}:00:00.000Z` }));
      const { store, id } = await prepared(alerts, at('09:00') + 48 * hourMs);
      const { got, send } = receiving();

      await store.alerts.deliver(send, { concurrency: 1 });
      await expect.poll(() => got).toHaveLength(1);
      expect(got[0]).toHaveLength(3);
      // Another hour of the same day makes no second one.
      await store.alerts.changeChannel(id, { digest: { ...digest, hour: 9 }, by: person('Ada') });
      await store.alerts.test(id, person('Ada'));
      await expect.poll(() => got).toHaveLength(2);
      expect(got[1]).toBe('test info');

      now += 24 * hourMs;
      await expect.poll(() => got, { timeout: 15_000 }).toHaveLength(3);
      expect(got[2]).toHaveLength(1);
    },
  );

  test.skipIf(skip)('where nothing happened there is no digest', async () => {
    const { store, id } = await prepared([], at('07:30'));
    const { got, send } = receiving();
    await store.alerts.deliver(send, { concurrency: 1 });
    await store.alerts.test(id, person('Ada'));

    await expect.poll(() => got).toEqual(['test info']);
    await expect.poll(() => statesOf(store, id)).toEqual(['test delivered']);
  });

  test.skipIf(skip)(
    'a digest that fails is tried again under its id, and whoever dies after sending makes no second one',
    async () => {
      const { store, id, database } = await prepared(
        [warning({ tenantId: anyTenant })].map((one) => ({ ...one, at: '2026-11-24T05:00:00.000Z' })),
        at('07:00'),
      );
      const { promise: ever } = Promise.withResolvers<never>();
      const ids: string[] = [];
      await store.alerts.deliver(
        (delivery) => {
          ids.push(delivery.id);
          return ever;
        },
        { concurrency: 1 },
      );
      await expect.poll(() => ids).toHaveLength(1);
      await closed(store);

      const next = await open(database);
      const { got, send } = receiver(() =>
        got.length === 0 ? { result: 'failed', status: 503 } : { result: 'delivered', status: 200 },
      );
      await next.alerts.deliver(send, { concurrency: 1 });
      await expect.poll(() => got, { timeout: 20_000 }).toHaveLength(1);
      await expect.poll(async () => (await next.alerts.deliveries(id, { limit: 1 }))[0]?.attempts).toHaveLength(1);
      now += hourMs;
      await expect.poll(() => got, { timeout: 20_000 }).toHaveLength(2);

      expect(new Set([...ids, ...got.map((one) => one.id)]).size).toBe(1);
      await expect.poll(() => statesOf(next, id)).toEqual(['digest delivered', 'opened gathered']);
    },
  );

  test.skipIf(skip)(
    'it tells what the channel still wants, what is open by tenant, and how many it leaves out',
    async () => {
      const many = Array.from({ length: 27 }, () => warning({ tenantId: anyTenant, at: '2026-11-24T05:00:00.000Z' }));
      const unwanted = warning({ kind: 'lock-off', at: '2026-11-24T05:00:00.000Z' });
      const { store, id, tenantId } = await prepared([...many, unwanted], at('06:00'));
      const [connection] = await store.connectionsOf(tenantId);
      await store.keepCheck(connection?.id ?? '', {
        report: {
          concerns: [
            { kind: 'owner-added', what: 'An owner', stepId: 'register-application' },
            { kind: 'lock-off', what: 'No lock', stepId: 'register-application' },
          ],
          ...{ covered: ['register-application'], unseen: [] },
        },
        ...{ at: new Date(now).toISOString(), by: null, runId: null },
      });
      await store.alerts.changeChannel(id, { filter: { ...wantsAll, kinds: ['owner-added'] }, by: person('Ada') });
      const digests: Delivery['digest'][] = [];
      await store.alerts.deliver(
        async (delivery) => {
          digests.push(delivery.digest);
          return { result: 'delivered', status: 200 };
        },
        { concurrency: 1 },
      );

      now = at('07:00');
      await expect.poll(() => digests, { timeout: 15_000 }).toHaveLength(1);

      const [got] = digests;
      expect([got?.events.length, got?.moreEvents, got?.moreOpen]).toEqual([25, 3, 0]);
      expect(got?.open).toEqual([{ tenantId, tenantName: 'Contoso', critical: 0, warning: 1, info: 0 }]);
    },
  );

  test.skipIf(skip)(
    'what waits is sent when the channel wants no digest any more, and given up when it is switched off',
    async () => {
      const { store, id } = await prepared([warning(), warning()], at('06:00'));
      await store.alerts.changeChannel(id, { digest: { ...digest, atOnce: [] }, by: person('Ada') });
      expect(await statesOf(store, id)).toEqual(['opened gathered', 'opened gathered']);
      const sent = await store.alerts.changeChannel(id, { digest: null, by: person('Ada') });
      expect(sent).toMatchObject({ digest: null, gathered: 0, waiting: 2 });

      const other = await prepared([warning()], at('06:00'));
      await other.store.alerts.changeChannel(other.id, { on: false, by: person('Ada') });
      expect(await statesOf(other.store, other.id)).toEqual(['opened failed']);
    },
  );

  test.skipIf(skip || name === 'PGlite')('three workers make one digest', async () => {
    const { database, store, id } = await prepared([warning({ at: '2026-11-24T05:00:00.000Z' })], at('06:59'));
    const others = [await open(database), await open(database)];
    const { got, send } = receiving();
    await Promise.all([store, ...others].map(({ alerts }) => alerts.deliver(send, { concurrency: 2 })));

    now = at('07:00');
    await expect.poll(() => statesOf(store, id), { timeout: 15_000 }).toEqual(['digest delivered', 'opened gathered']);
    const { sql, close } = await besides(database);
    await sql.transaction((tx) => raiseAlert(tx, warning({ at: '2026-11-24T06:00:00.000Z' })));
    await close();
    await store.alerts.test(id, person('Ada'));
    await expect.poll(() => got).toHaveLength(2);
    expect(got.filter((one) => one !== 'test info')).toHaveLength(1);
  });
});
