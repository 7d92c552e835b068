import type { RunView, SupportBundle } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let adele: string;
let run: RunView;

beforeAll(async () => {
  installation = await startInstallation();
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  const { id, weather } = installation.tenant('Contoso');
  weather.refuse = [{ at: 'client-credentials', code: 53003, times: null }];
  run = await installation.ended(adele, (await installation.connect(adele, id)).id);
  weather.refuse = [];
});
afterAll(() => installation.close());

const bundleFor = (token: string | null) =>
  installation.call<SupportBundle>(token, 'GET', `/runs/${run.id}/support-bundle`);

test('holds what was approved, what happened, and the refusal with the ids that support asks for', async () => {
  const { body } = await bundleFor(adele);

  expect(body).toMatchObject({
    version: 1,
    product: { version: expect.any(String), node: process.version, practice: true },
    run: { id: run.id, state: 'failed' },
    plan: { checks: expect.arrayContaining([expect.objectContaining({ id: expect.any(String) })]) },
    tenant: { runs: 1, permissionsWanted: expect.any(Number) },
  });
  expect(body.events.length).toBeGreaterThan(10);
  expect(body.problems.map(({ stepId, problem }) => [stepId, problem.code, problem.remote?.code])).toEqual([
    ['verify-access', 'application-blocked', 'AADSTS53003'],
  ]);
  expect(body.problems[0]?.problem.remote).toMatchObject({
    requestId: expect.any(String),
    correlationId: expect.any(String),
    at: expect.any(String),
  });
});

test('names no person, and holds no token and no secret', async () => {
  const { tenants } = installation.emulator.cloud.world;
  const people = Object.values(installation.tenant('Contoso').users);
  const marks = [
    ...people.flatMap(({ userPrincipalName, displayName, _password }) => [userPrincipalName, displayName, _password]),
    ...Object.values(tenants).flatMap(({ applications }) =>
      Object.values(applications).flatMap(({ passwordCredentials }) =>
        passwordCredentials.map(({ _secret }) => _secret),
      ),
    ),
    installation.emulator.description.vplusLogin.password,
    adele.split('.')[2],
    'eyJ',
  ].filter((mark): mark is string => Boolean(mark));

  const text = JSON.stringify((await bundleFor(adele)).body);

  expect(marks.length).toBeGreaterThan(20);
  expect(run.startedBy).toBe('Adele Vance');
  expect(marks.filter((mark) => text.includes(mark))).toEqual([]);
  expect(text).toContain('person 1');
});

test.each([
  ['a reader of the own tenant', 'Contoso', 'nestor', 200],
  ['the operator', 'Practice Operator', 'operator', 200],
  ['an administrator of another tenant', 'Fabrikam', 'fatima', 404],
  ['an ordinary employee', 'Contoso', 'isaiah', 404],
])('is given to %s with the same right as the run itself', async (_who, tenant, login, status) => {
  const token = await installation.tokenOf(tenant, login);

  expect((await bundleFor(token)).status).toBe(status);
});

test('is given to nobody who is not signed in', async () => {
  expect((await bundleFor(null)).status).toBe(401);
});
