import type { Page } from '@playwright/test';
import { faultsOf } from './accessible.ts';
import { accept, expect, signIn, test, toThePlan } from './installation.ts';

// What other files look at on their way is not here: the plan, the tasks, approvals, the record's neighbours.
test.slow();

test.describe('before a sign-in', () => {
  test.use({ shared: true });

  test('axe finds nothing where nobody has signed in', async ({ page, installation }) => {
    const at = (path: string) => page.goto(`${installation.address}${path}`);
    const found: Record<string, string[]> = {};

    for (const [screen, path] of Object.entries({
      welcome: '/',
      invited: '/?tenant=fabrikam.example',
      'help with a page of Microsoft': '/help/not-back',
      'an answer that nobody asked for': '/auth#error=access_denied&state=foreign',
      'an approval that was refused':
        '/consent-return?error=access_denied&error_description=AADSTS65004&state=handed-over',
      'a place that needs a sign-in': '/tenants',
      'no such place': '/nowhere',
    })) {
      await at(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await open(page);
      found[screen] = await faultsOf(page);
    }

    expect(Object.entries(found).filter(([, faults]) => faults.length > 0)).toEqual([]);
    expect(Object.keys(found)).toHaveLength(7);
  });

  test('nothing jumps when the first page learns late what this installation is', async ({ page, installation }) => {
    await page.route('**/api/config', async (route) => {
      await new Promise((done) => setTimeout(done, 500));
      await route.continue();
    });
    await page.goto(installation.address);
    await page.getByRole('button', { name: /sign in with microsoft/i }).waitFor();
    await page.getByText('imitations on this machine').waitFor();

    const moved = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          const observer = new PerformanceObserver((list) =>
            done(
              list.getEntries().reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0),
            ),
          );
          observer.observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(0), 500);
        }),
    );

    expect(moved).toBeLessThan(0.01);
  });
});

test('axe finds nothing on a tenant’s way in and out', async ({ page, installation }) => {
  test.slow();
  const found: Record<string, string[]> = {};
  const look = async (screen: string) => {
    found[screen] = await faultsOf(page);
  };
  const contoso = `/tenants/${installation.tenantId('Contoso')}`;
  const vplus = installation.address;
  const heading = (name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 60_000 });

  await page.goto(vplus);
  await signIn(page, 'Adele Vance');
  await page.getByText('The assistant needs an approval first').waitFor();
  await look('not approved');
  await page.goto(`${vplus}/tenants`);
  await page.getByText('No tenant yet').waitFor();
  await look('no tenants');
  await page.goto(`${vplus}/connect`);
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await accept(page);
  await page.getByRole('link', { name: 'Continue' }).click();

  await installation.change(contoso, { weather: { replication: { credentials: 600_000 } } });
  await page.getByRole('button', { name: 'Approve and connect' }).click();
  await page
    .getByText(/We try again at/)
    .first()
    .waitFor({ timeout: 60_000 });
  await look('waiting');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').waitFor();
  await look('asked whether to cancel');
  await page.getByRole('button', { name: 'Stop the run' }).click();
  await page.getByText('Cancelled').first().waitFor();
  await look('cancelled');

  await installation.change(contoso, { weather: { replication: { credentials: 0 } } });
  await installation.change(contoso, {
    weather: { refuse: [{ at: 'client-credentials', code: 53003, times: null }] },
  });
  await page.goto(`${vplus}/connect/plan`);
  await page.getByRole('button', { name: 'Approve and connect' }).click();
  await page.getByText(/It stopped at/).waitFor({ timeout: 60_000 });
  await open(page);
  await look('failed');
  await installation.change(contoso, { weather: { refuse: [] } });
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await heading(/is connected/i);
  await open(page);
  await look('connected');
  await page.getByRole('link', { name: 'Show and print the record' }).click();
  await heading(/^Record/);
  await look('record');

  await page.goto(`${vplus}/tenants`);
  await page.getByRole('main').getByRole('link', { name: 'Contoso' }).waitFor();
  await look('tenants');
  await page.goto(`${vplus}/tenants?search=nobody`);
  await page.getByText('No tenant matches').waitFor();
  await look('no tenant matches');
  await page.goto(`${vplus}${contoso}`);
  await page.getByRole('link', { name: 'Disconnect' }).waitFor();
  await open(page);
  await page.getByRole('link', { name: 'Disconnect' }).click();
  await page.getByText('Plan up to date').waitFor();
  await open(page);
  await look('the plan of a disconnect');
  await page.getByRole('button', { name: 'Approve and disconnect' }).click();
  await heading(/disconnected/i);
  await look('disconnected');
  await page.goto(`${vplus}${contoso}`);
  await heading(/Contoso/);
  await look('a tenant that was disconnected');
  await page.goto(`${vplus}/tenants/${installation.tenantId('Fabrikam')}`);
  await heading(/cannot be shown/);
  await look('a tenant of others');

  expect(Object.entries(found).filter(([, faults]) => faults.length > 0)).toEqual([]);
  expect(Object.keys(found)).toHaveLength(14);
});

test('axe finds nothing for somebody whose roles are too low', async ({ page, installation }) => {
  await toThePlan(page, installation, 'Adele Vance');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: /sign in with microsoft/i }).waitFor();
  await signIn(page, 'Isaiah');
  await page
    .getByText(/global administrator/i)
    .filter({ visible: true })
    .first()
    .waitFor();

  expect(await faultsOf(page)).toEqual([]);
});

/** What is folded away is a part of the screen, too. */
async function open(page: Page): Promise<void> {
  const folded = page.locator('details:not([open]) > summary').filter({ visible: true });
  while ((await folded.count()) > 0) await folded.first().click();
}
