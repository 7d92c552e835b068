import { once } from 'node:events';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { type Emulator, startEmulator } from '@vplus/emulator';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { serve } from '../testing/serve.ts';
import { testTransport } from '../testing/transport.ts';
import { createVplus } from './create-vplus.ts';
import { documentedProfile } from './profile.ts';
import type { Vplus, VplusTrust } from './vplus.ts';

let emulator: Emulator;
let shown: { pem: string; keyPem: string; fingerprint: string };

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  shown = emulator.cloud.world.vplus.certificate;
});
afterAll(() => emulator.close());

test('sends not a byte of any request to a server with another certificate than the pinned one', async () => {
  const { origin, heard } = await listeningServer();
  const pinned = `${shown.fingerprint.startsWith('00') ? '11' : '00'}${shown.fingerprint.slice(2)}`;

  const failure = await failureOf(vplusAt(origin, { sha256Fingerprint: pinned }).probe());

  expect(failure).toMatchObject({ service: 'vplus', failure: 'certificate', code: 'CERT_NOT_PINNED' });
  expect(await heard()).toEqual({ connections: 1, bytes: 0 });
});

test('sends the log-in once the pinned server has shown itself', async () => {
  const { origin, heard } = await listeningServer();

  await failureOf(vplusAt(origin, { sha256Fingerprint: shown.fingerprint }, 200).probe());

  expect((await heard()).bytes).toBeGreaterThan(0);
});

test.each(['as it is', 'without colons, in small letters'])(
  'speaks to the pinned server, the pin written %s',
  async (way) => {
    const origin = await answeringServer();
    const pin = way === 'as it is' ? shown.fingerprint : shown.fingerprint.replaceAll(':', '').toLowerCase();

    await expect(vplusAt(origin, { sha256Fingerprint: pin }).probe()).resolves.toEqual({
      login: 'assistant',
      organizations: 0,
    });
  },
);

test('accepts a server whose certificate its authority vouches for', async () => {
  const origin = await answeringServer();

  await expect(vplusAt(origin, { caPem: shown.pem }).probe()).resolves.toMatchObject({ login: 'assistant' });
});

test('refuses a server that its authority does not vouch for, or that bears another name', async () => {
  const { origin, heard } = await listeningServer();
  const unnamed = origin.replace('127.0.0.1', '127.0.0.2');
  const { strange } = await strangeAuthority();

  const unknown = await failureOf(vplusAt(origin, { caPem: strange }).probe());
  const misnamed = await failureOf(vplusAt(unnamed, { caPem: shown.pem }).probe());

  expect([unknown.failure, misnamed.failure]).toEqual(['certificate', 'certificate']);
  expect(await heard()).toEqual({ connections: 2, bytes: 0 });
});

test('refuses a self-signed server where nothing but the system is trusted', async () => {
  const { origin } = await listeningServer();

  expect(await failureOf(vplusAt(origin, { system: true }).probe())).toMatchObject({ failure: 'certificate' });
});

test('does not log in without TLS where a certificate is to be trusted', async () => {
  const { origin, requests } = await serve(() => ({ status: 204 }));

  expect(await failureOf(vplusAt(origin, { sha256Fingerprint: shown.fingerprint }).probe())).toMatchObject({
    failure: 'certificate',
    code: 'CERT_NOT_SHOWN',
  });

  expect(requests).toHaveLength(0);
});

/** Takes TLS connections, answers nothing, and tells what it heard inside the encryption once all of them have ended. */
async function listeningServer() {
  const ends: Promise<unknown>[] = [];
  let bytes = 0;
  const server = createTls({ cert: shown.pem, key: shown.keyPem }, (socket) => {
    socket
      .on('error', () => undefined)
      .on('data', (chunk) => {
        bytes += chunk.byteLength;
      });
  });
  server.on('connection', (socket: Socket) => ends.push(once(socket, 'close')));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  onTestFinished(() => {
    server.close();
  });
  const heard = async () => {
    await Promise.all(ends);
    return { connections: ends.length, bytes };
  };
  return { origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

async function answeringServer(): Promise<string> {
  const server = createHttps({ cert: shown.pem, key: shown.keyPem }, ({ url = '' }, response) => {
    response.end(JSON.stringify(url.endsWith('/user-info') ? { login: 'assistant' } : []));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function strangeAuthority(): Promise<{ strange: string }> {
  const other = await startEmulator({ port: 0 });
  onTestFinished(() => other.close());
  return { strange: other.cloud.world.vplus.certificate.pem };
}

function vplusAt(origin: string, trust: VplusTrust, timeoutMs?: number): Vplus {
  const account = { login: 'assistant', password: 'marked-password' };
  return createVplus({ ...testTransport(timeoutMs), ...account, origin, trust, profile: documentedProfile });
}
