import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, type Installation, test, toThePlan } from './installation.ts';

const streams = (urls: string[]) => urls.filter((url) => url.endsWith('/events')).length;

test('seven tabs of one browser show the same run live, through one stream', async ({
  page,
  context,
  installation,
}) => {
  test.slow();
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  const run = await startWaitingRun(page, installation);

  const tabs = [page];
  for (let tab = 1; tab < 7; tab += 1) tabs.push(await openTab(page, run));

  for (const tab of tabs) await expect(tab.getByRole('heading', { name: 'Connecting Contoso' })).toBeVisible();
  expect(streams(asked)).toBe(1);
  await installation.change(contoso(installation), { weather: { replication: { credentials: 0 } } });
  for (const tab of tabs) await expect(tab.getByRole('heading', { name: /is connected/ })).toBeVisible();
});

test('behind a proxy that holds the stream the page asks, says so, and comes to the end', async ({
  page,
  installation,
}) => {
  const proxy = await holdStreams(installation.address);
  await using _ = { [Symbol.asyncDispose]: async () => void proxy.server.close() };
  const run = await startWaitingRun(page, installation);
  // Microsoft sends whoever approves back to the product's own address: the proxy comes in only now.
  await page.goto(proxy.address + run);
  await page.getByRole('button', { name: /sign in with microsoft/i }).click();
  await page.getByRole('button', { name: /^Adele Vance/ }).click();

  await expect(page.getByText('The live view is interrupted')).toBeVisible();
  expect(page.url()).toBe(proxy.address + run);

  await installation.change(contoso(installation), { weather: { replication: { credentials: 0 } } });

  await expect(page.getByRole('heading', { name: /is connected/ })).toBeVisible();
});

test('when nobody answers, the page says of when its news is', async ({ page, installation }) => {
  test.slow();
  await startWaitingRun(page, installation);
  await installation.kill();

  await expect(page.getByText(/this is how it stood at/)).toBeVisible({ timeout: 60_000 });
  await installation.restart();

  await expect(page.getByText(/this is how it stood at/)).toBeHidden();
});

const contoso = ({ tenantId }: Installation) => `/tenants/${tenantId('Contoso')}`;

/** A run that waits for Microsoft until the test lets it go on; answers its address below the origin. */
async function startWaitingRun(page: Page, installation: Installation): Promise<string> {
  await installation.change(contoso(installation), { weather: { replication: { credentials: 600_000 } } });
  await toThePlan(page, installation, 'Adele Vance');
  await page.getByRole('button', { name: /approve and connect/i }).click();
  await page.getByRole('heading', { name: 'Connecting Contoso' }).waitFor();
  return new URL(page.url()).pathname;
}

/** A tab of the same window, signed in as a new tab is. */
async function openTab(page: Page, path: string) {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.evaluate((to) => void window.open(to), path),
  ]);
  return tab;
}

/** A reverse proxy that takes the stream and never passes anything of it on, as one that compresses does. */
async function holdStreams(behind: string): Promise<{ server: Server; address: string }> {
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', headers, url = '/' } = incoming;
    const onward = request(new URL(url, behind), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      if (answer.headers['content-type']?.startsWith('text/event-stream')) outgoing.flushHeaders();
      else answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, address: `http://localhost:${(server.address() as AddressInfo).port}` };
}
