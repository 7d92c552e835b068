import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigurationError, readSettings } from './env.ts';
import { clientId, otherTenantId, tenantId } from './testing/identity-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const server = {
  id: 'main',
  name: 'vPlus Berlin',
  origin: 'https://vplus.example:8181',
  trust: { sha256Fingerprint: Array(32).fill('AB').join(':') },
  login: 'assistant',
  password: 'word',
  tenants: '*',
};
let complete: Record<string, string>;

beforeAll(() => {
  complete = {
    PUBLIC_URL: 'https://setup.example.com',
    ASSISTANT_CLIENT_ID: clientId,
    ASSISTANT_CLIENT_SECRET: 'word',
    OPERATOR_TENANT_ID: tenantId,
    VPLUS_SERVERS_FILE: file('servers.json', JSON.stringify([server])),
    DATA_DIR: folder,
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

const faultsOf = (environment: Record<string, string>): string[] => {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
};

test('says everything that is missing at once, and what to set', () => {
  const faults = faultsOf({});

  expect(faults.map((fault) => fault.split(':')[0])).toEqual([
    'PUBLIC_URL',
    'ASSISTANT_CLIENT_ID',
    'OPERATOR_TENANT_ID',
    'VPLUS_SERVERS_FILE',
  ]);
  expect(faults[0]).toContain('set it to');
});

test('takes Microsoft and the operator alone when nothing else is said', () => {
  const settings = readSettings(complete);

  expect(settings).toMatchObject({
    identityOrigin: 'https://login.microsoftonline.com',
    graphOrigin: 'https://graph.microsoft.com',
    exchangeOrigin: 'https://outlook.office365.com',
    allowedTenants: [],
    guestsAllowed: [],
    practice: null,
    host: '0.0.0.0',
    trustProxy: false,
    database: { kind: 'pglite', folder: join(folder, 'database') },
  });
});

test('knows the national clouds', () => {
  const settings = readSettings({ ...complete, CLOUD: 'china' });

  expect(settings.identityOrigin).toBe('https://login.partner.microsoftonline.cn');
  expect(settings.graphOrigin).toBe('https://microsoftgraph.chinacloudapi.cn');
});

test.each([
  'http://setup.example.com',
  'http://192.168.1.10:4300',
  'ftp://localhost',
  'setup.example.com',
  'https://setup.example.com/path',
])('refuses to be opened at %s', (PUBLIC_URL) => {
  expect(faultsOf({ ...complete, PUBLIC_URL })[0]).toMatch(/^PUBLIC_URL: /);
});

test.each(['http://localhost:4300', 'http://127.0.0.1:4300', 'https://setup.example.com'])(
  'may be opened at %s',
  (PUBLIC_URL) => {
    expect(readSettings({ ...complete, PUBLIC_URL }).publicUrl.origin).toBe(PUBLIC_URL);
  },
);

test('wants a credential of the assistant, and reads it from a file too', () => {
  const { ASSISTANT_CLIENT_SECRET: _, ...without } = complete;

  expect(faultsOf(without)[0]).toContain('ASSISTANT_CLIENT_SECRET_FILE');
  expect(
    readSettings({ ...without, ASSISTANT_CLIENT_SECRET_FILE: file('secret', 'from a file\n') }).credential,
  ).toEqual({
    secret: 'from a file',
  });
});

test('reads lists of tenants and guests, in whatever case they were written', () => {
  const settings = readSettings({
    ...complete,
    ALLOWED_TENANTS: `${otherTenantId.toUpperCase()}, ${tenantId}`,
    GUESTS_ALLOWED: `${tenantId}/${otherTenantId}`,
  });

  expect(settings.allowedTenants).toEqual([otherTenantId, tenantId]);
  expect(settings.guestsAllowed).toEqual([`${tenantId}/${otherTenantId}`]);
  expect(readSettings({ ...complete, ALLOWED_TENANTS: '*' }).allowedTenants).toBe('*');
});

test('takes the named proxies, and refuses to believe everybody', () => {
  const proxyOf = (value: string) => readSettings({ ...complete, TRUST_PROXY: value }).trustProxy;

  expect([proxyOf('false'), proxyOf('2'), proxyOf('10.0.0.0/8')]).toEqual([false, 2, '10.0.0.0/8']);
  expect(faultsOf({ ...complete, TRUST_PROXY: 'true' })).toEqual([expect.stringContaining('TRUST_PROXY: name the')]);
});

test('refuses API and worker apart on the embedded database', () => {
  expect(faultsOf({ ...complete, ROLE: 'worker' })[0]).toContain('DATABASE_URL');
});

test.each([
  ['without TLS', { origin: 'http://vplus.example' }],
  ['with verification switched off', { trust: { system: false } }],
  ['without a password', { password: undefined }],
  ['with a certificate authority that is not there', { trust: { caFile: 'nowhere.pem' } }],
])('refuses a vPlus server %s', (_what, change) => {
  const VPLUS_SERVERS_FILE = file('bad.json', JSON.stringify([{ ...server, ...change }]));

  expect(faultsOf({ ...complete, VPLUS_SERVERS_FILE })[0]).toMatch(/^VPLUS_SERVERS_FILE: /);
});

test('reads what a vPlus server is trusted by from beside the list', () => {
  file('ca.pem', 'a certificate');
  file('word.txt', 'from a file\n');
  const listed = { ...server, trust: { caFile: 'ca.pem' }, password: undefined, passwordFile: 'word.txt' };

  const settings = readSettings({ ...complete, VPLUS_SERVERS_FILE: file('good.json', JSON.stringify([listed])) });

  expect(settings.vplusServers[0]).toMatchObject({ trust: { caPem: 'a certificate' }, password: 'from a file' });
});
