import { readFileSync } from 'node:fs';
import { faultsOf } from './accessible.ts';
import { firefox, printedByFirefox } from './firefox.ts';
import { connect, expect, type Installation, test, toThePlan } from './installation.ts';
import { printed, textOf } from './printed.ts';

test('the record of a connect is shown, downloaded as the API has it, and printed with tenant and hash on every page', async ({
  page,
  installation,
}) => {
  await connect(page, installation, 'Adele Vance');
  await synchronized(installation);
  await page.reload();
  await page.getByText(/the administrator’s access/i).waitFor();

  const answer = page.waitForResponse((reply) => reply.url().endsWith('/record'));
  await page.getByRole('link', { name: 'Show and print the record' }).click();
  const fromApi = await (await answer).json();
  await page.getByRole('heading', { name: 'Record: Connecting Contoso' }).waitFor();
  await expect(page.getByText('The same as in the tenant’s history')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as JSON' }).click();
  const file = await (await download).path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(fromApi);

  const pages = await printed(page, 'A4');
  const paper = pages.join('\n');
  const { tenant } = fromApi.facts;
  expect(pages.length).toBeGreaterThan(1);
  for (const text of pages) {
    expect(text).toContain(`${tenant.name}, ${tenant.id}`);
    expect(text).toContain(`Record SHA-256 ${fromApi.hash}`);
  }
  expect(paper).not.toContain('Sign out');
  expect(paper).not.toContain('Download as JSON');
  expect(paper.match(/Record: Connecting/g)).toHaveLength(1);
  expect((await printed(page, 'Letter')).length).toBeGreaterThan(1);
});

test('Firefox prints tenant and hash on every page of a record, too', async ({ page, installation }) => {
  test.skip(!firefox, 'Firefox is not installed (set FIREFOX to its program)');
  await connect(page, installation, 'Adele Vance');
  await page.getByRole('link', { name: 'Show and print the record' }).click();
  await page.getByRole('heading', { name: 'Record: Connecting Contoso' }).waitFor();
  const hash = /Record SHA-256 [0-9a-f]{64}/.exec((await page.locator('main').textContent()) ?? '')?.[0];

  const pages = await textOf(await printedByFirefox(page));

  expect(hash).toBeDefined();
  expect(pages.length).toBeGreaterThan(1);
  for (const text of pages) {
    expect(text.replace(/\s+/g, ' ')).toContain(`Contoso, ${installation.tenantId('Contoso')}`);
    expect(text.replace(/\s+/g, ' ')).toContain(hash);
    expect(text).not.toContain('Download as JSON');
  }
});

test('by hand: the plan asks, the script downloads, the run waits and nothing is written in the tenant', async ({
  page,
  installation,
}) => {
  await toThePlan(page, installation, 'Adele Vance');
  const since = (await installation.requests()).at(-1)?.number ?? 0;
  await page.getByText('More choices').click();
  await page.getByRole('radio', { name: /by hand/i }).click();
  await expect(page.getByText('Needs you').first()).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Script: PowerShell' }).click();
  const script = readFileSync(await (await download).path(), 'utf8');
  await page.getByRole('button', { name: /approve and connect/i }).click();
  await page.waitForURL(/\/runs\//);
  await expect(page.getByText(/run the script, then press check again/i).first()).toBeVisible();
  await page.getByRole('button', { name: 'Check again' }).first().click();

  await expect(page.getByText(/run the script, then press check again/i).first()).toBeVisible();
  expect(script).toContain('Connect-MgGraph');
  const writes = (await installation.requests(since)).filter(({ write, service }) => write && service === 'graph');
  expect(writes).toEqual([]);
});

async function synchronized(installation: Installation): Promise<void> {
  await expect
    .poll(
      async () =>
        Object.values((await installation.world()).vplus.organizations).every((one) => one.lastSynchronizedAt),
      { timeout: 60_000 },
    )
    .toBe(true);
}
