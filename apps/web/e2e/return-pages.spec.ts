import type { Page } from '@playwright/test';
import { expect, type Installation, signIn, test } from './installation.ts';

test.describe('before an approval', () => {
  test.use({ shared: true });

  test('every address that Microsoft returns to can be reloaded, bookmarked and restored', async ({
    page,
    installation,
  }) => {
    test.slow();
    const { address } = installation;
    const returns = [
      '/consent-return',
      '/consent-return?admin_consent=True&tenant=t&state=handed-over',
      '/consent-return?error=access_denied&error_description=AADSTS65004&state=handed-over',
      '/consent-return?admin_consent=True&tenant=t&state=of-yesterday',
      '/consent-return?error=access_denied&state=of-yesterday',
      '/auth',
      '/auth#code=old&state=of-yesterday',
      '/auth#error=access_denied&state=of-yesterday',
      '/auth-bridge',
      '/auth-bridge#code=old&state=of-yesterday',
    ];
    for (const path of returns) {
      await page.goto('about:blank');
      await page.goto(address + path);
      await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 }), `${path}, reloaded`).toBeVisible();
      await page.goto('about:blank');
      await page.goBack({ waitUntil: 'commit' });
      await expect(page.getByRole('heading', { level: 1 }), `${path}, back`).toBeVisible();
    }

    await page.goto(address);
    await signIn(page, 'Adele Vance');
    await page.getByRole('heading', { name: /right tenant/i }).waitFor();
    for (const path of returns.slice(0, 1).concat('/auth', '/auth#code=old&state=of-yesterday', '/auth-bridge')) {
      await page.goto('about:blank');
      await page.goto(address + path);
      await expect(page.getByRole('heading', { level: 1 }), path).toHaveText(/right tenant|connect microsoft 365/i);
    }
  });

  test('a claim of an approval that nobody gave is not believed', async ({ page, installation }) => {
    await page.goto(installation.address);
    await signIn(page, 'Adele Vance');
    await page.getByRole('heading', { name: /right tenant/i }).waitFor();

    await page.goto(`${installation.address}/consent-return?admin_consent=True&tenant=t&state=anybody`);

    await expect(page.getByText('Microsoft lists no approval by your organization yet')).toBeVisible();
  });
});

test('a state that came back changed: the approval that Microsoft lists is greeted', async ({ page, installation }) => {
  await page.goto(installation.address);
  await signIn(page, 'Adele Vance');
  await alterReturn(page, installation, (back) => back.searchParams.set('state', 'altered'));

  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('button', { name: 'Accept' }).click();

  await expect(page.getByRole('heading', { name: 'The assistant is approved' })).toBeVisible();
  await page.getByRole('link', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: /right tenant/i }).waitFor();
  await page.getByRole('link', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: /the plan/i })).toBeVisible();
});

test('a tenant that came back changed stops nobody whom Microsoft lists as approved', async ({
  page,
  installation,
}) => {
  await page.goto(installation.address);
  await signIn(page, 'Adele Vance');
  await alterReturn(page, installation, (back) => back.searchParams.set('tenant', installation.tenantId('Fabrikam')));

  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('button', { name: 'Accept' }).click();

  await page.getByRole('link', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: /the plan/i })).toBeVisible();
});

/** Something on the way changes what Microsoft's page sends back. */
async function alterReturn(page: Page, installation: Installation, change: (back: URL) => void): Promise<void> {
  await page.route(
    (url) => url.origin !== installation.address,
    async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      const response = await route.fetch({ maxRedirects: 0 });
      const headers = response.headers();
      if (!headers.location?.startsWith(`${installation.address}/consent-return?`)) return route.fulfill({ response });
      const back = new URL(headers.location);
      change(back);
      return route.fulfill({ response, headers: { ...headers, location: back.href } });
    },
  );
}
