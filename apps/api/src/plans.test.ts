import type { CheckView, PlanView, RunView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
const people = {
  Contoso: 'adele',
  'Northwind Traders': 'nadia',
  'Tailspin Toys': 'tara',
  Litware: 'lucia',
  'Woodgrove Bank': 'wanda',
  'Adventure Works': 'anna',
} as const;
type Tenant = keyof typeof people;

beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(() => installation.close());

test('reads much and writes nothing before the approval, and a check that is put right turns green', async () => {
  const { token, id } = await at('Northwind Traders');
  const { emulator } = installation;
  emulator.cloud.world.weather.vplus.down = true;
  const since = emulator.cloud.log.length;

  const plan = await planOf(token, id);
  const down = await installation.call<CheckView>(token, 'POST', `/tenants/${id}/checks/vplus`, {});
  emulator.cloud.world.weather.vplus.down = false;
  const up = await installation.call<CheckView>(token, 'POST', `/tenants/${id}/checks/vplus`, {});

  expect(plan.checks.find((one) => one.id === 'vplus')).toEqual(down.body);
  expect(down.body).toMatchObject({ state: 'blocked', remedy: expect.any(String) });
  expect(up.body).toMatchObject({ id: 'vplus', state: 'ok' });
  const writes = emulator.cloud.log.slice(since).filter(({ write, service }) => write && service === 'graph');
  expect(writes).toEqual([]);
});

test('a policy that caps the life of secrets at 90 days is kept by itself: it connects with 90 days', async () => {
  const { token, id } = await at('Northwind Traders');
  const plan = await planOf(token, id);

  const run = await ended(token, await approve(token, id, plan));

  expect(plan.choices.credential).toEqual({ kind: 'both', days: 90 });
  expect(plan.limits.longestDays.secret).toBe(90);
  expect(run).toMatchObject({ connected: true, state: expect.stringMatching(/^done/) });
  const [application] = Object.values(installation.tenant('Northwind Traders').applications);
  const [secret] = application?.passwordCredentials ?? [];
  const days = (Date.parse(secret?.endDateTime ?? '') - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(90);
});

test('a policy that forbids secrets is kept by itself: it connects with a certificate', async () => {
  const { token, id } = await at('Woodgrove Bank');
  const plan = await planOf(token, id);

  const run = await ended(token, await approve(token, id, plan));

  expect(plan.choices.credential.kind).toBe('certificate');
  expect(plan.limits.credentialKinds).toEqual(['certificate']);
  expect(plan.checks.find((one) => one.id === 'credential-policy')).toMatchObject({ state: 'attention' });
  expect(run).toMatchObject({ connected: true, state: expect.stringMatching(/^done/) });
  const [application] = Object.values(installation.tenant('Woodgrove Bank').applications);
  expect([application?.passwordCredentials.length, application?.keyCredentials.length]).toEqual([0, 1]);
});

test('without Teams and SharePoint it connects with what there is, and says what is of no use', async () => {
  const { token, id } = await at('Tailspin Toys');
  const plan = await planOf(token, id);

  const run = await ended(token, await approve(token, id, plan));

  expect(plan.permissions.filter(({ state }) => state === 'not-offered')).toHaveLength(5);
  expect(plan.permissions.filter(({ ofNoUse, workload }) => ofNoUse && workload === 'teams').length).toBeGreaterThan(
    10,
  );
  expect(run).toMatchObject({ connected: true });
});

test('ends before its first write when the tenant moved after the approval, shows how, and offers the new plan', async () => {
  const { token, id } = await at('Contoso');
  const plan = await planOf(token, id);
  const tenant = installation.tenant('Contoso');
  tenant.defaultAppManagementPolicy.isEnabled = true;
  tenant.defaultAppManagementPolicy.applicationRestrictions.passwordCredentials = [
    {
      restrictionType: 'passwordLifetime',
      state: 'enabled',
      maxLifetime: 'P30D',
      restrictForAppsCreatedAfterDateTime: null,
    },
  ];
  const since = installation.emulator.cloud.log.length;

  const stopped = await ended(token, await approve(token, id, plan));
  const again = await planOf(token, id);
  const run = await ended(token, await approve(token, id, again));

  expect(stopped).toMatchObject({ state: 'failed', connected: false });
  expect(stopped.steps[0]).toMatchObject({
    id: 'confirm-plan',
    problem: { code: 'plan-changed', differences: [expect.stringContaining('30 days')] },
  });
  expect(stopped.steps.slice(1).map(({ state }) => state)).toEqual(Array(stopped.steps.length - 1).fill('pending'));
  const writes = installation.emulator.cloud.log
    .slice(since)
    .filter(({ write, service, at: when }) => write && service === 'graph' && when < (stopped.finishedAt ?? ''));
  expect(writes).toEqual([]);
  expect(again.choices.credential.days).toBe(30);
  expect(run).toMatchObject({ connected: true });
});

test('several plans may be tried out, and the one that is approved is carried out to the letter', async () => {
  const { token, id } = await at('Litware');
  const chosen = await planOf(token, id, { applicationName: 'Backup of Litware', workloads: ['exchange'] });
  await planOf(token, id, { applicationName: 'Another idea' });

  const run = await ended(token, await approve(token, id, chosen));

  expect(run).toMatchObject({ connected: true });
  const [application] = Object.values(installation.tenant('Litware').applications);
  expect(application?.displayName).toBe('Backup of Litware');
  const wanted = chosen.permissions.filter(({ state }) => state === 'new').length;
  const declared = application?.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess);
  expect(declared).toHaveLength(wanted);
  expect(wanted).toBeLessThan(32);
});

test('a run that is taken up again carries out what it was approved with, whatever was approved since', async () => {
  const { token, id } = await at('Adventure Works');
  const declared = () =>
    Object.values(installation.tenant('Adventure Works').applications)[0]?.requiredResourceAccess.flatMap(
      ({ resourceAccess }) => resourceAccess,
    ).length;
  installation.emulator.cloud.world.weather.faults.push({
    id: 'broken',
    match: { service: 'graph', method: 'POST', path: '/addPassword', tenantId: id },
    nth: 1,
    times: 1,
    effect: { kind: 'status', status: 400, body: '{"error":{"code":"Strange","message":"No"}}' },
    _seen: 0,
    _hit: 0,
  });
  const first = await ended(token, await approve(token, id, await planOf(token, id, { permissionList: 'reduced' })));
  const second = await ended(token, await approve(token, id, await planOf(token, id, { permissionList: 'vendor' })));
  expect([first.state, second.connected, declared()]).toEqual(['failed', true, 46]);

  await installation.call(token, 'POST', `/runs/${first.id}/resume`);
  const resumed = await ended(token, first.id);

  expect(resumed).toMatchObject({ connected: true });
  expect(declared()).toBe(32);
  expect((await planOf(token, id)).choices.permissionList).toBe('reduced');
});

test('the wrong tenant of an invitation is told, and a check that does not exist is refused', async () => {
  const { token, id } = await at('Contoso');

  const check = await installation.call<CheckView>(token, 'POST', `/tenants/${id}/checks/tenant`, {
    invitedTenant: 'fabrikam.example',
  });
  const invented = await installation.call(token, 'POST', `/tenants/${id}/checks/weather`, {});
  const elsewhere = await installation.call(
    token,
    'POST',
    `/tenants/${installation.tenant('Litware').id}/checks/vplus`,
    {},
  );

  expect(check.body).toMatchObject({ state: 'blocked', finding: expect.stringContaining('fabrikam.example') });
  expect(invented.status).toBe(404);
  expect(elsewhere.status).toBe(404);
});

async function at(name: Tenant): Promise<{ token: string; id: string }> {
  const login = people[name];
  const tenant = installation.tenant(name);
  tenant.weather.conditionalAccess = null;
  await installation.approve(name, login);
  return { token: await installation.tokenOf(name, login), id: tenant.id };
}

async function planOf(token: string, id: string, choices: object = {}): Promise<PlanView> {
  const { status, body } = await installation.call<PlanView>(token, 'POST', `/tenants/${id}/plans`, { choices });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

async function approve(token: string, id: string, { hash: planHash }: PlanView): Promise<string> {
  const path = `/tenants/${id}/runs`;
  const { status, body } = await installation.call<RunView>(token, 'POST', path, { verb: 'connect', planHash });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.id;
}

const ended = (token: string, runId: string): Promise<RunView> => installation.ended(token, runId);
