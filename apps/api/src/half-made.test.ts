import type { PlanView, RunView, SomeChoices, TenantView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, type Message, startInstallation } from './testing/installation.ts';

let installation: Installation;
let contoso: string;
let adele: string;

beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
});
afterAll(() => installation.close());

test('a reconnect that was cancelled half-way can be undone, and then there is nothing to undo', async () => {
  await connected();
  await disconnected();
  const half = await handedOver();
  await cancelled(half);
  expect(await left()).toMatchObject({ applications: 1, grants: 46, secrets: 1 });
  const seen = (await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`)).body;
  expect(seen.permissionsGranted).toBe(46);
  expect(seen.connection?.clientId).toBe(application()?.appId);

  const undone = await disconnected();

  expect(undone.state).toBe('done');
  expect(await left()).toEqual({ applications: 0, grants: 0, secrets: 0 });
  const again = await installation.disconnect(adele, contoso);
  expect(again).toMatchObject({ status: 409, body: { code: 'nothing-to-undo' } });
});

test('a first connect that was cancelled tells what is there, and can be undone', async () => {
  await cancelled(await handedOver());
  expect(await left()).toMatchObject({ applications: 1, grants: 46, secrets: 1 });

  expect((await disconnected()).state).toBe('done');

  expect(await left()).toEqual({ applications: 0, grants: 0, secrets: 0 });
});

async function planHash(choices: SomeChoices = {}): Promise<string> {
  const { status, body } = await installation.call<PlanView>(adele, 'POST', `/tenants/${contoso}/plans`, { choices });
  expect(status).toBe(200);
  return body.hash;
}

const connected = async () => installation.ended(adele, (await installation.connect(adele, contoso)).id);

async function disconnected(): Promise<RunView> {
  const run = await installation.disconnect(adele, contoso);
  expect(run.status).toBe(200);
  return installation.ended(adele, run.body.id);
}

/** A connect that waits for a person to enter the values into vPlus. */
async function handedOver(): Promise<RunView> {
  const body = { verb: 'connect', planHash: await planHash({ registration: 'hand-over' }) };
  const run = await installation.call<RunView>(adele, 'POST', `/tenants/${contoso}/runs`, body);
  expect(run.status).toBe(200);
  const waits = ({ data }: Message) => ('runState' in data ? data.runState : data.state) === 'needs-you';
  await installation.watch(adele, run.body.id, { until: waits });
  return run.body;
}

async function cancelled({ id }: RunView): Promise<void> {
  const { status } = await installation.call(adele, 'POST', `/runs/${id}/cancel`);
  expect(status).toBe(200);
  await installation.ended(adele, id);
}

const application = () =>
  Object.values(installation.tenant('Contoso').applications).find(({ tags }) => tags.includes('vplus-setup'));

async function left() {
  const { appRoleAssignments, servicePrincipals } = installation.tenant('Contoso');
  const found = application();
  const principal = Object.values(servicePrincipals).find(({ appId }) => appId === found?.appId);
  return {
    applications: found ? 1 : 0,
    grants: Object.values(appRoleAssignments).filter(({ principalId }) => principalId === principal?.id).length,
    secrets: found?.passwordCredentials.length ?? 0,
  };
}
