import type { RunView, SessionView, TenantPage } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let contoso: string;
let run: RunView;

beforeAll(async () => {
  installation = await startInstallation({ heartbeatMs: 50 });
  contoso = installation.tenant('Contoso').id;
  const adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  run = await installation.ended(adele, (await installation.connect(adele, contoso)).id);
});
afterAll(() => installation.close());

const asked = (): [string, string, unknown?][] => [
  ['GET', `/tenants`],
  ['GET', `/tenants/${contoso}`],
  ['GET', `/tenants/${contoso}/arrival`],
  ['POST', `/tenants/${contoso}/plans`, {}],
  ['POST', `/tenants/${contoso}/runs`, { verb: 'verify' }],
  ['POST', `/tenants/${contoso}/runs`, { verb: 'disconnect' }],
  ['POST', `/tenants/${contoso}/runs`, { verb: 'connect', planHash: 'a'.repeat(64) }],
  ['POST', `/tenants/${contoso}/remove-assistant`],
  ['GET', `/runs/${run.id}`],
  ['GET', `/runs/${run.id}/events`],
  ['POST', `/runs/${run.id}/cancel`],
  ['POST', `/runs/${run.id}/resume`],
];
const statuses = async (token: string | null) =>
  Promise.all(asked().map(async ([method, path, body]) => (await installation.call(token, method, path, body)).status));

test.each([
  ['an ordinary employee', 'Contoso', 'isaiah'],
  ['an administrator whose role is not active', 'Contoso', 'diego'],
  ['an administrator of other things', 'Contoso', 'lidia'],
  ['a guest', 'Contoso', 'frida'],
  ['a guest with the highest role', 'Contoso', 'gustav'],
])('%s of the tenant gets 404 for everything', async (_who, tenant, login) => {
  const token = await installation.tokenOf(tenant, login);

  expect(await statuses(token)).toEqual(asked().map(() => 404));
});

test("another tenant's administrator gets 404 for everything but the own list, which is empty", async () => {
  const token = await installation.tokenOf('Fabrikam', 'fatima');

  const [list, ...others] = await statuses(token);
  const page = await installation.call<TenantPage>(token, 'GET', '/tenants');

  expect(list).toBe(200);
  expect(page.body.tenants).toEqual([]);
  expect(others).toEqual(others.map(() => 404));
});

test('what is refused looks like what does not exist', async () => {
  const token = await installation.tokenOf('Fabrikam', 'fatima');
  const nothing = '00000000-0000-4000-8000-000000000000';

  const refused = await installation.call(token, 'GET', `/runs/${run.id}`);
  const absent = await installation.call(token, 'GET', `/runs/${nothing}`);

  const { traceId: _, ...one } = refused.body;
  const { traceId: __, ...other } = absent.body;
  expect(one).toEqual(other);
});

test('nobody gets anything without a sign-in', async () => {
  expect(await statuses(null)).toEqual(asked().map(() => 401));
});

test('a Global Reader sees everything of the own tenant and changes nothing', async () => {
  const token = await installation.tokenOf('Contoso', 'nestor');

  const [list, tenant, arrival, plan, verify, disconnect, connect, remove, view] = await statuses(token);

  expect([list, tenant, arrival, view]).toEqual([200, 200, 200, 200]);
  expect([plan, verify, disconnect, connect, remove]).toEqual([404, 404, 404, 404, 404]);
});

test("the operator sees every tenant's runs live, and cannot act with another tenant's rights", async () => {
  const token = await installation.tokenOf('Practice Operator', 'operator');

  const page = await installation.call<TenantPage>(token, 'GET', '/tenants');
  const messages = await installation.watch(token, run.id);
  const [, tenant, arrival, plan, verify] = await statuses(token);

  expect(page.body.tenants.map(({ name }) => name)).toContain('Contoso');
  expect(messages[0]).toMatchObject({ event: 'view', data: { id: run.id } });
  expect([tenant, arrival, plan, verify]).toEqual([200, 404, 404, 404]);
});

test('tells people who they are and why they may do nothing', async () => {
  const session = async (login: string) =>
    (await installation.call<SessionView>(await installation.tokenOf('Contoso', login), 'GET', '/session')).body;

  expect(await session('adele')).toMatchObject({
    tenantId: contoso,
    roles: ['global-administrator'],
    refusal: null,
    vplusServers: [{ id: 'practice' }],
  });
  expect(await session('isaiah')).toMatchObject({ may: [], refusal: 'no-administrator-role', vplusServers: [] });
  expect(await session('gustav')).toMatchObject({ may: [], refusal: 'guest', person: { guest: true } });
});

test('the brake holds one person and no other', async () => {
  const braked = await startInstallation({ environment: { RATE_LIMIT_COSTLY: '3' } });
  try {
    const adele = await braked.tokenOf('Contoso', 'adele');
    const megan = await braked.tokenOf('Contoso', 'megan');
    const arrive = async (token: string) => (await braked.call(token, 'GET', `/tenants/${contoso}/arrival`)).status;

    const seen = [await arrive(adele), await arrive(adele), await arrive(adele), await arrive(adele)];

    expect(seen).toEqual([200, 200, 200, 429]);
    expect(await arrive(megan)).toBe(200);
  } finally {
    await braked.close();
  }
});

test('a tenant that is not allowed gets 404 although its administrator signs in', async () => {
  const closed = await startInstallation({ environment: { ALLOWED_TENANTS: installation.tenant('Fabrikam').id } });
  try {
    const token = await closed.tokenOf('Contoso', 'adele');

    const session = await closed.call<SessionView>(token, 'GET', '/session');
    const arrival = await closed.call(token, 'GET', `/tenants/${contoso}/arrival`);

    expect(session.body).toMatchObject({ may: [], refusal: 'tenant-not-allowed' });
    expect(arrival.status).toBe(404);
  } finally {
    await closed.close();
  }
});
