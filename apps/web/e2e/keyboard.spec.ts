import { press, reach } from './accessible.ts';
import { expect, test } from './installation.ts';

test('from the welcome page to the disconnected tenant, by keyboard alone', async ({ page, installation }) => {
  test.slow();
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const link = (name: string | RegExp) => page.getByRole('link', { name, exact: true });

  await page.goto(installation.address);
  await press(page, button('Sign in with Microsoft'));
  await press(page, button(/^Adele Vance/));
  await press(page, button('Sign in'));
  await press(page, button('Accept'));
  await press(page, button('Approve'));
  await press(page, button('Accept'));
  await press(page, link('Continue'));

  await expect(page.getByText('46 to grant')).toBeVisible();
  await press(page, page.getByRole('checkbox', { name: /^Teams/ }), 'Space');
  await expect(page.getByText('46 to grant')).toBeHidden();
  await press(page, page.getByRole('checkbox', { name: /^Teams/ }), 'Space');
  await expect(page.getByText('46 to grant')).toBeVisible();
  await press(page, page.locator('summary', { hasText: 'More choices' }));
  await press(page, button('Check everything again'));
  await press(page, button('Approve and connect'));
  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });

  await press(page, link('Show and print the record'));
  await page.getByRole('heading', { name: 'Record: Connecting Contoso' }).waitFor();
  const download = page.waitForEvent('download');
  await press(page, button('Download as JSON'));
  await download;

  await press(page, link('Tenants'));
  await reach(page, page.getByRole('searchbox'));
  await page.keyboard.type('conto');
  await expect(page).toHaveURL(/search=conto/);
  await press(page, page.getByRole('main').getByRole('link', { name: /Contoso/ }));

  await press(page, link('Disconnect'));
  await expect(page.getByText('Plan up to date')).toBeVisible();
  await press(page, page.getByRole('checkbox', { name: /permanently/ }), 'Space');
  await expect(page.getByText('The application is deleted permanently')).toBeVisible();
  await press(page, button('Approve and disconnect'));
  await page.getByRole('heading', { name: /disconnected/i }).waitFor({ timeout: 60_000 });

  await press(page, button('Sign out'));
  await expect(button('Sign in with Microsoft')).toBeVisible();
});
