import { expect, test } from 'vitest';
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
