import type { Page } from '@playwright/test';
import { limits } from '../budget.ts';
import { expect, signIn, test } from './installation.ts';

test.use({ shared: true });

test('the first page costs no more than its budget on the wire, and brings no sign-in library', async ({
  page,
  installation,
}) => {
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  let bytes = 0;
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));

  await page.goto(installation.address);
  await page.waitForLoadState('networkidle');

  await expect(page.getByRole('button', { name: 'Sign in with Microsoft' })).toBeVisible();
  expect(bytes / 1000).toBeLessThan(limits.firstPage);
  expect(bytes).toBeGreaterThan(10_000);
  expect(asked.filter((path) => /msal/.test(path))).toEqual([]);
});

test('a pointer that lies on the page brings nothing yet, and one that moves the application', async ({
  page,
  installation,
}) => {
  const application = /\/assets\/main-[^/]+\.js$/;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(installation.address);
  await page.evaluate(() => dispatchEvent(new PointerEvent('pointermove')));
  await page.waitForLoadState('networkidle');

  expect(asked.filter((url) => application.test(url))).toEqual([]);
  const moved = page.waitForRequest(application);
  await page.mouse.move(300, 250, { steps: 3 });
  await moved;
});

test('a press before the application has come is not lost', async ({ page, installation }) => {
  await page.route('**/assets/main-*.js', async (route) => {
    await new Promise((done) => setTimeout(done, 1_000));
    await route.continue();
  });
  await page.goto(installation.address);

  await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();

  await expect(page.getByRole('button', { name: /^Adele Vance/ })).toBeVisible();
});

test('what is folded opens at the first press, and takes what is typed', async ({ page, installation }) => {
  await page.goto(installation.address);

  await page.getByText('Sign in to another tenant').click();
  await page.getByRole('textbox').fill('fabrikam.example');
  await page.getByRole('button', { name: 'Sign in to this tenant' }).click();

  await expect(page.getByRole('button', { name: /^Fatima Rahimi/ })).toBeVisible();
});

test('an application that does not come is told, and comes when it can be had again', async ({
  page,
  installation,
}) => {
  // Whatever makes the page ask for it, and when.
  const application = /\/assets\/main-[^/]+\.js$/;
  await page.route(application, (route) => route.abort());
  await page.goto(installation.address);
  await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();
  await expect(page.getByText('The rest of this page could not be loaded')).toBeVisible();

  await page.unroute(application);

  await expect(page.getByText('The rest of this page could not be loaded')).toBeHidden();
  await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();
  await expect(page.getByRole('button', { name: /^Adele Vance/ })).toBeVisible();
});

test('reading the first page needs no script, and crawlers are told in their own words what is for them', async ({
  another,
  request,
  installation,
}) => {
  const page = await another({ javaScriptEnabled: false });

  await page.goto(installation.address);
  const robots = await request.get(`${installation.address}/robots.txt`);

  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('noscript p')).toBeVisible();
  expect(robots.headers()['content-type']).toContain('text/plain');
  expect(await robots.text()).toContain('User-agent: *');
});

test('a new tab signs in by itself, and one after a sign-out does not', async ({ page, context, installation }) => {
  await signedIn(page, installation.address);

  const second = await context.newPage();
  await second.goto(`${installation.address}/tenants`);
  await expect(second.getByRole('heading', { name: 'Tenants' })).toBeVisible();
  await second.getByRole('button', { name: 'Sign out' }).click();
  await second.getByRole('button', { name: 'Sign in with Microsoft' }).waitFor();
  const third = await context.newPage();
  await third.goto(`${installation.address}/tenants`);

  await expect(third.getByRole('heading', { name: 'Sign in to continue' })).toBeVisible();
});

test('a page whose script is gone, since a newer version took its place, comes after a reload', async ({
  page,
  installation,
}) => {
  await signedIn(page, installation.address);
  let lost = 0;
  await page.route('**/assets/page-*.js', (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    return route.fulfill({ status: 404 });
  });

  await page.getByRole('link', { name: 'Tenants' }).click();

  await expect(page.getByRole('heading', { name: 'Tenants' })).toBeVisible();
  expect(lost).toBe(1);
});

test('a page that is opened without a network waits for it, in plain words', async ({
  page,
  context,
  installation,
}) => {
  await signedIn(page, installation.address);
  await context.setOffline(true);

  await page.getByRole('link', { name: 'Tenants' }).click();
  await expect(page.getByText('Waiting for the network')).toBeVisible();
  await expect(page.getByText(/dynamically imported/)).toBeHidden();
  await context.setOffline(false);

  await expect(page.getByRole('heading', { name: 'Tenants' })).toBeVisible();
});

async function signedIn(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await signIn(page, 'Adele Vance');
  await page.getByRole('heading', { name: /right tenant/i }).waitFor();
}
