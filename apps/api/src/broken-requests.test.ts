import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { RunView } from '@vplus/contracts';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgeries } from './testing/forged-token.ts';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let adele: string;
let tenantId: string;
let run: RunView;

/** The first synchronization takes as long as the tests want, so that there is a live run to watch. */
beforeAll(async () => {
  installation = await startInstallation({
    patience: { headersMs: 300, requestMs: 600, checkMs: 50 },
    heartbeatMs: 50,
  });
  installation.emulator.cloud.world.weather.vplus.synchronizationMs = 600_000;
  tenantId = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  run = await installation.connect(adele, tenantId);
});
afterAll(() => installation.close());

test.each([
  ['headers that never end', () => 'GET /api/health HTTP/1.1\r\nHost: x\r\nX-Slow: ', 408, 'request-too-slow'],
  ['a body that never ends', () => posting('{"verb":', { 'Content-Length': '100' }), 408, 'request-too-slow'],
  ['a chunked body that never ends', () => posting('4\r\n{"ve\r\n', chunked), 408, 'request-too-slow'],
  ['headers of 70 kB', () => get('/api/health', { 'X-Long': 'x'.repeat(70_000) }), 431, 'headers-too-large'],
  ['an address of 70 kB', () => get(`/api/runs/${'x'.repeat(70_000)}`), 431, 'headers-too-large'],
  ['something that is no HTTP', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400, 'input-invalid'],
  ['a header that is none', () => get('/api/health', { 'Bad Header': 'x' }), 400, 'input-invalid'],
  ['a header with a NUL', () => get('/api/health', { 'X-Nul': 'a\0b' }), 400, 'input-invalid'],
  ['two lengths', () => posting('{}', { ...chunked, 'Content-Length': '2' }), 400, 'input-invalid'],
  ['a length that is none', () => posting('{}', { 'Content-Length': '-2' }), 400, 'input-invalid'],
  ['an unknown method', () => get('/api/health').replace('GET', 'STEAL'), 400, 'input-invalid'],
])('answers %s with a problem document and closes the line', async (_what, sent, status, code) => {
  const answer = await exchange(sent());

  expect(answer).toMatchObject({
    status,
    closed: true,
    type: 'application/problem+json; charset=utf-8',
    problem: { status, code },
  });
});

test('serves a person with 340 directory roles, whose sign-in is 17 kB', async () => {
  const roles = Array.from(
    { length: 340 },
    (_, number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  );
  const held = String(decodeJwt(adele).wids).split(',');
  const token = await forgeries(installation.emulator, adele).saying({ wids: [...held, ...roles] });

  const answer = await installation.call(token, 'GET', '/session');

  expect(token.length).toBeGreaterThan(17_000);
  expect(answer).toMatchObject({ status: 200, body: { roles: ['global-administrator'] } });
});

test.each(['/assets/../package.json', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/package.json'])(
  'a path that leads out of the folder is not there: %s',
  async (path) => {
    const from = installation.lines.length;

    const answer = await exchange(get(path));

    expect(answer.status === 404 || answer.status === 200).toBe(true);
    expect(JSON.stringify(answer)).not.toContain('devDependencies');
    expect(installation.lines.slice(from).join()).not.toMatch(/stack|"level":50/);
  },
);

test.each([
  ['GET', '/runs/garbage'],
  ['GET', '/runs/garbage/events'],
  ['POST', '/runs/garbage/cancel'],
  ['GET', '/runs/garbage/record'],
  ['GET', '/approvals/garbage'],
  ['GET', '/tenants/garbage'],
])('an address that cannot be is not there, in words for people: %s %s', async (method, path) => {
  const answer = await installation.call(adele, method, path);

  expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(JSON.stringify(answer.body)).not.toMatch(/params|GUID|fields/);
});

test.each([
  ['a body that breaks off', () => gzipSync('{"verb":"verify"}').subarray(0, 10), 'gzip', 400],
  ['a body that is not what it says', () => Buffer.from('{"verb":"verify"}'), 'gzip', 400],
  ['a body that unpacks to 50 MB', () => gzipSync(Buffer.alloc(50_000_000, 0x20)), 'gzip', 413],
  ['the same in brotli', () => brotliCompressSync(Buffer.alloc(5_000_000, 0x20)), 'br', 413],
  ['an unknown encoding', () => Buffer.from('{}'), 'klingon', 415],
])('refuses %s', async (_what, body, encoding, status) => {
  const before = process.memoryUsage().rss;

  const answer = await fetch(`${installation.address()}/api/tenants/${tenantId}/runs`, {
    method: 'POST',
    body: new Uint8Array(body()),
    headers: { ...bearer(), 'content-type': 'application/json', 'content-encoding': encoding },
  });

  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ status });
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
});

test('takes a compressed body that is right', async () => {
  const answer = await fetch(`${installation.address()}/api/tenants/${tenantId}/runs`, {
    method: 'POST',
    body: new Uint8Array(gzipSync('{"verb":"verify"}')),
    headers: { ...bearer(), 'content-type': 'application/json', 'content-encoding': 'gzip' },
  });

  expect(await answer.json()).toMatchObject({ code: 'run-already-active', runId: run.id });
});

