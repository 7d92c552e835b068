import type { TenantCredential } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { expiryWords, urgencyOf } from './credential-life.ts';

const now = Date.parse('2026-06-15T12:00:00Z');

test.each([
  ['2026-06-15T18:00:00Z', 'expires within a day'],
  ['2026-06-16T13:00:00Z', 'expires in 1 day'],
  ['2026-09-15T12:00:00Z', 'expires in 92 days'],
  ['2026-12-12T11:59:00Z', 'expires in 180 days'],
  ['2026-06-15T11:00:00Z', 'expired today'],
  ['2026-06-14T11:00:00Z', 'expired 1 day ago'],
  ['2026-06-03T11:00:00Z', 'expired 12 days ago'],
])('a credential that ends at %s %s', (expiresAt, words) => {
  expect(expiryWords(expiresAt, now)).toBe(words);
});

test.each([
  ['ended', null, '2026-06-15T11:00:00Z', 'expired'],
  ['has six days left', null, '2026-06-21T12:00:00Z', 'urgent'],
  ['has twenty days left', null, '2026-07-05T12:00:00Z', 'soon'],
  ['has a year left', null, '2027-06-15T12:00:00Z', 'fine'],
  ['was made for thirty days today', '2026-06-15T12:00:00Z', '2026-07-15T12:00:00Z', 'fine'],
  ['has ten of thirty days left', '2026-05-26T12:00:00Z', '2026-06-25T12:00:00Z', 'soon'],
  ['was made for five days today', '2026-06-15T12:00:00Z', '2026-06-20T12:00:00Z', 'fine'],
  ['has two of five days left', '2026-06-12T12:00:00Z', '2026-06-17T12:00:00Z', 'urgent'],
])('one that %s is shown so', (_, addedAt, expiresAt, urgency) => {
  const credential = { kind: 'secret', keyId: 'k', addedAt, expiresAt } as TenantCredential;

  expect(urgencyOf(credential, now)).toBe(urgency);
});
