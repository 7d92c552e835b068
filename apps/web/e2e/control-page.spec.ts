import type { Page } from '@playwright/test';
import { faultsOf, press, reach } from './accessible.ts';
import { expect, test } from './installation.ts';

test.use({ shared: true });

/** What the browser complains of: a script or style that the page's policy refuses, a file that is not there. */
function complaintsOf(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  return said;
}

for (const section of ['Tenants', 'Everywhere', 'Faults', 'Inbox', 'Requests'])
  test(`the section ${section} of the control page is accessible, and fits any window`, async ({
    page,
    installation,
  }) => {
    const complaints = complaintsOf(page);
    await page.goto(`${installation.control}/#/${section.toLowerCase()}`);
    await expect(page.getByRole('link', { name: section, exact: true })).toHaveAttribute('aria-current', 'page');
    await page.getByText('Loading…').waitFor({ state: 'detached' });

    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

test('a keyboard sets the weather of a tenant, and the focus stays where it was', async ({ page, installation }) => {
  const trey = installation.tenantId('Trey Research');
  await page.goto(installation.control);
  await press(page, page.getByRole('link', { name: 'Trey Research' }));
  await page.getByRole('heading', { level: 2, name: 'Trey Research' }).waitFor();
  const weather = async () => (await installation.world()).tenants[trey];

  const throttled = page.getByRole('checkbox', { name: /too many requests/ });
  await press(page, throttled, 'Space');
  await expect(page.getByText('Trey Research: changed.')).toBeVisible();
  await expect(throttled).toBeFocused();
  const everyNth = page.getByRole('spinbutton', { name: 'Every n-th request' });
  await reach(page, everyNth);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await expect.poll(weather).toMatchObject({ weather: { throttling: { everyNth: 4, retryAfterSeconds: 2 } } });
  await expect(everyNth).toBeFocused();

  const grants = page.getByRole('slider', { name: 'New permission grants show after' });
  await grants.focus();
  await page.keyboard.press('End');
  await expect(grants).toHaveAttribute('aria-valuetext', '30 s');
  await expect.poll(weather).toMatchObject({ weather: { replication: { grants: 30_000 } } });
});

test('the link that skips to the content does so, and leads nowhere else', async ({ page, installation }) => {
  await page.goto(`${installation.control}/#/faults`);
  await page.getByRole('heading', { level: 2, name: 'Faults' }).waitFor();

  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(page.getByRole('main')).toBeFocused();
  await expect(page.getByRole('heading', { level: 2, name: 'Faults' })).toBeVisible();
});

test('a fault that was set here hits its request, which the log then shows', async ({ page, installation }) => {
  await page.goto(`${installation.control}/#/faults`);
  await page.getByRole('combobox', { name: 'Service' }).selectOption('graph');
  await page.getByRole('textbox', { name: /^Path and query match/ }).fill('organization');
  await page.getByRole('button', { name: 'Set this fault' }).click();
  await expect(page.getByText('The fault waits for its request.')).toBeVisible();

  await fetch(`${installation.graph}/v1.0/organization`);
  await expect(page.getByText('seen 1, hit 1')).toBeVisible();
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('searchbox', { name: 'Contains' }).fill('organization');

  const row = page.getByRole('row', { name: /GET \/v1\.0\/organization/ });
  await expect(row).toContainText('503');
  await expect(row).toContainText('status (');
});

test('a snapshot that was saved brings back what was changed since', async ({ page, installation }) => {
  await page.goto(`${installation.control}/#/everywhere`);
  const down = page.getByRole('checkbox', { name: 'It does not answer' });
  await expect(down).not.toBeChecked();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a snapshot' }).click();
  const file = await (await download).path();
  await down.check();
  await expect(page.getByText('Weather changed.')).toBeVisible();

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Restore a snapshot…' }).click();
  await (await chooser).setFiles(file);

  await expect(page.getByText('The practice cloud is as it was in the snapshot.')).toBeVisible();
  await expect(down).not.toBeChecked();
});
