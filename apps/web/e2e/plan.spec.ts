import { faultsOf } from './accessible.ts';
import { expect, type Installation, test, toThePlan } from './installation.ts';

test('choices change the plan at once, stand in the address, and survive a reload and the way back', async ({
  page,
  installation,
}) => {
  await toThePlan(page, installation, 'Adele Vance');
  await expect(page.getByText('46 to grant')).toBeVisible();
  const since = await lastRequest(installation);

  await page.getByRole('checkbox', { name: /^Teams/ }).uncheck();
  await expect(page.getByText('46 to grant')).toBeHidden();
  await page.getByRole('radio', { name: /Without the \d+ that a stronger one/ }).check();
  await page.getByLabel('Valid for, in days').fill('90');
  await expect(page.getByText('valid for 90 days')).toBeVisible();
  await page.getByLabel('Name of the application').fill('Backup of Contoso');
  await expect(page.getByRole('region', { name: 'In short' })).toContainText('Backup of Contoso');
  const chosen = await page.getByRole('region', { name: 'In short' }).textContent();
  await page.reload();
  await expect(page.getByRole('region', { name: 'In short' })).toContainText('Backup of Contoso');

  expect(await page.getByRole('region', { name: 'In short' }).textContent()).toBe(chosen);
  expect(new URL(page.url()).searchParams.get('workloads')).toBe('exchange,onedrive,sharepoint');
  await page.goBack();
  await page.goBack();
  await expect(page.getByText('46 to grant')).toBeVisible();
  const writes = (await installation.requests(since)).filter(({ write, service }) => write && service === 'graph');
  expect(writes).toEqual([]);
});

test('a check that blocks names what to do, turns green when it was done, and the run ends Connected', async ({
  page,
  installation,
}) => {
  await installation.change('/weather', { vplus: { down: true } });
  await toThePlan(page, installation, 'Adele Vance');
  const row = page.locator('[data-check="vplus"]');
  await expect(row).toContainText('Blocked');
  await expect(row).toContainText('does not answer');
  await expect(page.getByRole('button', { name: 'Approve and connect' })).toBeDisabled();

  await installation.change('/weather', { vplus: { down: false } });
  await row.getByRole('button', { name: /check again/i }).click();
  await expect(row).toContainText('OK');
  await page.getByRole('button', { name: 'Approve and connect' }).click();

  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
});

test('a tenant that moves between approval and start stops the run, shows how, and connects by the new plan', async ({
  page,
  installation,
}) => {
  await toThePlan(page, installation, 'Adele Vance');
  await expect(page.getByText('46 to grant')).toBeVisible();
  await installation.change(`/tenants/${installation.tenantId('Contoso')}`, {
    defaultAppManagementPolicy: {
      isEnabled: true,
      applicationRestrictions: {
        passwordCredentials: [
          {
            restrictionType: 'passwordLifetime',
            state: 'enabled',
            maxLifetime: 'P30D',
            restrictForAppsCreatedAfterDateTime: null,
          },
        ],
      },
    },
  });
  await page.getByRole('button', { name: 'Approve and connect' }).click();
  await page.getByRole('heading', { name: /was not connected/i }).waitFor();
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: /now it would be a client secret for 30 days/ })
      .last(),
  ).toBeVisible();
  const stopped = await faultsOf(page);

  await page.getByRole('link', { name: 'Look at the new plan' }).click();
  await expect(page.getByText('valid for 30 days')).toBeVisible();
  await page.getByRole('button', { name: 'Approve and connect' }).click();

  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
  expect(stopped).toEqual([]);
});

test('an invitation to another tenant is noticed before anything is done', async ({ page, installation }) => {
  await toThePlan(page, installation, 'Adele Vance');

  await page.goto(`${installation.address}/connect/plan?tenant=fabrikam.example`);

  await expect(page.locator('[data-check="tenant"]')).toContainText('invited to connect fabrikam.example');
  await expect(page.getByRole('button', { name: 'Sign in at fabrikam.example' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve and connect' })).toBeDisabled();
});

test('the plan fits a narrow screen, and axe finds nothing with everything open', async ({ page, installation }) => {
  await toThePlan(page, installation, 'Tara Lopez');
  await expect(page.locator('[data-check="licences"]')).toContainText('Microsoft Teams');
  for (const summary of await page.locator('summary').all()) await summary.click();

  expect(await faultsOf(page)).toEqual([]);
});

const lastRequest = async (installation: Installation) => (await installation.requests()).at(-1)?.number ?? 0;
