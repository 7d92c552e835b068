import type { Page } from '@playwright/test';
import { expect, test, throughMicrosoft, toThePlan } from './installation.ts';

const markup = (mark: string) =>
  `<img src=x onerror="window.broken='${mark}'"><script>window.broken='${mark}'</script>`;

test('what Microsoft and vPlus say is shown as text, whatever it holds', async ({ page, installation }) => {
  const expectOnlyText = watchForMarkup(page);
  const contoso = `/tenants/${installation.tenantId('Contoso')}`;
  await installation.change(contoso, { displayName: `Contoso ${markup('tenant')}` });
  await installation.change(
    '/faults',
    {
      match: { service: 'graph', method: 'POST', path: 'addPassword' },
      effect: {
        kind: 'status',
        status: 403,
        headers: { 'content-type': 'application/json', 'request-id': markup('request-id') },
        body: JSON.stringify({ error: { code: `Denied${markup('code')}`, message: `Refused ${markup('message')}` } }),
      },
      times: 99,
    },
    'POST',
  );

  await toThePlan(page, installation, 'Adele Vance');
  await expect(shown(page)).toBeVisible();
  await expectOnlyText();
  await page.getByRole('button', { name: /approve and connect/i }).click();
  await expect(
    page
      .getByText(/role|refused/i)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  for (const details of await page.getByText(/technical details/i).all()) await details.click();
  await expect(shown(page, 'window.broken')).toBeVisible();
  await expectOnlyText();
  await page.goto(`${installation.address}/tenants`);
  await expect(shown(page)).toBeVisible();
  await expectOnlyText();
  await page.goto(`${installation.address}${contoso}`);
  await expect(shown(page)).toBeVisible();
  await expectOnlyText();
});

test('what a vPlus task says of itself is text too', async ({ page, installation }) => {
  const expectOnlyText = watchForMarkup(page);
  await installation.change('/weather', {
    vplus: { synchronizationMs: 0, synchronizationFails: `Broken ${markup('task')}` },
  });

  await toThePlan(page, installation, 'Adele Vance');
  await page.getByRole('button', { name: /approve and connect/i }).click();
  await expect(shown(page)).toBeVisible({ timeout: 60_000 });

  await expectOnlyText();
});

test.describe('before an approval', () => {
  test.use({ shared: true });

  test('an answer that comes with the address of a page is text, and leads nowhere', async ({ page, installation }) => {
    const expectOnlyText = watchForMarkup(page);
    const said = new URLSearchParams({
      error: `access_denied${markup('error')}`,
      error_description: `No ${markup('description')}`,
      state: 'handed-over',
      admin_consent: 'True',
      tenant: markup('tenant'),
      redirect_uri: 'https://elsewhere.example',
      returnTo: 'https://elsewhere.example',
      returnUrl: '//elsewhere.example',
    });

    for (const path of [
      '/consent-return',
      '/auth',
      '/',
      '/connect',
      '/tenants/%3Cimg%20src=x%3E',
      '//elsewhere.example/',
    ]) {
      await page.goto(`${installation.address}${path}?${said}`);
      await page.getByRole('heading').first().waitFor();
      await page.goto(`${installation.address}${path}#${said}`);
      await page.getByRole('heading').first().waitFor();
      await expectOnlyText();
      expect(new URL(page.url()).origin).toBe(installation.address);
    }

    await expectOnlyText();
  });

  test('no token is in an address, and none is left in the browser beside MSAL’s own', async ({
    page,
    installation,
  }) => {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    const referrers: string[] = [];
    page.on('request', (request) => {
      const { referer } = request.headers();
      if (referer && new URL(request.url()).origin !== new URL(referer).origin) referrers.push(referer);
    });

    await page.goto(installation.address);
    await page.getByRole('button', { name: /sign in with microsoft/i }).click();
    await throughMicrosoft(page, 'Adele Vance');
    await page.getByRole('heading', { name: /right tenant/i }).waitFor();

    const token = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/;
    expect(addresses.filter((address) => token.test(address))).toEqual([]);
    expect(referrers.filter((referrer) => referrer.startsWith(installation.address))).toEqual([]);
    const kept = await page.evaluate(() => ({
      local: Object.entries(localStorage).join('\n'),
      cookies: document.cookie,
      session: Object.entries(sessionStorage),
    }));
    expect(kept.cookies).toBe('');
    expect(kept.local).not.toMatch(token);
    expect(kept.session.filter(([, value]) => token.test(value)).map(([name]) => name.split('.')[0])).toEqual(
      kept.session.filter(([, value]) => token.test(value)).map(() => 'msal'),
    );
  });
});

const shown = (page: Page, words = '<img src=x') => page.getByText(words).filter({ visible: true }).first();

/** Nothing of what was said may have become an element or run, and the policy must have had nothing to refuse. */
function watchForMarkup(page: Page): () => Promise<void> {
  const heard: string[] = [];
  page.on('dialog', (dialog) => heard.push(`dialog ${dialog.message()}`));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) heard.push(message.text());
  });
  return async () => {
    const made = await page.evaluate(() =>
      [
        ...document.querySelectorAll('img:not([src="/icon.svg"]), iframe, object, embed, a[href^="javascript:"]'),
        ...document.querySelectorAll('script:not([src]):not([type="application/json"])'),
      ].map((element) => element.outerHTML),
    );
    const ran = await page.evaluate(() => 'broken' in window);
    expect({ heard, made, ran }).toEqual({ heard: [], made: [], ran: false });
  };
}
