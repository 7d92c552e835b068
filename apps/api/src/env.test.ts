import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { render } from '@vplus/messages';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigurationError } from './configuration-error.ts';
import { readSettings } from './env.ts';
import { vplusServer } from './testing/complete-settings.ts';
import { clientId, otherTenantId, tenantId } from './testing/identity-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const server = { ...vplusServer, trust: { sha256Fingerprint: Array(32).fill('AB').join(':') } };
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
    if (error instanceof ConfigurationError) return error.faults.map((fault) => render(fault));
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
    'ASSISTANT_CLIENT_SECRET',
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
  expect(proxyOf('loopback, 2001:db8::/32')).toBe('loopback, 2001:db8::/32');
});

test('refuses API and worker apart on the embedded database', () => {
  expect(faultsOf({ ...complete, ROLE: 'worker' })[0]).toContain('DATABASE_URL');
});

test.each([
  ['without TLS', { origin: 'http://vplus.example' }],
  ['with verification switched off', { trust: { system: false } }],
  ['without a password', { password: undefined }],
  ['with a certificate authority that is not there', { trust: { caFile: 'nowhere.pem' } }],
  ['with a file of authorities that has no certificate', { trust: { caFile: 'no-certificate.pem' } }],
  ['with a path behind its address', { origin: 'https://vplus.example:8181/api' }],
  ['with a password file that is not there', { password: undefined, passwordFile: 'nowhere' }],
])('refuses a vPlus server %s', (_what, change) => {
  file('no-certificate.pem', 'a certificate');
  const VPLUS_SERVERS_FILE = file('bad.json', JSON.stringify([{ ...server, ...change }]));

  expect(faultsOf({ ...complete, VPLUS_SERVERS_FILE })[0]).toMatch(/^VPLUS_SERVERS_FILE: /);
});

test('reads what a vPlus server is trusted by from beside the list', () => {
  const [authority = ''] = rootCertificates;
  file('ca.pem', authority);
  file('word.txt', 'from a file\n');
  const listed = { ...server, trust: { caFile: 'ca.pem' }, password: undefined, passwordFile: 'word.txt' };

  const settings = readSettings({ ...complete, VPLUS_SERVERS_FILE: file('good.json', JSON.stringify([listed])) });

  expect(settings.vplusServers[0]).toMatchObject({ trust: { caPem: authority }, password: 'from a file' });
});

test.each([
  ['TRUST_PROXY', ['yes', 'true', 'on', '10.0.0.0/33', 'proxy.example', '']],
  ['PORT', ['abc', 'NaN', '70000', '-1', '1e3', '43.5']],
  ['SECRET_DAYS', ['0', '731', 'half a year']],
  ['CONCURRENCY', ['0', '201']],
  ['RATE_LIMIT_GENERAL', ['0', 'none']],
  ['RATE_LIMIT_COSTLY', ['0']],
  ['ROLE', ['web']],
  ['LOG_LEVEL', ['verbose']],
  ['CLOUD', ['germany']],
  ['GRAPH_ORIGIN', ['https://graph.microsoft.com/v1.0', 'graph.microsoft.com', 'https://me:word@graph.example']],
  ['LOGIN_ORIGIN', ['https://login.microsoftonline.com/organizations', 'http://login.example']],
  ['EXCHANGE_ORIGIN', ['https://outlook.office365.com/?x']],
  ['PUBLIC_URL', ['https://me:word@setup.example.com']],
  ['OPERATOR_TENANT_ID', ['contoso.example']],
  ['ALLOWED_TENANTS', ['contoso.example']],
  ['GUESTS_ALLOWED', ['adele']],
  ['PRACTICE_CONTROL_URL', ['http://localhost:4399']],
  ['DATABASE_URL', ['mysql://here/x', 'postgres://u:a#b@here/x', 'postgres://here/x?ssl=false']],
])('%s is refused when it is none of what it may be, and says what to set', (name, values) => {
  for (const value of values.filter(Boolean)) {
    const faults = faultsOf({ ...complete, [name]: value });
    expect([value, faults]).toEqual([value, [expect.stringMatching(new RegExp(`^${name}: .{12,}`))]]);
    expect(faults[0]).not.toMatch(/NaN|Invalid|received/);
  }
});

test("a misspelt name is named with the one that is meant; names of other programs are nobody's business", () => {
  const misspelt = { ALLOWED_TENANT: '*', TRUSTPROXY: '1', Data_Dir: '/x', DATABASE_URI: 'x', ASSISTANT_SECRET: 'x' };
  const foreign = { PORTS: '1', HOSTNAME: 'x', VAULT_ADDR: 'x', XDG_DATA_DIRS: 'x', ASSISTANT_PORT: 'x', LEVEL: 'x' };
  const { DATA_DIR: _, ...without } = complete;

  const faults = faultsOf({ ...without, ...misspelt, ...foreign });

  expect(faults.map((fault) => fault.replace(/.*(?:; did you mean (\w+)\?)$/, '$1'))).toEqual([
    'ALLOWED_TENANTS',
    'TRUST_PROXY',
    'DATA_DIR',
    'DATABASE_URL',
    'ASSISTANT_SECRET: there is no such setting; the README of apps/api lists all that there are',
  ]);
});

test('a certificate and a key that do not belong together are refused, and words of files are not repeated', () => {
  const keyOf = () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const { ASSISTANT_CLIENT_SECRET: _, ...without } = complete;
  const [authority = ''] = rootCertificates;
  const faultOf = (certificate: string, key: string) =>
    faultsOf({
      ...without,
      ASSISTANT_CERTIFICATE_FILE: file('own.pem', certificate),
      ASSISTANT_CERTIFICATE_KEY_FILE: file('own.key', key),
    })[0];

  expect(faultOf(authority, String(keyOf()))).toContain('is not the one of the certificate');
  expect(faultOf(authority, 'a word')).toMatch(/own\.key has no private key/);
  expect(faultOf('a word', String(keyOf()))).toMatch(/own\.pem has no certificate/);
  const notJson = faultsOf({ ...complete, VPLUS_SERVERS_FILE: file('not.json', '[{"password": hush}]') })[0];
  expect(notJson).toMatch(/not\.json is not JSON$/);
});
