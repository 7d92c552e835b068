import type { PlanView, ProblemView, RunView, TenantView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let contoso: string;
let adele: string;

beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  const credential = { kind: 'secret' as const, days: 90 };
  const { body: plan } = await planned<PlanView>({ credential });
  expect(await installation.ended(adele, (await started(plan)).id)).toMatchObject({ connected: true });
});
afterAll(() => installation.close());

test('a client secret is replaced by a plan that names it, and the connection keeps nothing of the choice', async () => {
  const [before] = (await tenantView()).credentials;
  const old = String(before?.keyId);
  const { body: plan } = await planned<PlanView>({ replaceCredentials: [old] });
  expect(plan).toMatchObject({ unchanged: false, choices: { replaceCredentials: [old] } });

  const run = await installation.ended(adele, (await started(plan)).id);

  expect(run).toMatchObject({ connected: true, unchanged: false });
  expect(run.steps.find(({ id }) => id === 'remove-replaced')).toMatchObject({
    state: 'done',
    facts: [{ key: 'removed-credentials', value: old }],
  });
  const [application] = Object.values(installation.tenant('Contoso').applications).filter(({ tags }) =>
    tags.includes('vplus-setup'),
  );
  const secrets = application?.passwordCredentials.map(({ keyId }) => keyId) ?? [];
  expect(secrets).toHaveLength(1);
  expect(secrets).not.toContain(old);
  const { connection, credentials } = await tenantView();
  expect(credentials.map(({ keyId }) => keyId)).toEqual(secrets);
  expect(connection?.choices).not.toHaveProperty('replaceCredentials');
  const { body: next } = await planned<PlanView>({ replaceCredentials: [old] });
  expect(next.unchanged).toBe(true);
  expect(next.choices).not.toHaveProperty('replaceCredentials');
  const { body: record } = await installation.call(adele, 'GET', `/runs/${run.id}/record`);
  expect(JSON.stringify(record)).toContain(old);
});

test('a rotation that is stopped leaves the tenant connected, and both credentials on its page', async () => {
  const { weather } = installation.emulator.cloud.world;
  const usual = weather.vplus.synchronizationMs;
  weather.vplus.synchronizationMs = 60 * 60_000;
  const [before] = (await tenantView()).credentials;
  const { body: plan } = await planned<PlanView>({ replaceCredentials: [String(before?.keyId)] });
  const run = await started(plan);
  await installation.watch(adele, run.id, {
    until: ({ event, data }) => event === 'step' && data.step?.id === 'synchronize-inventory',
  });

  await installation.call(adele, 'POST', `/runs/${run.id}/cancel`);
  const stopped = await installation.ended(adele, run.id);

  weather.vplus.synchronizationMs = usual;
  expect(stopped).toMatchObject({ state: 'cancelled', connected: false, wasConnected: true });
  const { credentials, state, connection } = await tenantView();
  expect(connection?.connectedAt).not.toBeNull();
  expect(state).not.toBe('unfinished');
  expect(credentials).toHaveLength(2);
  expect(credentials.map(({ keyId }) => keyId)).toContain(before?.keyId);
  // Whoever connects again finishes it, without naming anything.
  const { body: next } = await planned<PlanView>({});
  expect(await installation.ended(adele, (await started(next)).id)).toMatchObject({ connected: true });
  expect((await tenantView()).credentials).toHaveLength(1);
});

test('a credential of somebody else cannot be named', async () => {
  const [application] = Object.values(installation.tenant('Contoso').applications).filter(({ tags }) =>
    tags.includes('vplus-setup'),
  );
  const [own] = application?.passwordCredentials ?? [];
  if (!application || !own) throw new Error('Nothing is there');
  const keyId = crypto.randomUUID();
  application.passwordCredentials.push({ ...own, keyId, displayName: 'of somebody' });

  const answer = await planned<ProblemView>({ replaceCredentials: [keyId] });

  expect(answer).toMatchObject({ status: 409, body: { code: 'credential-not-ours' } });
});

const planned = <T>(choices: object) => installation.call<T>(adele, 'POST', `/tenants/${contoso}/plans`, { choices });

async function started({ hash }: PlanView): Promise<RunView> {
  const body = { verb: 'connect', planHash: hash };
  const answer = await installation.call<RunView>(adele, 'POST', `/tenants/${contoso}/runs`, body);
  expect(answer.status).toBe(200);
  return answer.body;
}

const tenantView = async () => (await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`)).body;
