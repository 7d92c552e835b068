import type { PlanView, RunView, SomeChoices } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let adele: string;
let contoso: string;
let plan: PlanView;

beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  plan = await planWith({ writes: 'by-hand' });
});
afterAll(() => installation.close());

test.each([
  ['powershell', 'vplus-contoso.example.ps1'],
  ['m365-cli', 'vplus-contoso.example.sh'],
  ['terraform', 'vplus-contoso.example.tf'],
])('gives the plan as a script for %s, named after the tenant', async (kind, fileName) => {
  const { status, body } = await installation.call(adele, 'GET', pathOf(kind));

  expect(status).toBe(200);
  expect(body.fileName).toBe(fileName);
  expect(body.text).toContain(plan.hash);
  expect(body.text).toContain(`vplus-connection:${plan.connectionId}`);
});

test('a script is for those who may plan in that tenant, and of a plan that was shown there', async () => {
  const reader = await installation.tokenOf('Contoso', 'nestor');
  const stranger = await installation.tokenOf('Fabrikam', 'fatima');
  const fabrikam = installation.tenant('Fabrikam').id;

  const answers = await Promise.all([
    installation.call(reader, 'GET', pathOf('terraform')),
    installation.call(stranger, 'GET', pathOf('terraform')),
    installation.call(stranger, 'GET', pathOf('terraform').replace(contoso, fabrikam)),
    installation.call(adele, 'GET', pathOf('terraform').replace(plan.hash, 'a'.repeat(64))),
    installation.call(null, 'GET', pathOf('terraform')),
    installation.call(adele, 'GET', pathOf('batch-file')),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 401, 404]);
});

test('by hand over HTTP: a person makes it, hands in the secret, and the tenant is connected without a write of ours', async () => {
  await madeByHand();
  const { log } = installation.emulator.cloud;
  const from = log.length;
  const shown = await planWith({ writes: 'by-hand' });
  const started = await installation.call<RunView>(adele, 'POST', `/tenants/${contoso}/runs`, {
    verb: 'connect',
    planHash: shown.hash,
  });
  const runId = started.body.id;
  await installation.watch(adele, runId, { until: ({ data }) => stateOf(data) === 'needs-you' });

  const wrong = await installation.call(adele, 'POST', `/runs/${runId}/secret`, { value: 'not-the-one' });
  await installation.watch(adele, runId, { until: ({ data }) => stateOf(data) === 'needs-you' });
  const secret = secretOf();
  const right = await installation.call(adele, 'POST', `/runs/${runId}/secret`, { value: secret });
  const run = await installation.ended(adele, runId);

  expect([wrong.status, right.status]).toEqual([200, 200]);
  expect(run).toMatchObject({ connected: true });
  const writes = log.slice(from).filter(({ write, service }) => write && service === 'graph');
  expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  expect(Object.values(installation.emulator.cloud.world.vplus.organizations)).toMatchObject([
    { clientSecret: secret },
  ]);
  const told = [JSON.stringify(await installation.watch(adele, runId, { lastEventId: 0 })), ...installation.lines];
  for (const value of [secret, 'not-the-one']) expect(told.filter((text) => text.includes(value))).toEqual([]);
});

test('nobody else can hand in a secret, and an empty one is refused', async () => {
  const { body } = await installation.call<RunView>(adele, 'POST', `/tenants/${contoso}/runs`, { verb: 'verify' });
  await installation.ended(adele, body.id);
  const stranger = await installation.tokenOf('Fabrikam', 'fatima');
  const path = `/runs/${body.id}/secret`;

  const answers = await Promise.all([
    installation.call(stranger, 'POST', path, { value: 'x' }),
    installation.call(null, 'POST', path, { value: 'x' }),
    installation.call(adele, 'POST', path, { value: ' ' }),
    installation.call(adele, 'POST', path, { value: 'x' }),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([404, 401, 400, 409]);
});

const pathOf = (kind: string) => `/tenants/${contoso}/plans/${plan.hash}/scripts/${kind}`;
const stateOf = (data: object) => ('runState' in data ? data.runState : 'state' in data ? data.state : undefined);

async function planWith(choices: SomeChoices): Promise<PlanView> {
  return (await installation.call<PlanView>(adele, 'POST', `/tenants/${contoso}/plans`, { choices })).body;
}

/** As a script leaves it: what a connect with a secret makes in the tenant, and nothing of it on vPlus any more. */
async function madeByHand(): Promise<void> {
  const { hash } = await planWith({ credential: { kind: 'secret', days: 365 } });
  const body = { verb: 'connect', planHash: hash };
  const { body: run } = await installation.call<RunView>(adele, 'POST', `/tenants/${contoso}/runs`, body);
  await installation.ended(adele, run.id);
  installation.emulator.cloud.world.vplus.organizations = {};
}

const secretOf = (): string => {
  const applications = Object.values(installation.tenant('Contoso').applications);
  return applications.find(({ uniqueName }) => uniqueName?.startsWith('vplus-'))?.passwordCredentials[0]?._secret ?? '';
};
