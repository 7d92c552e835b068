import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createExchange } from './exchange/create-exchange.ts';
import { upsertServicePrincipal } from './graph/changes.ts';
import { createGraph } from './graph/create-graph.ts';
import { createIdentity } from './identity/create-identity.ts';
import type { RemoteErrorFields } from './remote-error.ts';
import { createSharePoint } from './sharepoint/create-share-point.ts';
import { failureOf } from './testing/failure-of.ts';
import { serve } from './testing/serve.ts';
import { testTransport } from './testing/transport.ts';
import { createVplus } from './vplus/create-vplus.ts';
import { documentedProfile } from './vplus/profile.ts';

const tenantId = '3f9e1c52-0000-4000-8000-000000000001';
const secret = { displayName: 'vPlus', endDateTime: '2027-05-22T00:00:00Z' };
const organization = { name: 'Contoso', tenantId, clientId: 'a1', clientSecret: 's', description: '' };

/** One call of each kind of every client: what is asked of the server that answers in bad faith. */
const calls: Record<string, (clients: Clients) => Promise<unknown>> = {
  'graph: one object': ({ graph }) => graph.me(),
  'graph: a list': ({ graph }) => graph.organization(),
  'graph: two objects at once': ({ graph }) => Promise.all([graph.application('u'), graph.servicePrincipal('a')]),
  'graph: a write': ({ graph }) => graph.addPassword('o1', secret),
  'graph: an upsert': ({ graph }) =>
    graph.change(upsertServicePrincipal('a1', { tags: [], notes: '', accountEnabled: true })),
  'identity: on behalf of': ({ identity }) =>
    identity.onBehalfOf({ tenantId, assertion: 'a.b.c', scope: 's/.default' }),
  'identity: as an application': ({ identity }) =>
    identity.appOnly({ tenantId, clientId: 'a1', credential: { secret: 's' }, scope: 's/.default' }),
  'sharepoint: a read': ({ sharePoint }) => sharePoint.readWeb('token'),
  'exchange: a read': ({ exchange }) => exchange.readInbox('token', 'adele@contoso.example'),
  'vplus: a probe': ({ vplus }) => vplus.probe(),
  'vplus: a list': ({ vplus }) => vplus.organizations(),
  'vplus: a write': ({ vplus }) => vplus.createOrganization(organization),
  'vplus: a task': ({ vplus }) => vplus.synchronize('o1'),
};

const megabyte = 1024 * 1024;
const bomb = gzipSync(Buffer.alloc(30 * megabyte, 0x20));
const brotliBomb = brotliCompressSync(Buffer.alloc(8 * megabyte, 0x20));

type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;
const json =
  (body: string | Buffer, headers = {}, status = 200): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** Answers in bad faith, and what may come of them. */
const answers: [what: string, answer: Answer, failures: RemoteErrorFields['failure'][]][] = [
  ['50 MB', fiftyMegabytes, ['malformed']],
  ['a gzip bomb', json(bomb, { 'content-encoding': 'gzip' }), ['malformed']],
  ['a brotli bomb', json(brotliBomb, { 'content-encoding': 'br' }), ['malformed']],
  ['a body that trickles for ever', trickle, ['timeout']],
  ['broken gzip', json('plain', { 'content-encoding': 'gzip' }), ['unreachable', 'malformed']],
  ['half a gzip', json(bomb.subarray(0, 100), { 'content-encoding': 'gzip' }), ['unreachable', 'malformed']],
  ['an unknown encoding', json('{}', { 'content-encoding': 'klingon' }), ['malformed']],
  ['headers of 100 kB', json('{}', { 'x-long': 'x'.repeat(100_000) }), ['unreachable']],
  ['a million brackets', json('['.repeat(megabyte)), ['malformed']],
  ['objects in objects', json(`${'{"value":'.repeat(100_000)}1${'}'.repeat(100_000)}`), ['malformed']],
  ['prototypes', json('{"__proto__":{"id":"x","value":[]},"constructor":{"prototype":{"id":"x"}}}'), ['malformed']],
  ['a list of nothing', json('{"value":[null],"guid":null}'), ['malformed']],
  ['numbers for texts', json('{"id":1e999,"value":1,"access_token":1,"expires_in":"soon","guid":{}}'), ['malformed']],
  ['a page', json('<html><script>alert(1)</script></html>', { 'content-type': 'text/html' }), ['malformed']],
  ['a text', json('"text"'), ['malformed']],
  ['null', json('null'), ['malformed']],
  ['bytes that are no text', json(Buffer.from([0xff, 0xfe, 0x00, 0xd8])), ['malformed']],
  ['a status of its own', json('{}', {}, 999), ['refused', 'malformed', 'unreachable']],
  ['a refusal in bad shape', json('{"error":{"code":[],"message":{}},"odata.error":1}', {}, 400), ['refused']],
  ['a refusal of 5 MB', json(JSON.stringify({ message: 'x'.repeat(5_000_000) }), {}, 400), ['refused', 'malformed']],
];

