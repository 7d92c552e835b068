import type { DisconnectPlanView, RecordView } from '@vplus/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let contoso: string;
let adele: string;

beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
});
beforeEach(async () => {
  const run = await installation.ended(adele, (await installation.connect(adele, contoso)).id);
  expect(run).toMatchObject({ connected: true });
});
afterAll(() => installation.close());

test('the plan of a disconnect only looks, and says of each step what goes and what stays', async () => {
  const since = installation.emulator.cloud.log.length;

  const plan = await planOf(adele);
  const again = await planOf(adele);
  const purging = await planOf(adele, { purge: true });

  const writes = installation.emulator.cloud.log
    .slice(since)
    .filter(({ write, service }) => write && service !== 'identity');
  expect(writes).toEqual([]);
  expect(plan.steps.map(({ id, action }) => `${id}: ${action}`)).toEqual([
    'set-legacy-auth: keep',
    'register-organization: change',
    'add-certificate: remove',
    'add-secret: remove',
    'grant-permissions: remove',
    'create-service-principal: remove',
    'register-application: remove',
  ]);
  expect(plan.steps.find(({ id }) => id === 'register-organization')?.summary).toContain('and its backups stay on');
  expect(plan.steps.find(({ id }) => id === 'grant-permissions')?.calls).toMatchObject([
    { method: 'DELETE', times: 46 },
  ]);
  expect(again.hash).toBe(plan.hash);
  expect(purging.hash).not.toBe(plan.hash);
  expect(purging.steps.find(({ id }) => id === 'register-application')?.summary).toContain('permanently');
});

test('only whoever was shown the plan may approve it', async () => {
  const plan = await planOf(adele);
  const megan = await installation.tokenOf('Contoso', 'megan');
  const path = `/tenants/${contoso}/runs`;

  const other = await installation.call(megan, 'POST', path, { verb: 'disconnect', planHash: plan.hash });
  const connecting = await installation.call(adele, 'POST', path, { verb: 'connect', planHash: plan.hash });
  const script = await installation.call(adele, 'GET', `/tenants/${contoso}/plans/${plan.hash}/scripts/powershell`);

  expect(other).toMatchObject({ status: 409, body: { code: 'plan-changed' } });
  expect(connecting).toMatchObject({ status: 409, body: { code: 'plan-changed' } });
  expect(script.status).toBe(404);
});

test('a tenant that has moved since ends the disconnect before its first write, and says what moved', async () => {
  let since = 0;
  const started = await installation.disconnect(adele, contoso, {
    between: () => {
      application().passwordCredentials.length = 0;
      since = installation.emulator.cloud.log.length;
    },
  });
  const run = await installation.ended(adele, started.body.id);

  expect(run.state).toBe('failed');
  expect(run.steps[0]).toMatchObject({
    id: 'confirm-plan',
    problem: {
      code: 'plan-changed',
      differences: [expect.stringContaining('“Remove the client secret” was to be removed, and is now to be checked.')],
    },
  });
  const writes = installation.emulator.cloud.log
    .slice(since)
    .filter(({ write, service }) => write && service !== 'identity');
  expect(writes).toEqual([]);
});

test('a disconnect carries out the choices of its plan, and its run and its record name the hash', async () => {
  let shown: DisconnectPlanView | undefined;
  const started = await installation.disconnect(adele, contoso, {
    choices: { purge: true },
    between: (plan) => {
      shown = plan;
    },
  });
  const run = await installation.ended(adele, started.body.id);
  const record = await installation.call<RecordView>(adele, 'GET', `/runs/${run.id}/record`);

  expect(run).toMatchObject({ state: 'done', planHash: shown?.hash });
  expect(record.body.facts.disconnectPlan).toEqual({
    hash: shown?.hash,
    madeAt: shown?.madeAt,
    choices: { purge: true },
  });
  const { applications, deletedItems } = installation.tenant('Contoso');
  expect(Object.values(applications).filter(({ tags }) => tags.includes('vplus-setup'))).toEqual([]);
  expect(JSON.stringify(deletedItems)).not.toContain('vplus-setup');
});

async function planOf(token: string, choices: object = {}): Promise<DisconnectPlanView> {
  const path = `/tenants/${contoso}/disconnect-plans`;
  const { status, body } = await installation.call<DisconnectPlanView>(token, 'POST', path, choices);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

function application() {
  const all = Object.values(installation.tenant('Contoso').applications);
  const found = all.find(({ tags }) => tags.includes('vplus-setup'));
  if (!found) throw new Error('There is no application');
  return found;
}
