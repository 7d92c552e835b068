import { screen, within } from '@testing-library/react';
import { AlertChannel, type AlertDelivery, type SessionView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { queryKeys } from '#lib/query-keys.ts';
import { administrator } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { ChannelCard } from './channel-card.tsx';
import { channelFrom } from './channel-from.ts';
import { AlertsPage } from './page.tsx';
import { deliveryState, endOf } from './words.ts';

const id = '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d21';
const operator: SessionView = { ...administrator, operator: true, may: [...administrator.may, 'manage-alerts'] };
const delivery = {
  ...{ id, channelId: id, tenantId: null, findingId: null, event: 'test', kind: 'test', severity: 'info' },
  ...{ what: 'This is a test', raisedAt: '2026-11-30T12:00:00Z', state: 'failed', nextAt: null },
  digestId: null,
  attempts: [
    { number: 1, at: '2026-11-30T12:00:00Z', durationMs: 31, result: 'failed', status: 503, code: null },
    { number: 2, at: '2026-11-30T12:01:00Z', durationMs: 7, result: 'failed', status: null, code: 'INSIDE_ADDRESS' },
  ],
};
const channelOf = (change: object = {}) =>
  AlertChannel.parse({
    ...{ id, name: 'Pager', settings: { kind: 'webhook', address: 'https://pager.example/hook' } },
    filter: { kinds: null, severities: ['critical', 'warning'], tenants: null },
    ...{ madeBy: 'Ada', madeAt: '2026-11-30T12:00:00Z', off: null, oldSecretUntil: null },
    ...{ digest: null, gathered: 0, waiting: 0, failed: 0, lastDelivery: null },
    ...change,
  });
const showChannels = (channels: AlertChannel[], session = operator) =>
  show(<AlertsPage />, {
    session,
    answered: [
      [queryKeys.alertChannels, { channels }],
      [queryKeys.alertDeliveries(id), { deliveries: [delivery], next: null }],
    ],
  });

test('without a channel the page says that nobody is told anything', () => {
  showChannels([]);

  expect(screen.getByText('Nobody is told anything yet')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Make the channel' })).toBeDefined();
});

test('whoever is no operator sees no channel', () => {
  showChannels([channelOf()], administrator);

  expect(screen.queryByText('Pager')).toBeNull();
  expect(screen.getByText('Only operators of this assistant see its channels')).toBeDefined();
});

test.each([
  [{}, 'Not tried yet'],
  [
    { lastDelivery: { ...delivery, attempts: [{ ...delivery.attempts[0], result: 'delivered', status: 200 }] } },
    'Works',
  ],
  [{ lastDelivery: delivery }, 'The last attempt failed'],
  [{ lastDelivery: delivery, failed: 3 }, '3 given up'],
  [{ off: { since: '2026-11-30T12:00:00Z', why: 'gone', by: null } }, 'Switched off'],
])('a channel says how it fares: %j', (change, word) => {
  showChannels([channelOf(change)]);

  expect(within(screen.getByRole('region', { name: 'Pager' })).getAllByText(word)).not.toEqual([]);
});

test('a channel that is switched off says why, and offers to switch it on, not to test it', () => {
  showChannels([channelOf({ off: { since: '2026-11-30T12:00:00Z', why: 'gone', by: null } })]);

  expect(screen.getByText(/because the receiver wants no more/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Switch on' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Send a test' })).toBeNull();
});

test('the log tells each attempt in words, and sends again', async () => {
  const { user } = showChannels([channelOf({ lastDelivery: delivery })]);

  await user.click(screen.getByRole('button', { name: 'Show the log' }));

  const attempts = within(screen.getByRole('list', { name: 'Attempts' })).getAllByRole('listitem');
  expect(attempts[0]?.textContent).toContain('answered 503, after 31 ms');
  expect(attempts[1]?.textContent).toContain('refused by us: the address lies inside the network');
  expect(screen.getByRole('button', { name: 'Send again' })).toBeDefined();
});

test('a mail that was not taken for everybody says so', () => {
  const attempt = { number: 1, at: '2026-11-30T12:00:00Z', durationMs: 9, result: 'delivered', status: 250 } as const;

  expect(endOf({ ...attempt, code: null })).toBe('answered 250');
  expect(endOf({ ...attempt, code: 'RECIPIENTS_REFUSED' })).toBe('taken, but not for every recipient');
});

test('the form asks for what the chosen way needs', async () => {
  const { user } = showChannels([]);
  expect(screen.getByRole('textbox', { name: 'Address' })).toBeDefined();

  await user.click(screen.getByRole('radio', { name: 'Mail' }));

  expect(screen.queryByRole('textbox', { name: 'Address' })).toBeNull();
  expect(screen.getByRole('textbox', { name: 'Mail server' })).toBeDefined();
});

test.each([
  ['Teams', /workflow that begins “When a Teams webhook request is received”/],
  ['Slack', /Of an incoming webhook/],
])('for %s it asks for an address, and says that it is a secret', async (way, hint) => {
  const { user } = showChannels([]);

  await user.click(screen.getByRole('radio', { name: way }));

  expect(screen.getByRole('textbox', { name: 'Address' })).toBeDefined();
  expect(screen.getByText(hint).textContent).toContain('It is a secret, and is not shown again.');
});

test.each([
  ['teams', 'Teams, by a workflow at flows.example'],
  ['slack', 'Slack, at flows.example'],
] as const)(
  'of an address of %s the host alone is shown, and there is no signing secret to exchange',
  (kind, words) => {
    showChannels([channelOf({ settings: { kind, host: 'flows.example' } })]);

    expect(screen.getByText(words)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'New secret' })).toBeNull();
  },
);

