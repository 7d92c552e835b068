import type { PlanView, RunView } from '@vplus/contracts';
import { vendorTable } from '@vplus/emulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let adele: string;
let megan: string;
let contoso: string;

beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  await installation.approve('Contoso', 'adele');
  adele = await installation.tokenOf('Contoso', 'adele');
  megan = await installation.tokenOf('Contoso', 'megan');
});
beforeEach(() => latency(0));
afterAll(() => installation.close());

test('two administrators and a double click of each make one run, with one set of effects', async () => {
  const plans = [await planOf(adele), await planOf(megan)];
  latency(150);

  const clicks = await Promise.all(
    [adele, adele, megan, megan].map((token, click) => start(token, plans[click < 2 ? 0 : 1] ?? '')),
  );

  const won = clicks.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  const runId = won[0]?.body.id ?? '';
  for (const lost of clicks.filter((click) => !won.includes(click)))
    expect(lost).toMatchObject({ status: 409, body: { code: 'run-already-active', runId } });
  latency(0);
  expect(await installation.ended(adele, runId)).toMatchObject({ connected: true });
  oneOfEverything();
});

test('two tabs see the same run in the same order, whoever started it', async () => {
  const { body } = await start(adele, await planOf(adele));

  const [one, other] = await Promise.all([
    installation.watch(adele, body.id, { lastEventId: 0 }),
    installation.watch(megan, body.id, { lastEventId: 0 }),
  ]);

  expect(other).toEqual(one);
  expect(one.map(({ id }) => id)).toEqual(one.map((_, index) => index + 1));
});

test('a run that waits for a sign-in and is resumed from two places goes on once', async () => {
  const { body } = await start(adele, await planOf(adele, endSignIn));
  await installation.watch(adele, body.id, { until: ({ data }) => JSON.stringify(data).includes('"needs-you"') });
  await stateOf(body.id, 'needs-you');
  latency(150);

  const resumed = await Promise.all(
    [adele, megan, adele].map((token) => installation.call<RunView>(token, 'POST', `/runs/${body.id}/resume`)),
  );

  expect(resumed.map(({ status }) => status)).toEqual([200, 200, 200]);
  latency(0);
  const run = await installation.ended(adele, body.id);
  expect(run).toMatchObject({ connected: true });
  const events = await installation.watch(adele, body.id, { lastEventId: 0 });
  expect(events.filter(({ data }) => JSON.stringify(data).includes('Resumed by'))).toHaveLength(1);
  oneOfEverything();
});

test('a cancel that meets a resume ends in one of the two, and the next connect finds everything once', async () => {
  const { body } = await start(adele, await planOf(adele, endSignIn));
  await stateOf(body.id, 'needs-you');
  latency(100);

  const [resumed, cancelled] = await Promise.all([
    installation.call<RunView>(adele, 'POST', `/runs/${body.id}/resume`),
    installation.call<RunView>(megan, 'POST', `/runs/${body.id}/cancel`),
  ]);

  latency(0);
  const { state } = await installation.ended(adele, body.id);
  expect(cancelled.status).toBe(200);
  expect([resumed.status, state]).toEqual([expect.toBeOneOf([200, 409]), 'cancelled']);
  const next = await start(adele, await planOf(adele));
  expect(await installation.ended(adele, next.body.id)).toMatchObject({ connected: true });
  oneOfEverything();
});

const latency = (ms: number) => {
  installation.emulator.cloud.world.weather.latencyMs.graph = ms;
};

async function planOf(token: string, between?: () => void): Promise<string> {
  const { body } = await installation.call<PlanView>(token, 'POST', `/tenants/${contoso}/plans`, {});
  between?.();
  return body.hash;
}

const start = (token: string, planHash: string) =>
  installation.call<RunView & { code?: string; runId?: string }>(token, 'POST', `/tenants/${contoso}/runs`, {
    verb: 'connect',
    planHash,
  });

async function stateOf(runId: string, state: string): Promise<void> {
  await installation.watch(adele, runId, {
    lastEventId: 0,
    until: ({ data }) => 'runState' in data && data.runState === state,
  });
}

function oneOfEverything(): void {
  const { applications, servicePrincipals, appRoleAssignments } = installation.tenant('Contoso');
  const ours = Object.values(applications).filter(({ uniqueName }) => uniqueName?.startsWith('vplus-'));
  const principals = Object.values(servicePrincipals).filter(({ appId }) => appId === ours[0]?.appId);
  const grants = Object.values(appRoleAssignments).filter(({ principalId }) => principalId === principals[0]?.id);
  const organizations = Object.values(installation.emulator.cloud.world.vplus.organizations);
  expect({
    applications: ours.length,
    principals: principals.length,
    credentials: ours[0]?.passwordCredentials.length,
    grants: grants.length,
    organizations: organizations.map(({ tenantId }) => tenantId),
  }).toEqual({
    applications: 1,
    principals: 1,
    credentials: 1,
    grants: vendorTable.length,
    organizations: [contoso],
  });
}

/** The next look at the application finds the token expired. */
function endSignIn(): void {
  installation.emulator.cloud.world.weather.faults.push({
    id: crypto.randomUUID(),
    match: { service: 'graph', method: 'GET', path: 'uniqueName', tenantId: contoso },
    nth: 1,
    times: 1,
    effect: { kind: 'token-expired' },
    _seen: 0,
    _hit: 0,
  });
}
