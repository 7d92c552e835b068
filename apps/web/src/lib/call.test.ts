import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getConfig, getHealth, getRun, listTenants, startRun } from '@vplus/contracts';
import { afterEach, expect, test } from 'vitest';
import { ApiProblem } from './api-problem.ts';
import { createCaller } from './call.ts';

const runId = '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11';
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

test('fills the path, the query and the token in', async () => {
  const { call, requests } = await api({ tenants: [], total: 0, counts: counts() });

  await call(listTenants, { query: { search: 'a&b', page: 2, sort: 'name' } });

  expect(requests[0]).toMatchObject({ url: '/api/tenants?search=a%26b&page=2&sort=name', method: 'GET' });
  expect(requests[0]?.headers.authorization).toBe('Bearer token');
});

test('asks for no token where none is needed', async () => {
  const { origin, requests } = await api({ status: 'ok', version: '1' });
  const call = createCaller({ origin, token: () => Promise.reject(new Error('asked')) });

  await expect(call(getHealth, {})).resolves.toEqual({ status: 'ok', version: '1' });
  expect(requests[0]?.headers.authorization).toBeUndefined();
});

test('throws the problem document that the API sent', async () => {
  const problem = {
    type: '/problems/run-already-active',
    code: 'run-already-active',
    status: 409,
    title: 'Another run is already working on this organization',
    remedy: 'Open it, and wait for it or cancel it.',
    runId,
  };
  const { call } = await api(problem, 409);

  const refused = call(startRun, { params: { tenantId: runId }, body: { verb: 'connect' } });

  await expect(refused).rejects.toMatchObject({ name: 'ApiProblem', view: problem });
});

test('an answer that is not from the API is told from a refusal', async () => {
  const { call } = await api('<html>Bad gateway</html>', 502);

  const error = await call(getRun, { params: { runId } }).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(ApiProblem);
  expect(error).toMatchObject({ view: { code: 'unexpected', status: 502 } });
});

test.each([431, 494, 400])('a proxy that does not take a long sign-in is told for what it is: %i', async (status) => {
  const { origin } = await api('<html>Request Header Or Cookie Too Large</html>', status);
  const call = createCaller({ origin, token: async () => 'x'.repeat(8_000) });

  await expect(call(getRun, { params: { runId } })).rejects.toMatchObject({
    view: { code: 'headers-too-large', status, title: expect.stringContaining('lets through') },
  });
});

test('a bad request of something in front of us is not blamed on a short sign-in', async () => {
  const { call } = await api('<html>Bad request</html>', 400);

  await expect(call(getRun, { params: { runId } })).rejects.toMatchObject({ view: { code: 'unexpected' } });
});

test('a reply against the contract is refused, not shown half', async () => {
  const { call } = await api({ clientId: 'only this' });

  await expect(call(getConfig, {})).rejects.toMatchObject({ view: { code: 'unexpected', status: 200 } });
});

test('no answer at all is a problem that says so', async () => {
  const call = createCaller({ origin: 'http://localhost:1', token: async () => 'token' });

  await expect(call(getHealth, {})).rejects.toMatchObject({
    view: { status: 0, title: 'This assistant does not answer' },
  });
});

test('an aborted call ends with the reason of the abort, not with a problem', async () => {
  const { call } = await api({});
  const stop = new AbortController();
  stop.abort();

  await expect(call(getHealth, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
});

const counts = () => ({
  new: 0,
  connected: 0,
  attention: 0,
  working: 0,
  'needs-you': 0,
  unfinished: 0,
  failing: 0,
  disconnected: 0,
});

async function api(reply: unknown, status = 200) {
  const requests: IncomingMessage[] = [];
  const server = createServer((req, res) => {
    requests.push(req);
    res.writeHead(status).end(typeof reply === 'string' ? reply : JSON.stringify(reply));
  }).listen(0);
  await once(server, 'listening');
  closers.push(() => server.close());
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { origin, requests, call: createCaller({ origin, token: async () => 'token' }) };
}