test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s is nothing here', async (method) => {
  const api = await exchange(get(`/api/runs/${run.id}`, bearer()).replace('GET', method));
  const page = await exchange(get('/connect').replace('GET', method));

  expect([api, page]).toMatchObject([
    { status: 404, problem: { code: 'not-found' } },
    { status: 404, problem: { code: 'not-found' } },
  ]);
});

test('HEAD ends, also where GET would stream for hours', async () => {
  const headers = { ...bearer(), Connection: 'close' };

  const view = await exchange(get(`/api/runs/${run.id}`, headers).replace('GET', 'HEAD'));
  const stream = await exchange(get(`/api/runs/${run.id}/events`, headers).replace('GET', 'HEAD'));

  expect(view).toMatchObject({ status: 200, text: '', closed: true });
  expect(stream).toMatchObject({ status: 200, text: '', closed: true, type: 'text/event-stream; charset=utf-8' });
});

test.each([
  ['an encoded slash', `/api/tenants%2F2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12`, 404],
  ['a way up', `/api/runs/../tenants`, 404],
  ['an encoded way up', `/api/runs/%2e%2e/tenants`, 404],
  ['a NUL', `/api/runs/%00`, 404],
  ['an escape that is none', `/api/runs/%zz`, 400],
  ['half a character', `/api/runs/%E0%A4%A`, 400],
  ['a very long id', `/api/runs/${'a'.repeat(8_000)}`, 404],
  ['an address that names another host', `http://elsewhere.example/api/runs/1`, 404],
  ['a page that cannot be decoded', `/%zz`, 400],
  ['a page with a NUL', `/%00`, 404],
])('a path with %s is refused', async (_what, path, status) => {
  expect(await exchange(get(path, bearer()))).toMatchObject({ status, problem: { status } });
});

test.each([
  '//elsewhere.example',
  '//elsewhere.example/..',
  '/\\elsewhere.example',
  '/assets',
  '//elsewhere.example/%2e%2e/assets',
])('no path leads the browser elsewhere: %s', async (path) => {
  expect((await exchange(get(path))).location).toBeUndefined();
});

test('an id in capitals is the same id', async () => {
  const tenant = await installation.call(adele, 'GET', `/tenants/${tenantId.toUpperCase()}`);
  const view = await installation.call<RunView>(adele, 'GET', `/runs/${run.id.toUpperCase()}`);

  expect(tenant).toMatchObject({ status: 200, body: { id: tenantId } });
  expect(view).toMatchObject({ status: 200, body: { id: run.id, tenantId } });
});

test('an expectation that we do not know is no reason to be silent', async () => {
  expect(await exchange(get('/api/health', { Expect: 'the-impossible' }))).toMatchObject({ status: 200 });
});

test('whatever came, the server answers and the run goes on', async () => {
  const health = await installation.call(null, 'GET', '/health');
  const view = await installation.call<RunView>(adele, 'GET', `/runs/${run.id}`);

  expect(health.status).toBe(200);
  expect(view.body.finishedAt).toBeNull();
});

const chunked = { 'Transfer-Encoding': 'chunked' };
const bearer = () => ({ authorization: `Bearer ${adele}` });

const get = (path: string, headers: Record<string, string> = {}) => message(`GET ${path}`, headers);

const posting = (body: string, headers: Record<string, string>) =>
  message(`POST /api/tenants/${tenantId}/runs`, { ...bearer(), 'Content-Type': 'application/json', ...headers }) + body;

const message = (start: string, headers: Record<string, string>) =>
  [`${start} HTTP/1.1`, 'Host: localhost', ...Object.entries(headers).map((pair) => pair.join(': ')), '', ''].join(
    '\r\n',
  );

/** Sends bytes and reads until the server closes the line or has sent a whole answer. */
async function exchange(sent: string) {
  const { hostname, port } = new URL(installation.address());
  const socket = connect({ host: hostname, port: Number(port) });
  let text = '';
  let closed = false;
  socket.on('error', () => undefined);
  socket.on('close', () => {
    closed = true;
  });
  socket.write(sent, 'latin1');
  socket.setEncoding('utf8').on('data', (piece) => {
    text += piece;
    if (!/^connection: close/im.test(text) && isWhole(text)) socket.end();
  });
  await once(socket, 'close', { signal: AbortSignal.timeout(20_000) });
  const [head = '', ...body] = text.split('\r\n\r\n');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1];
  const type = header('content-type');
  return {
    status: Number(head.split(' ')[1]),
    type,
    location: header('location'),
    text: body.join('\r\n\r\n'),
    problem: type?.includes('problem') ? (JSON.parse(body.join('')) as object) : null,
    closed,
  };
}

const isWhole = (text: string) => {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? Number.NaN);
  return Buffer.byteLength(body.join('\r\n\r\n')) >= length;
};
