import type { Page } from '@playwright/test';
import { connect, expect, type Installation, test } from './installation.ts';

test.slow();

test('who connects again gets the deleted application back; purged, or deleted for good, it is made anew', async ({
  page,
  installation,
}) => {
  await connect(page, installation, 'Adele Vance');
  const [first] = await ours(installation);
  await disconnect(page, installation);
  expect(await ours(installation)).toEqual([]);

  await plan(page, installation);
  await expect(page.getByRole('radio', { name: /Restore it/ })).toBeChecked();
  await approve(page);
  expect(await ours(installation)).toEqual([first]);

  await disconnect(page, installation);
  await plan(page, installation);
  await page.getByRole('radio', { name: /Delete it permanently/ }).check();
  await expect(page.getByText('Plan up to date')).toBeVisible();
  await approve(page);
  const [second] = await ours(installation);
  expect(second).not.toBe(first);

  await disconnect(page, installation, async () => {
    await page.getByRole('checkbox', { name: /permanently/ }).check();
    await expect(page.getByText('The application is deleted permanently')).toBeVisible();
  });
  await plan(page, installation);
  await expect(page.getByText('46 to grant')).toBeVisible();
  await expect(page.getByRole('radio', { name: /Restore it/ })).toBeHidden();
});

/** Ids of the live applications of this product. */
async function ours(installation: Installation): Promise<string[]> {
  const tenant = (await installation.world()).tenants[installation.tenantId('Contoso')];
  return Object.values(tenant?.applications ?? {}).flatMap(({ tags, appId }) =>
    tags.includes('vplus-setup') ? [appId] : [],
  );
}

async function disconnect(page: Page, installation: Installation, choose = async () => {}): Promise<void> {
  await page.goto(`${installation.address}/tenants/${installation.tenantId('Contoso')}`);
  // An earlier run in the list of runs has the same name.
  await page.locator('a[href$="/disconnect"]').click({ timeout: 60_000 });
  await expect(page.getByText('Plan up to date')).toBeVisible();
  await choose();
  await expect(page.getByText('Plan up to date')).toBeVisible();
  await page.getByRole('button', { name: 'Approve and disconnect' }).click();
  await page.getByRole('heading', { name: /disconnected/i }).waitFor({ timeout: 60_000 });
}

async function plan(page: Page, installation: Installation): Promise<void> {
  await page.goto(`${installation.address}/connect/plan`);
  await page.getByRole('button', { name: 'Approve and connect' }).waitFor();
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Approve and connect' }).click();
  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
}