test.each(Object.keys(calls).flatMap((call) => answers.map(([what]) => [call, what])))(
  '%s survives %s',
  async (call, what) => {
    const [, answer, failures] = answers.find(([name]) => name === what) ?? [];
    // Only what never ends has to wait for the time-out; everything else must not come near it.
    const clients = await clientsAt(answer as Answer, failures?.includes('timeout') ? 400 : 20_000);
    const before = process.memoryUsage().arrayBuffers;

    const failure = await failureOf(calls[call]?.(clients) ?? Promise.reject());

    expect(failures).toContain(failure.failure);
    expect(JSON.stringify(failure).length).toBeLessThan(2_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40 * megabyte);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);

test.each(Object.keys(calls).flatMap((call) => [301, 302, 303, 307, 308].map((status) => [call, status] as const)))(
  '%s does not follow a %i elsewhere',
  async (call, status) => {
    const elsewhere = await serve(() => ({ body: {} }));
    const clients = await clientsAt(json('{}', { location: `${elsewhere.origin}/v1.0/me` }, status));

    expect(await failureOf(calls[call]?.(clients) ?? Promise.reject())).toMatchObject({ failure: 'refused', status });

    expect(elsewhere.requests).toEqual([]);
  },
);

test.each(Object.keys(calls))('%s does not wait for a year because it was asked to', async (call) => {
  const year = 365 * 24 * 60 * 60;

  for (const wish of [String(year), new Date('2099-01-01').toUTCString(), '1e300', '99999999999999999999']) {
    const clients = await clientsAt(json('{}', { 'retry-after': wish, 'ratelimit-reset': wish }, 429));
    const { retryAfterMs = Number.NaN } = await failureOf(calls[call]?.(clients) ?? Promise.reject());
    expect([wish, retryAfterMs]).toEqual([wish, 60 * 60_000]);
  }
});

interface Clients {
  graph: ReturnType<typeof createGraph>;
  identity: ReturnType<typeof createIdentity>;
  sharePoint: ReturnType<typeof createSharePoint>;
  exchange: ReturnType<typeof createExchange>;
  vplus: ReturnType<typeof createVplus>;
}

/** Every client, pointed at one server. */
async function clientsAt(answer: Answer, timeoutMs = 20_000): Promise<Clients> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(response, request));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = testTransport(timeoutMs);
  return {
    graph: createGraph({ ...transport, origin, token: async () => 'token' }),
    identity: createIdentity({
      ...transport,
      authority: { origin: 'https://login.practice.example', endpointOrigin: origin },
      clientId: 'assistant',
      credential: { secret: 's' },
    }),
    sharePoint: createSharePoint({ ...transport, origin }),
    exchange: createExchange({ ...transport, origin }),
    vplus: createVplus({
      ...transport,
      origin,
      trust: { system: true },
      login: 'assistant',
      password: 'p',
      profile: documentedProfile,
    }),
  };
}

/** As fast as the other side reads, so that nothing piles up here. */
async function fiftyMegabytes(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  for (let sent = 0; sent < 50 && !response.destroyed; sent += 1) {
    if (response.write(Buffer.alloc(megabyte, 0x20))) continue;
    await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end('{}');
}

function trickle(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const drop = setInterval(() => response.write(' '), 20);
  response.once('close', () => clearInterval(drop));
}
