import type { TenantView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from '../testing/installation.ts';

let installation: Installation;
let adele: string;
let contoso: string;

beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  await installation.ended(adele, (await installation.connect(adele, contoso)).id);
});
afterAll(() => installation.close());

const seen = async () => (await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`)).body;
const checkedTimes = async (times: number) =>
  expect.poll(async () => (await seen()).checks.length, { timeout: 60_000, interval: 200 }).toBe(times);
const kinds = async () =>
  (await seen()).findings.filter(({ state }) => state === 'open').map(({ kind, severity }) => `${kind} ${severity}`);

test('a connected tenant is checked automatically: Microsoft is not asked, and nothing is written', async () => {
  expect((await seen()).health).toMatchObject({ is: 'protected' });
  const { log, world } = installation.emulator.cloud;
  const before = structuredClone(world.vplus.organizations);
  const since = log.length;

  installation.later(60 * 60_000);
  await checkedTimes(1);

  expect(await kinds()).toEqual(['ews-ends info']);
  expect((await seen()).health).toMatchObject({ is: 'protected' });
  expect((await seen()).checks[0]).toMatchObject({ by: null, runId: null });
  expect((await seen()).checks[0]?.unseen.map(({ stepId }) => stepId)).toContain('grant-permissions');
  const asked = log.slice(since).filter(({ path }) => !/session/.test(path));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter(({ service, write }) => service !== 'vplus' || write)).toEqual([]);
  expect(world.vplus.organizations).toEqual(before);
});

test('somebody asks for a look now, accepts what it finds, and takes that back; a channel is told', async () => {
  const { organizations } = installation.emulator.cloud.world.vplus;
  const { inbox } = installation.emulator.cloud;
  const operator = await installation.tokenOf('Practice Operator', 'operator');
  await installation.call(operator, 'POST', '/alert-channels', {
    name: 'Pager',
    settings: { kind: 'webhook', address: `${inbox.receiver}/pager` },
    filter: { kinds: null, severities: ['critical'], tenants: null },
  });
  const told = () => inbox.webhooks.map(({ body }) => JSON.parse(body));
  const kept = { ...organizations };
  for (const guid of Object.keys(organizations)) delete organizations[guid];

  const asked = await installation.call(adele, 'POST', `/tenants/${contoso}/check`);
  await checkedTimes(2);

  expect(asked.status).toBe(200);
  expect((await seen()).checks[0]?.by).toBe('Adele Vance');
  expect(await kinds()).toEqual(['organization-gone critical', 'ews-ends info']);
  expect((await seen()).health).toMatchObject({
    is: 'not-protected',
    why: 'The organization is gone from vPlus. Until that is put right, backups may fail or be incomplete.',
  });
  const { findings } = await seen();
  await expect.poll(told).toMatchObject([
    {
      type: 'finding.opened',
      data: { kind: 'organization-gone', severity: 'critical', findingId: findings[0]?.id, tenant: { id: contoso } },
    },
  ]);
  const path = `/tenants/${contoso}/findings/${findings[0]?.id}`;
  expect((await installation.call(adele, 'POST', `${path}/accept`, { why: '' })).status).toBe(400);
  const late = { why: 'We ask them', until: '2020-01-01T00:00:00.000Z' };
  for (const verb of ['accept', 'acknowledge'])
    expect((await installation.call(adele, 'POST', `${path}/${verb}`, late)).body).toMatchObject({
      ...{ code: 'input-invalid', fields: [{ path: 'body.until', message: 'Name a day that is still to come.' }] },
    });
  const until = '2199-01-01T00:00:00.000Z';
  expect((await installation.call(adele, 'POST', `${path}/acknowledge`, { ...late, until })).body).toMatchObject({
    ...{ state: 'open', acceptance: null, acknowledgement: { by: 'Adele Vance', why: 'We ask them', until } },
  });
  const accepted = await installation.call(adele, 'POST', `${path}/accept`, { why: 'We move to another server.' });
  expect(accepted.body).toMatchObject({
    state: 'accepted',
    acceptance: { by: 'Adele Vance', why: 'We move to another server.', until: null },
  });
  expect((await seen()).health).toMatchObject({ is: 'not-protected' });
  expect((await installation.call(adele, 'POST', `${path}/reopen`)).body).toMatchObject({ state: 'open' });

  Object.assign(organizations, kept);
  await installation.call(adele, 'POST', `/tenants/${contoso}/check`);
  await checkedTimes(3);
  expect(await kinds()).toEqual(['ews-ends info']);
  await expect.poll(() => told().map(({ type }) => type)).toEqual(['finding.opened', 'finding.ended']);
});

test('a vPlus server that does not answer is told, and what was known of the tenant stands', async () => {
  installation.emulator.cloud.world.weather.vplus.down = true;
  await installation.call(adele, 'POST', `/tenants/${contoso}/check`);
  await expect.poll(kinds, { timeout: 120_000, interval: 500 }).toEqual(['vplus-unreachable warning', 'ews-ends info']);
  installation.emulator.cloud.world.weather.vplus.down = false;
  await installation.call(adele, 'POST', `/tenants/${contoso}/check`);
  await expect.poll(kinds, { timeout: 60_000, interval: 500 }).toEqual(['ews-ends info']);
});

test('a check by an administrator looks at Microsoft too, and a connect mends what it found', async () => {
  const tenant = installation.tenant('Contoso');
  const [grant] = Object.values(tenant.appRoleAssignments).filter(({ principalDisplayName }) =>
    principalDisplayName?.startsWith('vPlus'),
  );
  delete tenant.appRoleAssignments[grant?.id ?? ''];
  const { body } = await installation.call<{ id: string }>(adele, 'POST', `/tenants/${contoso}/runs`, {
    verb: 'verify',
  });
  await installation.ended(adele, body.id);
  expect(await kinds()).toEqual(['permission-missing critical', 'ews-ends info']);

  await installation.ended(adele, (await installation.connect(adele, contoso)).id);

  expect(await kinds()).toEqual(['ews-ends info']);
  expect((await seen()).health).toMatchObject({ is: 'protected' });
});

test('nobody of another tenant sees, accepts or asks for anything', async () => {
  const stranger = await installation.tokenOf(
    'Fabrikam',
    Object.values(installation.tenant('Fabrikam').users)[0]?.userPrincipalName.split('@')[0] ?? '',
  );
  const [finding] = (await seen()).findings;
  const path = `/tenants/${contoso}`;

  for (const [method, to, body] of [
    ['GET', path],
    ['POST', `${path}/check`],
    ['POST', `${path}/findings/${finding?.id}/accept`, { why: 'Because' }],
    ['POST', `${path}/findings/${finding?.id}/reopen`],
  ] as const)
    expect((await installation.call(stranger, method, to, body)).status).toBe(404);
});
