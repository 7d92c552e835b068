import { faultsOf } from './accessible.ts';
import { connect, expect, type Installation, signIn, test, toThePlan } from './installation.ts';
import { printed } from './printed.ts';

test.describe('the plan alone', () => {
  test.use({ shared: true });

  test('choices change the plan at once, stand in the address, and survive a reload and the way back', async ({
    page,
    installation,
  }) => {
    await toThePlan(page, installation, 'Adele Vance');
    await expect(page.getByText('46 to grant')).toBeVisible();
    const since = await lastRequest(installation);

    await page.getByRole('checkbox', { name: /^Teams/ }).uncheck();
    await expect(page.getByText('46 to grant')).toBeHidden();
    await page.getByRole('radio', { name: /Leave out \d+ redundant permissions/ }).check();
    await page.getByLabel('Valid for, in days').fill('90');
    await expect(page.getByText('valid for 90 days')).toBeVisible();
    await page.getByLabel('Name of the application').fill('Backup of Contoso');
    await expect(page.getByRole('region', { name: 'Summary' })).toContainText('Backup of Contoso');
    const chosen = await page.getByRole('region', { name: 'Summary' }).textContent();
    await page.reload();
    await expect(page.getByRole('region', { name: 'Summary' })).toContainText('Backup of Contoso');

    expect(await page.getByRole('region', { name: 'Summary' }).textContent()).toBe(chosen);
    expect(new URL(page.url()).searchParams.get('workloads')).toBe('exchange,onedrive,sharepoint');
    await page.goBack();
    await page.goBack();
    await expect(page.getByText('46 to grant')).toBeVisible();
    const writes = (await installation.requests(since)).filter(({ write, service }) => write && service === 'graph');
    expect(writes).toEqual([]);
  });

  test('the plan prints on two pages, with its whole fingerprint and without a button', async ({
    page,
    installation,
  }) => {
    await toThePlan(page, installation, 'Adele Vance');
    await expect(page.getByText('46 to grant')).toBeVisible();
    const fingerprint = page
      .getByRole('button', { name: /^Copy fingerprint/ })
      .locator('..')
      .locator('code');
    const hash = (await fingerprint.getAttribute('title')) ?? 'none';

    const pages = await printed(page);

    expect(pages.length).toBeLessThanOrEqual(2);
    const paper = pages.join('\n');
    expect(paper.replace(/\s/g, '')).toContain(hash);
    expect(paper).toContain('full_access_as_app');
    for (const button of ['Check again', 'Approve and connect', 'Download as JSON'])
      expect(paper).not.toContain(button);
  });

  test('the plan fits a narrow screen, and axe finds nothing with everything open', async ({ page, installation }) => {
    await toThePlan(page, installation, 'Tara Lopez');
    await expect(page.locator('[data-check="licences"]')).toContainText('Microsoft Teams');
    for (const summary of await page.locator('summary').all()) await summary.click();
    const retired = page.getByRole('listitem').filter({ hasText: 'appinv.aspx' });
    await expect(page.getByText('Show all 17 steps')).toBeVisible();
    await expect(retired).toContainText('Retired');
    await expect(retired).toContainText('AppPermissionRequests');

    expect(await faultsOf(page)).toEqual([]);
  });
});

test('a check that blocks names what to do, turns green when it was done, and the run ends Connected', async ({
  page,
  installation,
}) => {
  await installation.change('/weather', { vplus: { down: true } });
  await toThePlan(page, installation, 'Adele Vance');
  const row = page.locator('[data-check="vplus"]');
  await expect(row).toContainText('Blocked');
  await expect(row).toContainText('cannot answer at the moment');
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
      .filter({ hasText: /now it would be a client secret and a certificate for 30 days/ })
      .last(),
  ).toBeVisible();
  const stopped = await faultsOf(page);

  await page.getByRole('link', { name: 'Look at the new plan' }).click();
  await expect(page.getByText('valid for 30 days')).toBeVisible();
  await page.getByRole('button', { name: 'Approve and connect' }).click();

  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
  expect(stopped).toEqual([]);
});

test('an invitation to another tenant is noticed on arrival, before any approval, and again in the plan', async ({
  page,
  installation,
}) => {
  await page.goto(installation.address);
  await signIn(page, 'Adele Vance');
  await page.getByText('The assistant needs an approval first').waitFor();
  await page.goto(`${installation.address}/connect?tenant=fabrikam.example`);
  await expect(page.getByText('You are signed in to the wrong organization')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in at fabrikam.example' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0);
  const wrong = await faultsOf(page);
  await page.goto(`${installation.address}/connect?tenant=contoso.example`);
  await expect(page.getByRole('button', { name: 'Approve', exact: true })).toBeVisible();
  await toThePlan(page, installation, 'Adele Vance', { signedIn: true });

  await page.goto(`${installation.address}/connect/plan?tenant=fabrikam.example`);

  await expect(page.locator('[data-check="tenant"]')).toContainText('invited to connect fabrikam.example');
  await expect(page.getByRole('button', { name: 'Sign in at fabrikam.example' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve and connect' })).toBeDisabled();
  await expect(page.getByText('Blocked by a check: Organization')).toBeVisible();
  expect(wrong).toEqual([]);
});

test('an operator invites a customer, and learns what a tenant needs', async ({ page, another, installation }) => {
  await connect(page, installation, 'Adele Vance');
  const olivia = await another();
  await olivia.goto(installation.address);
  await signIn(olivia, 'Olivia');
  await olivia.getByLabel('The customer’s domain or tenant ID').fill('contoso');
  await olivia.getByRole('button', { name: 'Make the address' }).click();
  await expect(olivia.getByLabel('The customer’s domain or tenant ID')).toBeFocused();
  await olivia.getByLabel('The customer’s domain or tenant ID').fill('fabrikam.example');
  await olivia.getByRole('button', { name: 'Make the address' }).click();
  await expect(olivia.getByText(`${installation.address}/?tenant=fabrikam.example`)).toBeVisible();
  const inviting = await faultsOf(olivia);

  await olivia.goto(`${installation.address}/tenants/${installation.tenantId('Contoso')}`);

  await expect(olivia.getByText(`${installation.address}/?tenant=contoso.example`)).toBeVisible();
  expect({ inviting, tenant: await faultsOf(olivia) }).toEqual({ inviting: [], tenant: [] });
});

const lastRequest = async (installation: Installation) => (await installation.requests()).at(-1)?.number ?? 0;
