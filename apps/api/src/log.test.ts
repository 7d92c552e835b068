import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { openStore, type Store } from '@vplus/store';
import { type Cluster, postgresPrograms, startCluster } from '@vplus/store/testing';
import express from 'express';
import { afterEach, expect, test } from 'vitest';
import { answerProblem } from './answer-problem.ts';
import { createLog, requestLog } from './log.ts';

const programs = postgresPrograms();
const server = programs ? 'PostgreSQL' : 'PostgreSQL (skipped: not installed)';
const vaultKey = { id: 'test', key: Buffer.alloc(32, 7) };
const customer = { name: 'Łódź 東京 GmbH', domain: 'customer.example', id: '5f1c2d8e-8e53-4d9f-8a21-1c7e3f509b12' };
const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test('a statement that the database refuses leaves none of its values in the log', async () => {
  const { store, lines, log } = await opened({ kind: 'memory' });

  const status = await ask(log, () => lookUp(store));
  log.error({ err: new AggregateError([await failureOf(store)], 'All failed') }, 'by the logger itself');

  expect(status).toBe(500);
  expect(lines.filter((line) => line.includes('"level":50'))).toHaveLength(3);
  demandNothingOf(lines);
  expect(lines.join()).toContain('SQLSTATE 22P02');
});

test.skipIf(!programs)(`${server}: nor does one that never reached it`, async () => {
  const cluster: Cluster = await startCluster(programs ?? '', ['fsync=off']);
  ends.push(cluster.remove);
  const { store, lines, log } = await opened({ kind: 'postgres', url: cluster.urlOf('postgres') });
  await cluster.stop('at once');

  const status = await ask(log, () => connectionOf(store));

  expect(status).toBe(503);
  expect(lines.some((line) => line.includes('storage-unavailable'))).toBe(true);
  demandNothingOf(lines);
});

async function opened(database: Parameters<typeof openStore>[0]['database']) {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const store = await openStore({ database, vaultKey, log: (level, text, fields) => log[level](fields, text) });
  ends.push(store.close);
  return { store, lines, log };
}

const connectionOf = (store: Store) =>
  store.ensureConnection({
    tenantId: customer.id,
    tenantName: customer.name,
    primaryDomain: customer.domain,
    vplusServerId: 'main',
    vplusServerName: 'Main',
  });

/** No id: the database repeats it in its words, and the driver in its own. */
const lookUp = (store: Store) => store.connection(customer.name);
const failureOf = (store: Store): Promise<unknown> => lookUp(store).catch((error: unknown) => error);

/** A request whose handler fails, answered as every request of the product is. */
async function ask(log: ReturnType<typeof createLog>, handle: () => Promise<unknown>): Promise<number> {
  const app = express();
  app.use(requestLog(log));
  app.get('/', async (_req, res) => {
    await handle();
    res.end();
  });
  app.use(answerProblem);
  const listening = app.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { status } = await fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/`);
  listening.closeAllConnections();
  await new Promise((done) => listening.close(done));
  return status;
}

function demandNothingOf(lines: string[]): void {
  const text = lines.join('\n');
  for (const value of [...Object.values(customer), 'params', 'Failed query']) expect(text).not.toContain(value);
}
