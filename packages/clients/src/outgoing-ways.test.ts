import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Emulator, startEmulator } from '@vplus/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureOf } from './testing/failure-of.ts';
import { startProxy } from './testing/proxy.ts';
import { testTransport } from './testing/transport.ts';
import { createVplus } from './vplus/create-vplus.ts';
import { documentedProfile } from './vplus/profile.ts';
import type { VplusTrust } from './vplus/vplus.ts';

const everybody = (outcome: string) => ({
  identity: outcome,
  graph: outcome,
  sharepoint: outcome,
  exchange: outcome,
});

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
});
afterAll(() => emulator.close());

test('sign-in, Graph, SharePoint and Exchange go through the proxy of the environment, and trust its authority', async () => {
  const proxy = await startProxy();

  const outcomes = await askEverybody({ ...proxied(proxy.address), NODE_EXTRA_CA_CERTS: emulator.caFile });

  expect(outcomes).toEqual(everybody('answered'));
  const ports = Object.values(secureOrigins()).map((origin) => `localhost:${new URL(origin).port}`);
  expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set(ports));
});

test('a certificate that nobody here vouches for is told as that, with and without a proxy', async () => {
  const proxy = await startProxy();

  expect(await askEverybody(proxied(proxy.address))).toEqual(everybody('certificate'));
  expect(await askEverybody({})).toEqual(everybody('certificate'));
});

test('a certificate of somebody else is told by its name', async () => {
  const proxy = await startProxy();
  const trusting = { ...proxied(proxy.address), NODE_EXTRA_CA_CERTS: emulator.caFile };

  const outcomes = await askEverybody(trusting, (origin) => origin.replace('localhost', 'elsewhere.example'));

  expect(outcomes).toEqual(everybody('hostname'));
});

test.each([403, 407, 502])('a proxy that answers %i is told as the proxy', async (refuse) => {
  const proxy = await startProxy(refuse);

  expect(await askEverybody(proxied(proxy.address))).toEqual(everybody('proxy'));
});

test('a proxy that is not there, or whose name nobody knows, is told as the proxy', async () => {
  expect(await askEverybody(proxied('http://127.0.0.1:1'))).toEqual(everybody('proxy'));
  expect(await askEverybody(proxied('http://proxy.invalid:3128'))).toEqual(everybody('proxy'));
});

test('a name that is not found, and a door that is closed, are told apart', async () => {
  const closed = `https://127.0.0.1:${await closedPort()}`;

  expect(await askEverybody({}, () => 'https://nowhere.invalid')).toEqual(everybody('dns'));
  expect(await askEverybody({}, () => closed)).toEqual(everybody('connection'));
});

test.each(['pinned', 'by its authority'])('a vPlus server, trusted %s, is reached through its proxy', async (how) => {
  const proxy = await startProxy();

  const vplus = vplusThrough(proxy.address.replace('http://', 'http://setup:p%40ss@'), how === 'pinned');

  await expect(vplus.probe()).resolves.toMatchObject({ login: 'assistant' });
  const account = `Basic ${Buffer.from('setup:p@ss').toString('base64')}`;
  expect(proxy.asked).toContainEqual({ target: new URL(emulator.origins.vplus).host, account });
});

test('a pin counts behind a proxy as without one', async () => {
  const proxy = await startProxy();
  const trust = { sha256Fingerprint: 'ab'.repeat(32) };

  const failure = await failureOf(vplusThrough(proxy.address, true, trust).probe());

  expect(failure).toMatchObject({ failure: 'certificate', broke: 'certificate', code: 'CERT_NOT_PINNED' });
});

test.each([
  ['refuses', 407, 'PROXY_407'],
  ['is not there', undefined, 'PROXY_ECONNREFUSED'],
])('a proxy that %s keeps us from vPlus, and says so', async (_, refuse, code) => {
  const proxy = refuse ? await startProxy(refuse) : { address: 'http://127.0.0.1:1' };

  const failure = await failureOf(vplusThrough(proxy.address, true).probe());

  expect(failure).toMatchObject({ failure: 'unreachable', broke: 'proxy', code });
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function vplusThrough(proxy: string, pinned: boolean, other?: VplusTrust) {
  const { fingerprint, pem } = emulator.cloud.world.vplus.certificate;
  return createVplus({
    ...testTransport(),
    origin: emulator.origins.vplus,
    ...emulator.description.vplusLogin,
    trust: other ?? (pinned ? { sha256Fingerprint: fingerprint } : { caPem: pem }),
    proxy,
    profile: documentedProfile,
  });
}

const proxied = (address: string) => ({ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: address });

function secureOrigins() {
  const { identity, graph, sharepoint, exchange } = emulator.cloud.secureOrigins;
  return { identity, graph, sharepoint, exchange };
}

async function askEverybody(environment: Record<string, string>, at = (origin: string) => origin): Promise<unknown> {
  const origins = Object.fromEntries(Object.entries(secureOrigins()).map(([name, origin]) => [name, at(origin)]));
  const program = join(import.meta.dirname, 'testing/ask-everybody.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program], {
    env: { PATH: process.env.PATH, ORIGINS: JSON.stringify(origins), ...environment },
  });
  return JSON.parse(stdout);
}
