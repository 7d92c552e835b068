import { faultsOf } from './accessible.ts';
import { connect, expect, test, toThePlan } from './installation.ts';

test('EWS that is off: connected, with the exact command; once it was run, a check finds it open', async ({
  page,
  installation,
}) => {
  await connect(page, installation, 'Anna Kowalska');
  const row = page.getByRole('listitem').filter({ hasText: 'Check access to Exchange Web Services' });
  await expect(row).toContainText('Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy');
  await expect(row).toContainText('Done, with a note');
  expect(await faultsOf(page)).toEqual([]);
  // Where the row goes when it is found open.
  await page.getByText(/^\d+ steps finished$/).click();

  await installation.change(`/tenants/${installation.tenantId('Adventure Works')}`, { ews: { enabled: true } });
  await row.getByRole('button', { name: 'Check again' }).click();

  await expect(row).toContainText('Exchange Web Services answered', { timeout: 30_000 });
  await expect(row.getByRole('button', { name: 'Check again' })).toBeHidden();
});

test('a hand-over shows the secret once, on a click, and does not take a word for the list of vPlus', async ({
  page,
  installation,
}) => {
  await toThePlan(page, installation, 'Adele Vance');
  await page.getByText('More choices').click();
  await page.getByRole('radio', { name: 'A client secret' }).click();
  await page.getByRole('radio', { name: 'I enter the three values into vPlus myself' }).click();
  await expect(page.getByText(/You add "Contoso" to .+ yourself/)).toBeVisible();
  await expect(page.getByText('A client secret, valid for')).toBeVisible();
  await page.getByRole('button', { name: 'Approve and connect' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Register the organization on vPlus' });
  await row.getByRole('button', { name: 'Show the client secret' }).click({ timeout: 60_000 });
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Show the client secret' }).click();
  const secret = row.getByText(/^\S{30,}$/).last();
  await expect(row.getByText('It will not be shown again')).toBeVisible();
  const value = await secret.textContent();
  await page.reload();
  await row.getByRole('button', { name: 'I have entered it' }).click();

  await expect(row).toContainText('does not list', { timeout: 30_000 });
  await expect(row.getByRole('button', { name: 'Show the client secret' })).toBeHidden();
  expect(value?.length).toBeGreaterThan(20);
  await expect(page.getByText(value ?? '-')).toBeHidden();
});

test("who turns SharePoint's legacy authentication on approves one permission for it, and the run goes on by itself", async ({
  page,
  installation,
}) => {
  await toThePlan(page, installation, 'Adele Vance');
  await page.getByText('More choices').click();
  await page.getByRole('radio', { name: /Turn it on/ }).click();
  await expect(page.getByText('legacy authentication is turned on, as you chose')).toBeVisible();
  await page.getByRole('button', { name: 'Approve and connect' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'LegacyAuthProtocolsEnabled' }).first();
  await row.getByRole('button', { name: 'Approve', exact: true }).click({ timeout: 60_000 });
  await expect(page.getByText('SharePointTenantSettings.ReadWrite.All').first()).toBeVisible();
  await page.getByRole('button', { name: 'Accept' }).click();

  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
  await expect(row).toContainText('It is on, as you chose', { timeout: 60_000 });
});
