import { connect, expect, signIn, test } from './installation.ts';

test.describe('before an approval', () => {
  test.use({ shared: true });

  test('an ordinary employee is told which role is needed', async ({ page, installation }) => {
    await page.goto(installation.address);

    await signIn(page, 'Isaiah');

    await expect(page.getByText(/global administrator/i).first()).toBeVisible();
  });

  test('a consent that is cancelled is explained, and nothing was changed', async ({ page, installation }) => {
    await page.goto(installation.address);
    await signIn(page, 'Adele Vance');
    await page
      .getByRole('button', { name: 'Approve', exact: true })
      .or(page.getByRole('link', { name: 'Approve', exact: true }))
      .first()
      .click();

    await page.getByRole('button', { name: 'Cancel' }).click();

    await expect(page.getByText(/did not accept|not accept/i).first()).toBeVisible();
  });
});

test('somebody of another tenant gets "not here" for a run that exists', async ({ page, another, installation }) => {
  await connect(page, installation, 'Adele Vance');
  const run = page.url();
  const other = await another();
  const fabrikam = installation.tenants.find(({ displayName }) => displayName === 'Fabrikam');
  const administrator = fabrikam?.people[0]?.displayName ?? '';
  await other.goto(installation.address);
  await signIn(other, administrator);
  await other.getByRole('heading', { name: /right tenant/i }).waitFor();

  await other.goto(run);

  await expect(other.getByText(/cannot see this page|not found/i).first()).toBeVisible();
});
