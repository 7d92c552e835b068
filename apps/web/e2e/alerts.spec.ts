import { faultsOf } from './accessible.ts';
import { expect, signIn, test } from './installation.ts';

test('an operator makes a channel, tests it, sees what arrived and what did not, and axe finds nothing', async ({
  page,
  request,
  installation,
}) => {
  test.slow();
  const inbox = async () => (await request.get(`${installation.control}/inbox`)).json();
  const { receiver } = await inbox();
  await page.goto(installation.address);
  await signIn(page, 'Olivia');
  await page.goto(`${installation.address}/alerts`);
  await page.getByText('Nobody is told anything yet').waitFor();
  await page.getByRole('radio', { name: 'Mail' }).check();
  const empty = await faultsOf(page);

  await page.getByRole('radio', { name: 'Webhook' }).check();
  await page.getByRole('textbox', { name: 'Name' }).fill('Pager');
  await page.getByRole('textbox', { name: 'Address' }).fill(`${receiver}/pager`);
  await page.getByRole('button', { name: 'Make the channel' }).click();
  await expect(page.getByText(/^whsec_/)).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Make the channel' })).toHaveCount(0);
  const made = await faultsOf(page);
  const pager = page.getByRole('region', { name: 'Pager' });
  await pager.getByRole('button', { name: 'Send a test' }).click();
  await expect(pager.getByText('Works')).toBeVisible();

  await installation.change('/inbox', { webhooks: { is: 'status', status: 410 } });
  await pager.getByRole('button', { name: 'Send a test' }).click();
  await expect(pager.getByText(/because the receiver wants no more/)).toBeVisible();
  await pager.getByRole('button', { name: 'Show the log' }).click();
  await expect(pager.getByText(/answered 410/).first()).toBeVisible();

  await page.getByRole('button', { name: 'Make another channel' }).click();
  await page.getByRole('radio', { name: 'Slack' }).check();
  await page.getByRole('textbox', { name: 'Name' }).fill('Chat');
  await page.getByRole('textbox', { name: 'Address' }).fill(`${receiver}/services/T1/B1/aSecretPlace`);
  await installation.change('/inbox', { webhooks: { is: 'status', status: 200 } });
  await page.getByRole('button', { name: 'Make the channel' }).click();
  const chat = page.getByRole('region', { name: 'Chat' });
  await chat.getByRole('button', { name: 'Send a test' }).click();
  await expect(chat.getByText('Works')).toBeVisible();
  await expect(page.getByText('aSecretPlace')).toHaveCount(0);

  expect([...empty, ...made, ...(await faultsOf(page))]).toEqual([]);
  expect((await inbox()).webhooks).toMatchObject([{ as: 'webhook' }, { as: 'webhook' }, { as: 'slack' }]);
});
