import { screen, within } from '@testing-library/react';
import { CalendarFeed } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { administrator } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { queryKeys } from './query-keys.ts';

const { tenantId } = administrator;
const feed = CalendarFeed.parse({
  id: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d19',
  tenantId,
  madeBy: 'Adele Vance',
  madeAt: '2026-11-30T10:00:00.000Z',
  lastReadAt: null,
});

test('who made an address and when it was read last is told, never the address', () => {
  show(<CalendarCard tenantId={tenantId} />, { answered: [[queryKeys.calendarFeeds(tenantId), { feeds: [feed] }]] });

  const item = within(screen.getByRole('list', { name: 'Private addresses' })).getByRole('listitem');
  expect(item.textContent).toMatch(/^Made by Adele Vance on 30 Nov 2026Not read yet/);
  expect(screen.getByText(/in this tenant/)).toBeDefined();
});

test('of all tenants it says so, and nothing of addresses where there is none', () => {
  show(<CalendarCard tenantId={null} />, { answered: [[queryKeys.calendarFeeds(null), { feeds: [] }]] });

  expect(screen.getByText(/in any tenant/)).toBeDefined();
  expect(screen.queryByRole('list')).toBeNull();
});

test('of a tenant that is not connected an address can still be taken back, and none is made', () => {
  const answered = (feeds: CalendarFeed[]): [string[], unknown][] => [
    [queryKeys.calendarFeeds(tenantId) as string[], { feeds }],
  ];
  show(<CalendarCard tenantId={tenantId} connected={false} />, { answered: answered([feed]) });

  expect(screen.getByRole('button', { name: 'Take back…' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Make a private address' })).toBeNull();
  expect(screen.getByText(/these addresses show nothing/)).toBeDefined();
  const { container } = show(<CalendarCard tenantId={tenantId} connected={false} />, { answered: answered([]) });
  expect(container.textContent).toBe('');
});

test('an address is taken back only after a question', async () => {
  const { user } = show(<CalendarCard tenantId={tenantId} />, {
    answered: [[queryKeys.calendarFeeds(tenantId), { feeds: [feed] }]],
  });

  await user.click(screen.getByRole('button', { name: 'Take back…' }));

  expect(screen.getByRole('dialog').textContent).toMatch(/^Take this address back\?/);
});
