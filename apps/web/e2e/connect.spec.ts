import { readFileSync } from 'node:fs';
import { connect, expect, type Installation, test, toThePlan } from './installation.ts';

const witness = (installation: Installation) =>
  (JSON.parse(readFileSync(installation.vendorTable, 'utf8')) as { resourceAppId: string; appRoleId: string }[])
    .map(({ resourceAppId, appRoleId }) => `${resourceAppId}/${appRoleId}`)
    .toSorted();

async function ours(installation: Installation) {
  const world = await installation.world();
  const tenant = world.tenants[installation.tenantId('Contoso')];
  if (!tenant) throw new Error('No Contoso');
  const applications = Object.values(tenant.applications).filter(({ tags }) => tags.includes('vplus-setup'));
  const appId = applications[0]?.appId;
  const principals = Object.values(tenant.servicePrincipals).filter((one) => one.appId === appId);
  const resources = new Map(Object.values(tenant.servicePrincipals).map(({ id, appId: api }) => [id, api]));
  const grants = Object.values(tenant.appRoleAssignments)
    .filter(({ principalId }) => principalId === principals[0]?.id)
    .map(({ resourceId, appRoleId }) => `${resources.get(resourceId)}/${appRoleId}`)
    .toSorted();
  const organizations = Object.values(world.vplus.organizations).filter(({ clientId }) => clientId === appId);
  return { applications, principals, grants, organizations };
}

test('goes from the welcome page to Connected, with exactly the 46 permissions of the vendor', async ({
  page,
  installation,
}) => {
  const violations: string[] = [];
  page.on('console', (message) => message.type() === 'error' && violations.push(message.text()));

  await connect(page, installation, 'Adele Vance');

  const { applications, principals, grants, organizations } = await ours(installation);
  const declared = applications[0]?.requiredResourceAccess.flatMap(({ resourceAppId, resourceAccess }) =>
    resourceAccess.map(({ id }) => `${resourceAppId}/${id}`),
  );
  expect(applications).toHaveLength(1);
  expect(principals).toHaveLength(1);
  expect(grants).toEqual(witness(installation));
  expect(declared?.toSorted()).toEqual(witness(installation));
  expect(applications[0]?.passwordCredentials).toHaveLength(1);
  expect(organizations).toHaveLength(1);
  await expect(page.getByText(/46 of 46/).first()).toBeVisible();
  await expect
    .poll(async () => (await ours(installation)).organizations[0]?.lastSynchronizedAt, { timeout: 60_000 })
    .not.toBeNull();
  expect(violations.filter((text) => /content security policy/i.test(text))).toEqual([]);
});

test('a second connect changes nothing and says so', async ({ page, installation }) => {
  await connect(page, installation, 'Adele Vance');
  await expect
    .poll(async () => (await ours(installation)).organizations[0]?.lastSynchronizedAt, { timeout: 60_000 })
    .not.toBeNull();
  const before = await ours(installation);
  const since = (await installation.requests()).at(-1)?.number ?? 0;

  await page.goto(`${installation.address}/connect/plan`);
  await expect(page.getByText('Everything is in place already')).toBeVisible();
  await expect(page.getByText('Stays as it is').filter({ visible: true })).toHaveCount(0);
  await page.getByText(/^\d+ steps stay as they are$/).click();
  await expect(page.getByText('Stays as it is').filter({ visible: true })).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Approve and connect' }).click();
  await expect(page.getByText(/Nothing was changed/)).toBeVisible({ timeout: 60_000 });
  const writes = (await installation.requests(since)).filter(({ write, service }) => write && service === 'graph');

  expect(writes).toEqual([]);
  expect(await ours(installation)).toEqual(before);
});

test('kill -9 in the middle of a run: it ends Connected after the restart, nothing doubled', async ({
  page,
  installation,
}) => {
  await toThePlan(page, installation, 'Adele Vance');
  await page.getByRole('button', { name: /approve and connect/i }).click();
  await page.waitForURL(/\/runs\//);

  await installation.kill();
  await installation.restart();
  await page.reload();

  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 90_000 });
  const { applications, principals, grants, organizations } = await ours(installation);
  expect(applications).toHaveLength(1);
  expect(principals).toHaveLength(1);
  expect(grants).toEqual(witness(installation));
  expect(applications[0]?.passwordCredentials).toHaveLength(1);
  expect(organizations).toHaveLength(1);
});

test('a reload in the middle of a run comes back to where it is', async ({ page, installation }) => {
  await toThePlan(page, installation, 'Adele Vance');
  await page.getByRole('button', { name: /approve and connect/i }).click();
  await page.waitForURL(/\/runs\//);

  await page.reload();

  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
});
