import { faultsOf } from './accessible.ts';
import { connect, expect, type Installation, test } from './installation.ts';

test('from the page of a tenant a client secret is replaced: the plan says in which order, and the old one is gone', async ({
  page,
  installation,
}) => {
  await connect(page, installation, 'Adele Vance');
  const [old] = await secretsOf(installation);
  await page.goto(`${installation.address}/tenants/${installation.tenantId('Contoso')}`);
  await page.getByRole('link', { name: 'Rotate the client secret' }).click({ timeout: 60_000 });

  await page.getByText('A new credential takes the place of the old one').waitFor();
  await expect(page.getByText(/The old credential is removed last, once vPlus has signed in/)).toBeVisible();
  expect(page.url()).toContain(`replace=${old}`);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Approve and connect' }).click();
  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });

  const now = await secretsOf(installation);
  expect(now).toHaveLength(1);
  expect(now).not.toContain(old);
  await expect(page.getByText(String(old))).not.toHaveCount(0);
  await page.goto(`${installation.address}/tenants/${installation.tenantId('Contoso')}`);
  await expect(page.getByText(String(now[0]))).not.toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Rotate the client secret' })).toBeVisible();
});

async function secretsOf(installation: Installation): Promise<string[]> {
  const { tenants } = await installation.world();
  const applications = Object.values(tenants[installation.tenantId('Contoso')]?.applications ?? {});
  return applications
    .filter(({ tags }) => tags.includes('vplus-setup'))
    .flatMap(({ passwordCredentials }) => passwordCredentials.map(({ keyId }) => keyId));
}
