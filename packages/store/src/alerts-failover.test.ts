import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openStore, type StoreOptions } from './open-store.ts';
import { type Orders, post } from './test-alert-child.ts';
import { raiseBefore, raised, webhook } from './test-alerts.ts';
import { backends, type TestDatabases, testKey } from './test-databases.ts';

const hourMs = 3_600_000;
const start = Date.parse('2026-11-24T12:00:00Z');
const dayLater = start + 24 * hourMs;

// pg-boss gives what a dead worker had to another after its heartbeat of ten seconds; a folder is free at once.
const cases = { PGlite: [1, 4, 9, 16, 25], PostgreSQL: [25] };

describe.each(backends)('workers that are killed between sending and noting, on $name', ({ name, skip, databases }) => {
  let made: TestDatabases;
  beforeAll(async () => {
    if (!skip) made = await databases();
  });
  afterAll(() => made?.stop());

  test.skipIf(skip)('a receiver that is down for a day loses nothing and gets no alert under two ids', async () => {
    const database = await made.fresh();
    const first = await openStore({ database, vaultKey: testKey, clock: { now: () => start } });
    const { id: channelId } = await first.alerts.makeChannel(webhook());
    await first.close();
    await raiseBefore(
      database,
      Array.from({ length: 10 }, (_, n) => raised({ findingId: String(n), at: new Date(start).toISOString() })),
    );
    const { address, got } = await receiver();

    for (const hours of cases[name as keyof typeof cases]) await killAfterSending({ database, address, hours });

    let now = start + 26 * hourMs;
    const store = await openStore({ database, vaultKey: testKey, clock: { now: () => now } });
    onTestFinished(() => store.close());
    const alerts = await store.alerts.deliveries(channelId, { limit: 100 });
    await store.alerts.deliver(
      async ({ id }) => {
        const status = await post(address, id, now);
        return { result: status === 200 ? 'delivered' : 'failed', status };
      },
      { concurrency: 4 },
    );
    await expect
      .poll(async () => {
        const states = (await store.alerts.deliveries(channelId, { limit: 100 })).map(({ state }) => state);
        now += hourMs;
        return states.filter((state) => state === 'delivered').length;
      })
      .toBe(10);

    const ids = alerts.map(({ id }) => id).toSorted();
    expect(alerts).toHaveLength(10);
    const taken = got.filter(({ status }) => status === 200).map(({ id }) => id);
    expect([...new Set(taken)].toSorted()).toEqual(ids);
    expect(got.filter(({ id }) => !ids.includes(id))).toEqual([]);
    // The one whose worker was killed after the receiver took it came twice, under the same id.
    expect(taken).toHaveLength(11);
  });
});

/** Starts a worker at that hour, waits until it has sent one alert, and kills it before it can note that. */
async function killAfterSending(told: { database: StoreOptions['database']; address: string; hours: number }) {
  const { database, address, hours } = told;
  const orders: Orders = { database, receiver: address, now: start + hours * hourMs };
  const file = fileURLToPath(new URL('test-alert-child.ts', import.meta.url));
  const child = spawn(process.execPath, [file, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  await once(createInterface({ input: child.stdout }), 'line');
  child.kill('SIGKILL');
  await exit;
}

/** Down for a day by the time of whoever sends. */
async function receiver() {
  const got: { id: string; status: number }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { id, now } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const status = now < dayLater ? 503 : 200;
    got.push({ id, status });
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { got, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
