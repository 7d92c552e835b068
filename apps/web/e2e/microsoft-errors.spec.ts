import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { faultsOf } from './accessible.ts';
import { accept, expect, type Installation, signIn, test, toThePlan } from './installation.ts';

test.describe('before an approval', () => {
  test.use({ shared: true });
  test.afterEach(({ installation }) => refuse(installation, 'authorize', null));

  test('a code that stays on Microsoft’s page is explained from the whole pasted page', async ({
    page,
    installation,
  }) => {
    await refuse(installation, 'authorize', 53003);
    await page.goto(installation.address);
    await signInAs(page, 'Adele Vance');
    await expect(page.getByText(/AADSTS53003:/)).toBeVisible();
    const pasted = String(await page.locator('main').textContent());

    await page.goto(`${installation.address}/help/not-back`);
    await page.getByRole('textbox').fill(pasted);

    await expect(page.getByText(/blocked this sign-in/)).toBeVisible();
    await expect(page.getByText(/an administrator of your organization can solve this/i)).toBeVisible();
    await page.getByText('What Microsoft said (AADSTS53003)').click();
    await expect(page.getByText(/Correlation ID: [0-9a-f-]{36}/)).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    const bundle = await save(page);
    expect(bundle).toMatchObject({
      product: { version: expect.any(String) },
      said: { number: 53003, traceId: expect.any(String), correlationId: expect.any(String), at: expect.any(String) },
      browser: { userAgent: expect.stringContaining('Mozilla') },
    });
    expect(JSON.stringify(bundle)).not.toMatch(/adele|@contoso/i);
  });

  test('a refusal that comes back from the sign-in is explained where it lands, and the next sign-in works', async ({
    page,
    installation,
  }) => {
    await refuse(installation, 'authorize', 65004, 1);
    await page.goto(installation.address);
    await signInAs(page, 'Adele Vance');

    await expect(page.getByRole('heading', { name: 'You were not signed in' })).toBeVisible();
    await expect(page.getByText('You did not accept the permissions')).toBeVisible();
    await page.getByRole('button', { name: /sign in with microsoft/i }).click();
    await page.getByRole('button', { name: /^Adele Vance/ }).click();
    await accept(page);

    await expect(page.getByRole('heading', { name: /right tenant/i })).toBeVisible();
  });

  test('an approval that Microsoft answers with an error is none, although it is marked as one', async ({
    page,
    installation,
  }) => {
    await refuse(installation, 'adminconsent', 90033, 1);
    await page.goto(installation.address);
    await signIn(page, 'Adele Vance');
    await page.getByRole('button', { name: 'Approve', exact: true }).click();

    await expect(page.getByRole('heading', { name: 'The assistant was not approved' })).toBeVisible();
    await expect(page.getByText('Microsoft is busy')).toBeVisible();
    await expect(page.getByText('It passes by itself.')).toBeVisible();
  });

  test('an answer that nobody here asked for is not acted upon', async ({ page, installation }) => {
    const words = 'error=access_denied&error_description=AADSTS65004%3a+Call+555-0100+now&state=foreign';
    await page.goto(`${installation.address}/auth#${words}`);
    await expect(page.getByRole('heading', { name: 'We did not ask for this answer' })).toBeVisible();

    await page.goto(`${installation.address}/consent-return?admin_consent=True&tenant=1&${words}`);
    await expect(page.getByRole('heading', { name: 'We did not ask for this answer' })).toBeVisible();

    await page.goto(
      `${installation.address}/consent-return?admin_consent=True&${words.replace('foreign', 'handed-over')}`,
    );
    await expect(page.getByText('You did not accept the permissions')).toBeVisible();
    await expect(page.getByText('555-0100')).toHaveCount(0);
  });

  test('an approval of another organization stops', async ({ page, installation }) => {
    await page.goto(installation.address);
    await signIn(page, 'Adele Vance');
    await page.route('**/v2.0/adminconsent*', (route) => {
      const state = new URL(route.request().url()).searchParams.get('state');
      const other = installation.tenantId('Fabrikam');
      const location = `${installation.address}/consent-return?admin_consent=True&tenant=${other}&state=${state}`;
      return route.fulfill({ status: 302, headers: { location } });
    });
    await page.getByRole('button', { name: 'Approve', exact: true }).click();

    await expect(page.getByText('This answer is about another organization')).toBeVisible();
    await page.getByRole('link', { name: 'Go to the setup' }).click();
    await expect(page.getByText('The assistant needs an approval first')).toBeVisible();
  });

  test('an exchange that Microsoft is too busy for is tried again by itself, and says when', async ({
    page,
    installation,
  }) => {
    await page.goto(installation.address);
    await signIn(page, 'Adele Vance');
    await page.getByRole('heading', { name: /right tenant/i }).waitFor();
    await refuse(installation, 'on-behalf-of', 90033);
    await page.reload();

    await expect(page.getByText('Microsoft is busy')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(/We try again at \d/)).toBeVisible();
    await refuse(installation, 'on-behalf-of', null);
    await expect(page.getByText('The assistant needs an approval first')).toBeVisible({ timeout: 30_000 });
  });
});

test('a failed run says who can act, saves its bundle, and goes on when the cause is gone', async ({
  page,
  installation,
}) => {
  await refuse(installation, 'client-credentials', 53003);
  await toThePlan(page, installation, 'Adele Vance');
  await page.getByRole('button', { name: /approve and connect/i }).click();
  await expect(page.getByText(/Conditional Access blocks the application in Contoso/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/an administrator of your organization can solve this/i)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in again' })).toHaveCount(0);

  const bundle = await save(page);

  expect(bundle).toMatchObject({
    run: { state: 'failed' },
    problems: expect.arrayContaining([
      expect.objectContaining({ problem: expect.objectContaining({ code: 'application-blocked' }) }),
    ]),
  });
  expect(JSON.stringify(bundle)).not.toMatch(/adele/i);
  await refuse(installation, 'client-credentials', null);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(page.getByRole('heading', { name: /is connected/i })).toBeVisible({ timeout: 60_000 });
});

/** To where Microsoft refuses: no page of ours follows. */
async function signInAs(page: Page, person: string): Promise<void> {
  await page.getByRole('button', { name: /sign in with microsoft/i }).click();
  await page.getByRole('button', { name: new RegExp(`^${person}`) }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function refuse(
  installation: Installation,
  at: string,
  code: number | null,
  times: number | null = null,
): Promise<void> {
  const refuse = code === null ? [] : [{ at, code, times }];
  await installation.change(`/tenants/${installation.tenantId('Contoso')}`, { weather: { refuse } });
}

async function save(page: Page): Promise<unknown> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the support bundle' }).last().click();
  return JSON.parse(await readFile(await (await download).path(), 'utf8'));
}
