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
