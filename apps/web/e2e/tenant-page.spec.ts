import type { Page } from '@playwright/test';
import { faultsOf, press } from './accessible.ts';
import { connect, expect, type Installation, test } from './installation.ts';
import { printed } from './printed.ts';

// What a whole tenant page is looked at for takes its time.
test.slow();

test('a tenant that others changed needs attention until somebody accepts it, and again once that is taken back', async ({
  page,
  installation,
}) => {
  const contoso = `${installation.address}/tenants/${installation.tenantId('Contoso')}`;
  const health = page.getByRole('region', { name: 'Health', exact: true });
  await connect(page, installation, 'Adele Vance');

  await checked(page, contoso);
  await expect(health.getByText('Protected', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Credentials' }).getByText('Today').first()).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await changeWorld(installation, (tenant) => {
    const [application] = ours(tenant);
    const [person] = Object.keys(tenant.users);
    if (application && person) application._owners = [person];
  });
  await checked(page, contoso);
  await expect(health.getByText('Needs attention', { exact: true })).toBeVisible();
  const accept = health.getByRole('button', { name: 'Accept: The application has an owner' });
  await press(page, accept);
  await health.getByRole('textbox', { name: /^Why/ }).fill('Our pipeline owns it');
  await press(page, health.getByRole('button', { name: 'Accept', exact: true }));
  await expect(health.getByText(/Accepted by Adele Vance/)).toBeVisible();
  await expect(health.getByText('Protected', { exact: true })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await press(page, health.getByRole('button', { name: 'Reopen: The application has an owner' }));
  await expect(health.getByText('Needs attention', { exact: true })).toBeVisible();
});

test('what ends is read under a private address until it is taken back; the report and the certificate print', async ({
  page,
  request,
  installation,
}) => {
  const contoso = `${installation.address}/tenants/${installation.tenantId('Contoso')}`;
  await connect(page, installation, 'Adele Vance');
  await page.goto(contoso);
  const calendar = page.getByRole('region', { name: 'Calendar' });
  await press(page, calendar.getByRole('button', { name: 'Make a private address' }));
  const address = (await calendar.getByText(/\/api\/calendar\//).textContent()) ?? '';
  expect(await (await request.get(address)).text()).toContain('SUMMARY:Client secret of Contoso expires');
  expect(await faultsOf(page)).toEqual([]);
  await calendar.getByRole('button', { name: 'Take back…' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(calendar.getByRole('listitem')).toHaveCount(0);
  await expect(calendar.getByText(/\/api\/calendar\//)).toBeHidden();
  expect((await request.get(address)).status()).toBe(404);

  await page.getByRole('link', { name: 'Report to print' }).click();
  await page.getByRole('region', { name: 'Last checks' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  const report = await printed(page);
  for (const text of report) expect(text).toContain(`Contoso, ${installation.tenantId('Contoso')}`);
  expect(report.join('\n')).toMatch(/Build \d/);
  expect(report.join('\n')).not.toContain('Print or save');

  await page.goto(`${contoso}/disconnect`);
  await expect(page.getByText('Plan up to date')).toBeVisible();
  await page.getByRole('button', { name: 'Approve and disconnect' }).click();
  await page.getByRole('heading', { name: /disconnected/i }).waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Certificate of removal' }).click();
  await page.getByRole('heading', { name: 'Certificate of removal: Contoso' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  const [hash] = /Record SHA-256 [0-9a-f]{64}/.exec((await page.locator('main').textContent()) ?? '') ?? [];
  const certificate = await printed(page);
  expect(hash).toBeDefined();
  for (const text of certificate) expect(text).toContain(hash);
  expect(certificate.join('\n')).toContain('What was removed');
  await page.goto(contoso);
  await expect(page.getByRole('link', { name: 'Certificate of removal' })).toBeVisible();
});

/** A full check, and the tenant's page after it. */
async function checked(page: Page, contoso: string): Promise<void> {
  await page.goto(contoso);
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.waitForURL(/\/runs\//);
  await page
    .getByRole('link', { name: 'Download the record' })
    .or(page.getByRole('button', { name: 'Download the record' }))
    .waitFor();
  await expect
    .poll(async () => {
      await page.goto(contoso);
      await page.getByRole('region', { name: 'Summary' }).waitFor();
      return page.getByRole('button', { name: 'Check now' }).isVisible();
    })
    .toBe(true);
}

interface Tenant {
  users: Record<string, unknown>;
  applications: Record<string, { appId: string; tags: string[]; _owners: string[] }>;
}

const ours = ({ applications }: Tenant) =>
  Object.values(applications).filter(({ tags }) => tags.includes('vplus-setup'));

/** Somebody else changes what is in the tenant: by the snapshot that the control page saves and loads. */
async function changeWorld(installation: Installation, change: (tenant: Tenant) => void): Promise<void> {
  const snapshot = await (await fetch(`${installation.control}/snapshot`)).json();
  const tenant = snapshot.world.tenants[installation.tenantId('Contoso')];
  change(tenant);
  const answer = await fetch(`${installation.control}/snapshot`, { method: 'PUT', body: JSON.stringify(snapshot) });
  expect(answer.status, await answer.text()).toBeLessThan(300);
}
