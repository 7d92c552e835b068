import { sql as raw } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type StoreOptions } from './open-store.ts';
import type { Store } from './store.ts';
import { besides, raiseBefore, raised, webhook } from './test-alerts.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';
import { makeConnection, person } from './test-runs.ts';

const oldUntil = '2026-11-24T13:00:00.000Z';
const by = person('Ada');

describe.each(backends)('deeds and the audit log on $name', ({ skip, databases }) => {
  let made: TestDatabases;
  const opened: Store[] = [];

  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  afterAll(() => made?.stop());

  const open = async (database: StoreOptions['database']) => {
    const store = await openStore({ database, vaultKey: testKey });
    opened.push(store);
    return store;
  };

  test.skipIf(skip)('what cannot be noted is not done', async () => {
    const database = await made.fresh();
    const first = await open(database);
    const { id: connectionId, tenantId } = await makeConnection(first);
    const report = { concerns: [], covered: [], unseen: [] };
    await first.keepCheck(connectionId, { report, at: '2026-11-24T12:00:00.000Z', by: null, runId: null });
    const { id } = await first.alerts.makeChannel(webhook());
    const feed = await first.makeCalendarFeed({ tenantId, tokenHash: '0'.repeat(64), by });
    await opened.pop()?.close();
    await raiseBefore(database, [raised({ tenantId })]);
    const { sql, close } = await besides(database);
    await sql.execute(raw`update connections set next_check_at = ${oldUntil}`);
    await sql.execute(raw`alter table history add constraint no_deeds check (kind <> 'deed') not valid`);
    await close();
    const store = await open(database);
    const { alerts } = store;
    const whole = async () => ({
      channels: await alerts.channels(),
      deliveries: await alerts.deliveries(id, { limit: 10 }),
      feeds: await store.calendarFeeds(tenantId),
      tenant: await store.tenant(tenantId),
    });
    const before = await whole();

    const deeds = [
      () => alerts.makeChannel(webhook({ name: 'Another' })),
      () => alerts.changeChannel(id, { name: 'Other', by }),
      () => alerts.changeChannel(id, { on: false, by }),
      () => alerts.rotateSecret(id, { value: 'whsec_two', oldUntil, by }),
      () => alerts.test(id, by),
      () => alerts.replay(before.deliveries[0]?.id ?? '', by),
      () => alerts.replayFailed(id, by),
      () => alerts.removeChannel(id, by),
      () => store.makeCalendarFeed({ tenantId, tokenHash: '1'.repeat(64), by }),
      () => store.revokeCalendarFeed(feed.id, by),
      () => store.checkNow(tenantId, by),
    ];
    for (const deed of deeds) await expect(deed()).rejects.toThrow();

    expect(await whole()).toEqual(before);
    expect(before.tenant?.nextCheckAt).toBe(oldUntil);
  });
});
