import { expect, test } from 'vitest';
import { daysLeft } from './days-left.ts';
import { listingOf } from './use-listing.ts';

test('the address says which rows are shown', () => {
  expect(listingOf(new URLSearchParams('search=con&state=failing&sort=expires&direction=desc&page=3'))).toEqual({
    search: 'con',
    state: 'failing',
    sort: 'expires',
    direction: 'desc',
    page: 3,
  });
});

test('a mistyped address shows everything', () => {
  expect(listingOf(new URLSearchParams('state=purple'))).toEqual({});
});

test('a secret’s life is told in whole days', () => {
  const now = Date.parse('2026-06-15T12:00:00Z');

  expect(daysLeft('2026-06-15T18:00:00Z', now)).toBe('today');
  expect(daysLeft('2026-06-16T13:00:00Z', now)).toBe('in 1 day');
  expect(daysLeft('2026-09-15T12:00:00Z', now)).toBe('in 92 days');
  expect(daysLeft('2026-06-15T11:00:00Z', now)).toBe('expired');
});