test('a digest is a choice of the channel, and the page says what waits for it', async () => {
  const { user, change } = showChannels([]);
  await user.click(screen.getByRole('checkbox', { name: 'Gather what can wait in a daily digest' }));
  const form = screen.getByRole('button', { name: 'Make the channel' }).closest('form');

  expect(channelFrom('webhook', new FormData(form ?? undefined)).digest).toEqual({ atOnce: ['critical'], hour: 7 });

  change(<ChannelCard channel={channelOf({ digest: { atOnce: [], hour: 7 }, gathered: 3 })} />);
  expect(screen.getByText('at 07:00 UTC; nothing at once')).toBeDefined();
  expect(screen.getByText('For the next digest').nextElementSibling?.textContent).toBe('3');
});

test.each([
  [{ state: 'gathered' }, 'For the daily digest'],
  [{ state: 'gathered', digestId: id }, 'In a daily digest'],
  [{ state: 'delivered', digestId: id }, 'Delivered'],
])('the log says where an alert stands: %j', (change, word) => {
  expect(deliveryState({ ...delivery, ...change } as AlertDelivery).word).toBe(word);
});

test('an address of Slack becomes a channel', () => {
  const data = new FormData();
  for (const [name, value] of Object.entries({ name: 'Ops', address: 'https://hooks.example/services/x', info: 'on' }))
    data.set(name, value);

  expect(channelFrom('slack', data).settings).toEqual({ kind: 'slack', address: 'https://hooks.example/services/x' });
});

test('what was filled in becomes a channel', () => {
  const data = new FormData();
  for (const [name, value] of Object.entries({
    ...{ name: ' Ops ', host: 'mail.example', port: '587', security: 'starttls', from: 'a@b.example' },
    ...{ to: 'one@b.example, two@b.example', critical: 'on', tenants: '', kinds: 'lock-off' },
  }))
    data.set(name, value);

  expect(channelFrom('mail', data)).toEqual({
    name: 'Ops',
    filter: { kinds: ['lock-off'], severities: ['critical'], tenants: null },
    settings: {
      ...{ kind: 'mail', host: 'mail.example', port: 587, security: 'starttls', signIn: null },
      ...{ from: 'a@b.example', to: ['one@b.example', 'two@b.example'] },
    },
  });
});
