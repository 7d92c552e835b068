import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentedProfile } from '@vplus/clients';
import { endpoints } from '@vplus/contracts';
import { openApi } from '@vplus/contracts/openapi';
import { afterAll, expect, test } from 'vitest';
import { chooseServer } from './choose-server.ts';
import type { Parts } from './parts.ts';
import { otherTenantId, tenantId } from './testing/identity-server.ts';
import { readVplusServers } from './vplus-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'servers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const server = {
  id: 'main',
  name: 'vPlus Berlin',
  origin: 'https://vplus.example:8181',
  trust: { sha256Fingerprint: 'ab'.repeat(32) },
  login: 'assistant',
  password: 'p',
  tenants: '*',
};

test('only what the operator wrote down can be reached: no request names an address', () => {
  // Where alerts go an operator names, and each attempt checks the address (clients/src/alerts/address-guard.ts).
  const all = Object.entries(openApi('1').paths as Record<string, object>);
  expect(all.flatMap(([, path]) => Object.keys(path))).toHaveLength(endpoints.length);
  const paths = all.filter(([path]) => !path.includes('/alert-channels'));
  const members = memberNames(Object.fromEntries(paths));

  expect(members).toContain('vplusServerId');
  expect(members.filter((name) => /url|uri|origin|host|address|endpoint|server(?!Id)/i.test(name))).toEqual([]);
});

test('a server that a tenant may not see does not exist for it', async () => {
  const vplusServers = read([
    { ...server, id: 'ours', tenants: [otherTenantId] },
    { ...server, id: 'theirs', tenants: [tenantId.toUpperCase()] },
  ]);
  const parts = { settings: { vplusServers } } as Pick<Parts, 'settings' | 'store'>;

  await expect(chooseServer(parts, tenantId, 'theirs')).resolves.toMatchObject({ id: 'theirs' });
  await expect(chooseServer(parts, tenantId, 'ours')).rejects.toMatchObject({ code: 'vplus-server-unknown' });
  await expect(chooseServer(parts, tenantId, 'nowhere')).rejects.toMatchObject({ code: 'vplus-server-unknown' });
});

test.each([
  ['without TLS', { origin: 'http://vplus.example' }, 'https'],
  ['with something that is no address', { origin: 'vplus.example' }, 'origin'],
  ['of a file', { origin: 'file:///etc/passwd' }, 'https'],
  ['without a way to trust it', { trust: { system: false } }, 'trust'],
  ['with a pin that is none', { trust: { sha256Fingerprint: 'ab' } }, 'trust'],
  ['with verification off', { trust: { insecure: true } }, 'trust'],
  [
    'with a profile that leads elsewhere',
    { profile: { ...documentedProfile, basePath: '//elsewhere.example' } },
    'basePath',
  ],
  ['with a profile that leads up', { profile: { ...documentedProfile, loginPath: '/../login' } }, 'loginPath'],
])('a server %s is refused at start', (_what, change, fault) => {
  expect(() => read([{ ...server, ...change }])).toThrow(fault);
});

test('what is wrong is said in a sentence, with the place in the file where it is', () => {
  const profile = { ...documentedProfile, loginPath: '/../login' };

  expect(() => read([server, { ...server, id: 'other', profile }])).toThrow(
    /^ {2}- \[1\]\.profile\.loginPath: A path begins with a slash/m,
  );
  expect(() => read([{ ...server, origin: 'http://vplus.example' }, server])).toThrow(
    /^ {2}- \[0\]\.origin: must be https, or http on localhost$/m,
  );
  expect(() => read([server, server])).toThrow(/^ {2}- two servers have the same id$/m);
});

test('what is missing, empty, unknown or of another kind is said in our own words', () => {
  const { name: _, ...nameless } = server;
  const { syncKey: __, ...incomplete } = documentedProfile;
  const said = (change: object) => {
    try {
      return read([change]);
    } catch (error) {
      return String(error).split('\n').slice(1);
    }
  };

  expect(said(nameless)).toEqual(['  - [0].name: is missing']);
  expect(said({ ...server, login: '' })).toEqual(['  - [0].login: must not be empty']);
  expect(said({ ...server, logn: 'x', port: 1 })).toEqual(['  - [0]: has members that nobody knows: logn and port']);
  expect(said({ ...server, name: 7 })).toEqual([
    '  - [0].name: is not what belongs here; the README of apps/api shows a whole list',
  ]);
  expect(said({ ...server, profile: incomplete })).toEqual(['  - [0].profile.syncKey: is missing']);
  expect(said({ ...server, tenants: undefined, trust: undefined })).toEqual([
    '  - [0].trust: is missing',
    '  - [0].tenants: is missing',
  ]);
});

test('an address that is more than an origin is refused, and nothing of it is repeated but what to set', () => {
  const longer = { ...server, origin: 'https://somebody:secret@vplus.example:8181/path?x#y' };

  expect(() => read([longer])).toThrow(/origin/);
  expect(() => read([longer])).not.toThrow(/somebody:secret/);
  expect(read([{ ...server, origin: 'https://vplus.example:8181/' }])[0]?.origin).toBe('https://vplus.example:8181');
});

function read(servers: object[]) {
  const file = join(folder, 'servers.json');
  writeFileSync(file, JSON.stringify(servers));
  return readVplusServers(file);
}

/** Every name under which a caller may send something: parameters, and members of bodies at any depth. */
function memberNames(paths: unknown): string[] {
  const operations = Object.values(paths as Record<string, Record<string, Operation>>).flatMap((path) =>
    Object.values(path),
  );
  return operations.flatMap(({ parameters, requestBody }) => [
    ...parameters.map(({ name }) => name),
    ...namesIn(requestBody?.content['application/json'].schema),
  ]);
}

interface Operation {
  parameters: { name: string }[];
  requestBody?: { content: { 'application/json': { schema: unknown } } };
}

function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'properties' in schema && typeof schema.properties === 'object' ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}
