import { expect, test } from './installation.ts';

test.use({
  launchOptions: {
    ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
    args: ['--host-resolver-rules=MAP setup.lan 127.0.0.1', '--disable-background-networking'],
  },
});

test('over http on a name of the local network the page says what to do before anybody presses a button', async ({
  page,
  installation,
}) => {
  await page.goto(installation.address.replace('localhost', 'setup.lan'));

  await expect(page.getByText('Open this page over https, or as localhost.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();
  await expect(page.getByText('This address is not secure')).toHaveCount(2);
});
