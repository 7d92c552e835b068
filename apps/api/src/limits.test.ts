import { type AuditPage, type Endpoint, endpoints, type ProblemCode } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgeries } from './testing/forged-token.ts';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let adele: string;
let contoso: string;

/** Three costly requests a minute and person. */
beforeAll(async () => {
  installation = await startInstallation({ environment: { RATE_LIMIT_COSTLY: '3', RATE_LIMIT_GENERAL: '400' } });
  adele = await installation.tokenOf('Contoso', 'adele');
  contoso = installation.tenant('Contoso').id;
  await installation.approve('Contoso', 'adele');
});
afterAll(() => installation.close());

/** An endpoint that may fail for one of these reasons asks Microsoft. */
const microsoft: ProblemCode[] = [
  'sign-in-again',
  'assistant-not-approved',
  'microsoft-busy',
  'microsoft-refused',
  'microsoft-unreachable',
];
const asksMicrosoft = ({ problems }: Endpoint) => problems.some((code) => microsoft.includes(code));

test('whoever used up what costs calls to Microsoft is held at every such endpoint, and at no other', async () => {
  const arrive = () => installation.call(adele, 'GET', `/tenants/${contoso}/arrival`);
  expect([(await arrive()).status, (await arrive()).status, (await arrive()).status]).toEqual([200, 200, 200]);
  const { log } = installation.emulator.cloud;
  const before = log.length;

  const held = await Promise.all(endpoints.map(async (endpoint) => (await ask(endpoint)).status === 429));

  expect(endpoints.filter((_, index) => held[index]).map(({ id }) => id)).toEqual(
    endpoints.filter(asksMicrosoft).map(({ id }) => id),
  );
  expect(log.slice(before).map(({ service, path }) => `${service} ${path}`)).toEqual([]);
});

test('the brake says how long, as a problem document, and holds nobody else', async () => {
  const pradeep = await installation.tokenOf('Contoso', 'pradeep');
  const path = `/tenants/${contoso}/arrival`;

  const held = await installation.call(adele, 'GET', path);
  const other = await installation.call(pradeep, 'GET', path);

  expect(held).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
  expect(held.headers.get('content-type')).toMatch('application/problem+json');
  expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(held.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(other.status).toBe(200);
});

test('nobody fills the audit log by asking for what is noted each time', async () => {
  const nestor = await installation.tokenOf('Contoso', 'nestor');
  const exportLog = () => installation.call(nestor, 'GET', `/tenants/${contoso}/audit/export`);
  const statuses = [];
  for (let n = 0; n < 5; n += 1) statuses.push((await exportLog()).status);

  const log = await installation.call<AuditPage>(adele, 'GET', `/tenants/${contoso}/audit?search=history.exported`);

  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  expect(log.body.entries.filter(({ who }) => who.name === 'Nestor Wilke')).toHaveLength(3);
});

test('a flood of tokens under keys that do not exist reaches Microsoft once at most', async () => {
  const { log } = installation.emulator.cloud;
  const before = log.length;
  const forged = await forgeries(installation.emulator, adele).underUnknownKeys(100);

  const statuses = await Promise.all(
    forged.map(async (token) => (await installation.call(token, 'GET', '/session')).status),
  );

  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(log.length - before).toBeLessThanOrEqual(1);
});

test('nobody gets another address by saying so', async () => {
  const ask = async (number: number) =>
    fetch(`${installation.address()}/api/health`, {
      headers: {
        'x-forwarded-for': `203.0.113.${number % 250}`,
        forwarded: `for=203.0.113.${number % 250}`,
        'x-real-ip': `203.0.113.${number % 250}`,
      },
    });

  const answers = await Promise.all(Array.from({ length: 420 }, (_, number) => ask(number)));

  const held = answers.filter(({ status }) => status === 429);
  expect(held.length).toBeGreaterThan(0);
  expect(await held[0]?.json()).toMatchObject({ code: 'rate-limited' });
  await Promise.all(answers.map(({ bodyUsed, body }) => (bodyUsed ? undefined : body?.cancel())));
});

function ask({ method, path }: Endpoint) {
  const filled = path.replace(':tenantId', contoso).replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
  return installation.call(adele, method, filled, method === 'GET' ? undefined : {});
}
