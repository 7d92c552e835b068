import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { keep, type ReceivedMail, type ReceivedWebhook } from '#cloud/inbox/inbox.ts';
import { showPage } from '../testing/show-page.tsx';

const at = '2026-11-30T12:00:00.000Z';

test('an inbox that got nothing says so', async () => {
  await showPage('#/inbox');

  expect(await screen.findAllByText('None arrived.')).toHaveLength(2);
});

test('what arrived is there with its headers and its text, the newest first', async () => {
  const { user, cloud, said } = await showPage('#/inbox', ({ inbox }) => {
    for (const path of ['/first', '/second'])
      keep<ReceivedWebhook>(inbox.webhooks, {
        ...{ at, as: 'webhook', method: 'POST', path, body: '{"type":"test"}', status: 200 },
        headers: { 'webhook-id': `id of ${path}`, 'webhook-signature': 'v1,abc' },
      });
    keep<ReceivedMail>(inbox.mail, {
      ...{ at, from: 'a@contoso.example', to: ['b@contoso.example'], user: null, encrypted: true },
      ...{
        subject: 'Critical: a finding is open',
        messageId: '<1@contoso.example>',
        text: 'A permission is missing',
        html: '',
      },
      headers: [{ name: 'auto-submitted', value: 'auto-generated' }],
    });
  });
  await screen.findByText('Critical: a finding is open');

  const [first, second] = within(screen.getByRole('heading', { name: 'Webhooks' }).parentElement ?? document.body)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(first).toContain('id of /second');
  expect(second).toContain('v1,abc');
  expect(screen.getByText(/^A permission is missing/)).toBeDefined();
  expect(screen.getByText(/encrypted, without a sign-in/)).toBeDefined();

  await user.click(screen.getByRole('button', { name: 'Empty the inbox' }));
  await said('The inbox is empty.');
  expect([cloud.inbox.mail, cloud.inbox.webhooks]).toEqual([[], []]);
});

test('what came as to Slack and as to Teams is shown in words', async () => {
  const card = { body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Contoso <b>is open' }] }] };
  await showPage('#/inbox', ({ inbox }) => {
    const arrived = (as: ReceivedWebhook['as'], body: unknown) =>
      keep<ReceivedWebhook>(inbox.webhooks, {
        ...{ at, as, method: 'POST', path: '/', headers: {}, body: JSON.stringify(body), status: 200 },
      });
    arrived('slack', {
      text: 'short',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'A &amp; B &lt;x&gt;' } }],
    });
    arrived('teams', { type: 'message', attachments: [{ content: card }] });
    arrived('teams', 'no card');
  });

  expect(await screen.findByText('A & B <x>')).toBeDefined();
  expect(screen.getByText('Contoso <b>is open')).toBeDefined();
  expect(screen.getAllByText('As Teams shows it')).toHaveLength(2);
});

test('the receivers can be made to fail', async () => {
  const { user, cloud } = await showPage('#/inbox');
  const choose = async (label: string, option: string) =>
    user.selectOptions(await screen.findByRole('combobox', { name: label }), option);

  await choose('The receiver of webhooks', 'is busy (503)');
  await waitFor(() => expect(cloud.inbox.weather.webhooks).toEqual({ is: 'status', status: 503 }));
  await choose('The receiver of webhooks', 'is down: cuts the line');
  await waitFor(() => expect(cloud.inbox.weather.webhooks.is).toBe('down'));
  await choose('The mail server', 'refuses it for now (451)');
  await waitFor(() => expect(cloud.inbox.weather.mail).toEqual({ is: 'later' }));
});
