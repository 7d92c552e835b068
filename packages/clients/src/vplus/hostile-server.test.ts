import { once } from 'node:events';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { startEmulator } from '@vplus/emulator';
import { expect, onTestFinished, test } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { type Received, type Reply, serve } from '../testing/serve.ts';
import { testTransport } from '../testing/transport.ts';
import { createVplus } from './create-vplus.ts';
import { documentedProfile, parseProfile } from './profile.ts';
import type { VplusTrust } from './vplus.ts';

const stored = { guid: 'o1', name: 'Contoso', tenantId: 't1', clientId: 'a1', lastSynchronizedAt: null };

test('keeps no cookie that is meant for another server or another path', async () => {
  const { vplus, requests } = await vplusAt(({ url }) =>
    url.endsWith('/session/login')
      ? {
          headers: {
            'set-cookie': [
              'SESSION=s1; Path=/',
              'FOREIGN=f; Domain=elsewhere.example',
              'WIDE=w; Domain=com',
              'OTHER=o; Path=/admin',
              '__proto__=p',
              '; ; =',
            ],
          },
        }
      : { body: [] },
  );

  await vplus.organizations();

  expect(requests[1]?.headers.cookie).toContain('SESSION=s1');
  expect(requests[1]?.headers.cookie).not.toMatch(/FOREIGN|WIDE|OTHER/);
});

test.each(['1', '0', '-5', '1e999', 'many', '999999999999', ''])(
  'reads the whole list although X-Total-Count says "%s"',
  async (total) => {
    const all = Array.from({ length: 230 }, (_, index) => ({ ...stored, guid: `o${index}` }));
    const { vplus, requests } = await vplusAt(({ url }) => {
      const query = new URL(url, 'http://x').searchParams;
      const [page, size] = [Number(query.get('page')), Number(query.get('size'))];
      return { headers: { 'x-total-count': total }, body: all.slice(page * size, (page + 1) * size) };
    });

    await expect(vplus.organizations()).resolves.toHaveLength(230);

    expect(requests.length).toBeLessThan(7);
  },
);

test.each(['..', '.', '', '../..', '.%2e'])('an organization whose guid is "%s" is none', async (guid) => {
  const { vplus, requests } = await vplusAt(() => ({ body: [{ ...stored, guid }] }));

  expect(await failureOf(vplus.organizations())).toMatchObject({ failure: 'malformed' });

  expect(requests.map(({ method }) => method)).not.toContain('DELETE');
});

test.each(['a/../../x', 'x?y=1', 'x#y', '//elsewhere', '\\..\\x', '%2e%2e'])(
  'the guid "%s" leads to no other resource',
  async (guid) => {
    const { vplus, requests } = await vplusAt(() => ({ status: 204 }));

    await vplus.deleteOrganization(guid);

    expect(requests.at(-1)?.url).toBe(`/api/m365-organizations/${encodeURIComponent(guid)}`);
  },
);

test('what a task says of itself is kept within bounds', async () => {
  const { vplus } = await vplusAt(() => ({
    body: { guid: 'k1', state: { name: 'RUNNING' }, progress: -1e300, statusInfo: 'x'.repeat(100_000) },
  }));

  const task = await vplus.task('k1');

  expect(task).toMatchObject({ progress: 0, statusInfo: 'x'.repeat(500) });
});

test.each([
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/api/../..',
  '/api/./x',
  '/api//x',
  '/api?x=1',
  '/api#x',
  '/%2e%2e',
  '/a:b@elsewhere.example',
  '@elsewhere.example',
  'https://elsewhere.example/api',
])('a profile cannot lead elsewhere: %s', (path) => {
  expect(() => parseProfile({ ...documentedProfile, basePath: path })).toThrow('vplus-servers.profile-path');
  expect(() => parseProfile({ ...documentedProfile, tasksPath: path })).toThrow('vplus-servers.profile-path');
});

test('a server that changes its certificate after the log-in gets neither session nor password', async () => {
  const emulator = await startEmulator({ port: 0 });
  const other = await startEmulator({ port: 0 });
  onTestFinished(async () => {
    await Promise.all([emulator.close(), other.close()]);
  });
  const [first, second] = [emulator, other].map(({ cloud }) => cloud.world.vplus.certificate);
  if (!first || !second) throw new Error('No certificates');
  const heard: string[] = [];
  const server = createHttps({ cert: first.pem, key: first.keyPem }, (request, response) => {
    heard.push(`${request.method} ${request.url}`);
    const cookie = { 'set-cookie': 'SESSION=s1; Path=/', connection: 'close' };
    response.writeHead(200, cookie).end(request.url?.endsWith('/user-info') ? '{"login":"assistant"}' : '[]');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const vplus = vplusWith(origin, { sha256Fingerprint: first.fingerprint });
  await vplus.probe();
  const before = heard.length;

  // The same name, now somebody else's machine: what DNS rebinding comes to.
  server.setSecureContext({ cert: second.pem, key: second.keyPem });
  const failure = await failureOf(vplus.organizations());

  expect(failure).toMatchObject({ failure: 'certificate', code: 'CERT_NOT_PINNED' });
  expect(heard.slice(before)).toEqual([]);
});

async function vplusAt(answer: (request: Received) => Reply) {
  const { origin, requests } = await serve(answer);
  return { vplus: vplusWith(origin, { system: true }), requests };
}

function vplusWith(origin: string, trust: VplusTrust) {
  const account = { login: 'assistant', password: 'marked-password' };
  return createVplus({ ...testTransport(), ...account, origin, trust, profile: documentedProfile });
}
