import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { answerProblem } from './answer-problem.ts';
import { limitPerAddress } from './limits.ts';
import { createLog, requestLog } from './log.ts';

test.each([
  ['with the port of each connection behind it', (n: number) => `203.0.113.7:${50_000 + n}`],
  ['in brackets and with a port', (n: number) => `[2001:db8::7]:${50_000 + n}`],
  ['of one network of IPv6', (n: number) => `2001:db8:0:10::${n + 1}`],
  ['that is none', (n: number) => `unknown-${n}`],
  ['of the visitor behind what the visitor wrote', (n: number) => `9.9.9.${n}, 203.0.113.8`],
])('an address %s has one limit', async (_what, written) => {
  const app = express();
  app.set('trust proxy', 1);
  app.use(requestLog(createLog('silent')), limitPerAddress(3));
  app.get('/', (_req, res) => void res.json({}));
  app.use(answerProblem);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  const statuses: number[] = [];
  for (let n = 0; n < 5; n += 1)
    statuses.push((await fetch(address, { headers: { 'x-forwarded-for': written(n) } })).status);
  server.closeAllConnections();
  server.close();

  expect(statuses).toEqual([200, 200, 200, 429, 429]);
});
