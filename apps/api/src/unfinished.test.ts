import type { TenantPage, TenantView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let adele: string;
let contoso: string;

beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  await installation.approve('Contoso', 'adele');
  adele = await installation.tokenOf('Contoso', 'adele');
});
afterAll(() => installation.close());

test('what a connect made before it was cancelled is shown while it works and after, and can be removed', async () => {
  installation.tenant('Contoso').weather.replication.credentials = 60 * 60_000;
  const started = await installation.connect(adele, contoso);
  await installation.watch(adele, started.id, { until: ({ data }) => JSON.stringify(data).includes('"waiting"') });
  const working = (await installation.call<TenantPage>(adele, 'GET', '/tenants')).body.tenants[0];
  await installation.call(adele, 'POST', `/runs/${started.id}/cancel`);
  await installation.ended(adele, started.id);
  const unfinished = await tenant();

  const removal = await installation.disconnect(adele, contoso);
  installation.later(10 * 60_000);
  installation.tenant('Contoso').weather.replication.credentials = 0;
  const removed = await installation.ended(adele, removal.body.id);

  expect(working).toMatchObject({ state: 'working', permissionsGranted: 46, permissionsWanted: 46 });
  expect(unfinished).toMatchObject({
    state: 'unfinished',
    permissionsGranted: 46,
    credentials: expect.arrayContaining([expect.objectContaining({ kind: 'secret' })]),
    connection: { clientId: expect.any(String), connectedAt: null, organizationGuid: null },
  });
  expect(removed.state).toBe('done');
  expect(Object.values(installation.tenant('Contoso').applications).filter(({ uniqueName }) => uniqueName)).toEqual([]);
  expect(await tenant()).toMatchObject({
    state: 'new',
    permissionsGranted: 0,
    credentials: [],
    connection: { clientId: null, connectedAt: null, disconnectedAt: null },
  });
  const again = await installation.disconnect(adele, contoso);
  expect([again.status, again.body]).toEqual([409, expect.objectContaining({ code: 'nothing-to-undo' })]);
});

const tenant = async () => (await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`)).body;
