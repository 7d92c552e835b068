import type { Page } from '@playwright/test';
import { faultsOf, press } from './accessible.ts';
import { type Another, expect, type Installation, signIn, test, toThePlan } from './installation.ts';

// Two or three browsers, each with a sign-in of its own.
test.slow();

/** Somebody who may register the application, but not grant permissions of Microsoft Graph, starts and has to wait. */
async function startAsLee(page: Page, installation: Installation): Promise<void> {
  await toThePlan(page, installation, 'Lee Gu');
  await page.getByRole('button', { name: /approve and connect/i }).click();
  await page.getByRole('button', { name: 'Make a link' }).waitFor({ timeout: 60_000 });
}

async function makeLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = page.getByRole('list', { name: 'Open approval links' }).locator('code');
  return (await link.first().textContent()) ?? '';
}

/** The link in a browser of its own; survives the sign-in. */
async function followAs(another: Another, link: string, person: string): Promise<Page> {
  const page = await another();
  await page.goto(link);
  await signIn(page, person);
  return page;
}

test('who lacks the role sends a link; whoever has it approves; the run finishes without the first person, who sees it', async ({
  page,
  another,
  installation,
}) => {
  await startAsLee(page, installation);
  await expect(page.getByText('6 of 46 are granted.')).toBeVisible();
  await expect(page.getByText(/we look from time to time/i)).toBeVisible();
  const link = await makeLink(page);
  const waiting = await faultsOf(page);

  const adele = await followAs(another, link, 'Adele Vance');
  await adele.getByRole('heading', { name: 'Lee Gu needs your approval' }).waitFor();
  await expect(adele.getByText('Permissions to grant (40)')).toBeVisible();
  const asked = await faultsOf(adele);
  await adele.getByRole('button', { name: 'Approve', exact: true }).click();

  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
  await adele.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
  await expect(page.getByText(/46 of 46/).first()).toBeVisible();
  await adele.goto(link);
  await expect(adele.getByRole('heading', { name: 'This was already approved' })).toBeVisible();
  expect({ waiting, asked, used: await faultsOf(adele) }).toEqual({ waiting: [], asked: [], used: [] });
});

test('a link refuses a role that is too low, people of other tenants, and everybody once it was taken back', async ({
  page,
  another,
  installation,
}) => {
  await startAsLee(page, installation);
  const link = await makeLink(page);

  const lee = await followAs(another, link, 'Lee Gu');
  await expect(lee.getByText('You do not have the role to approve this')).toBeVisible();
  await expect(lee.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0);
  // The link's own sign-in lists nobody of another tenant.
  const fatima = await another();
  await fatima.goto(installation.address);
  await signIn(fatima, 'Fatima Rahimi');
  await fatima.getByRole('heading', { name: /right tenant/i }).waitFor();
  await fatima.goto(link);
  await expect(fatima.getByText('You cannot see this page')).toBeVisible();
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('list', { name: 'Open approval links' })).toHaveCount(0);
  const adele = await followAs(another, link, 'Adele Vance');

  await expect(adele.getByRole('heading', { name: 'This link was revoked' })).toBeVisible();
});

test('the link works by keyboard alone', async ({ page, another, installation }) => {
  await startAsLee(page, installation);
  const adele = await followAs(another, await makeLink(page), 'Adele Vance');

  await press(adele, adele.getByRole('button', { name: 'Approve', exact: true }));

  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
});

test('a second browser on the same run sees the same, live', async ({ page, another, installation }) => {
  await startAsLee(page, installation);
  const megan = await another();
  await megan.goto(page.url());
  await signIn(megan, 'Megan Bowen');
  await megan.getByRole('button', { name: 'Check again' }).waitFor();

  await megan.getByRole('button', { name: 'Check again' }).click();

  await megan.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
});

test('the assistant is approved first, before anybody has signed in', async ({ page, installation }) => {
  await page.goto(installation.address);
  await page.getByText('Approve the assistant first').click();
  await page.getByRole('button', { name: 'Approve for your organization' }).click();
  await page.getByRole('button', { name: /^Tara Lopez/ }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Accept' }).click();

  await page.getByRole('heading', { name: 'Approved' }).waitFor();
  await page.getByRole('button', { name: /sign in with microsoft/i }).click();
  await page.getByRole('button', { name: /^Tara Lopez/ }).click();

  await page.getByRole('heading', { name: /right tenant/i }).waitFor();
  await expect(page.getByRole('link', { name: 'Continue' })).toBeVisible();
});

test('somebody else approves the assistant at the address that was handed on, and the first window goes on by itself', async ({
  page,
  another,
  installation,
}) => {
  await page.goto(installation.address);
  await signIn(page, 'Adele Vance');
  await page.getByText('Somebody else must approve it').click();
  const address = (await page.locator('code', { hasText: 'adminconsent' }).textContent()) ?? '';
  const megan = await another();

  await megan.goto(address);
  await megan.getByRole('button', { name: /^Megan Bowen/ }).click();
  await megan.getByRole('button', { name: 'Sign in', exact: true }).click();
  await megan.getByRole('button', { name: 'Accept' }).click();

  await expect(megan.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Continue' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('The assistant is approved in this tenant now.')).toBeVisible();
});
