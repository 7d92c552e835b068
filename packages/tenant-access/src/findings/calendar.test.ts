import { rendered } from '@vplus/messages';
import { expect, test } from 'vitest';
import { exchangeApi } from '../permissions/permission.ts';
import { calendarOf } from './calendar.ts';

const day = 24 * 60 * 60_000;
const now = Date.parse('2026-11-30T12:00:00.000Z');
const at = (ms: number) => new Date(ms).toISOString();
const told = (leftMs: number, lifeMs: number | null = 365 * day) => {
  const credential = {
    kind: 'secret' as const,
    keyId: 'k',
    addedAt: lifeMs === null ? null : at(now + leftMs - lifeMs),
    expiresAt: at(now + leftMs),
  };
  return rendered(calendarOf({ credentials: [credential], permissions: [] }, now)).map(
    ({ kind, severity, what }) => `${kind} ${severity ?? '-'} ${what.match(/\d+ days?|one day|expired/)?.[0]}`,
  );
};

test.each([
  [100 * day, []],
  [90 * day, ['credential-ends info 90 days']],
  [60 * day, ['credential-ends info 60 days']],
  [31 * day, ['credential-ends info 60 days']],
  [30 * day, ['credential-ends warning 30 days']],
  [14 * day, ['credential-ends warning 14 days']],
  [7 * day, ['credential-ends warning 7 days']],
  [2 * day, ['credential-ends warning 3 days']],
  [day / 2, ['credential-ends warning one day']],
  [0, ['credential-ended - expired']],
  [-5 * day, ['credential-ended - expired']],
])('%d ms before its end a secret of a year is told as %j', (leftMs, expected) => {
  expect(told(leftMs)).toEqual(expected);
});

test('who chose a month is not warned before half of it has passed', () => {
  expect(told(29 * day, 30 * day)).toEqual([]);
  expect(told(14 * day, 30 * day)).toEqual(['credential-ends warning 14 days']);
  expect(told(60 * day, null)).toEqual(['credential-ends info 60 days']);
});

test('the end of Exchange Web Services is told to whoever uses them, until it has come', () => {
  const permissions = [{ key: `${exchangeApi.appId}/x`, api: 'Exchange', value: 'full_access_as_app', state: 'done' }];
  const kinds = (when: number, of = permissions) =>
    calendarOf({ credentials: [], permissions: of }, when).map(({ kind, due }) => [kind, due]);

  expect(kinds(now)).toEqual([['ews-ends', '2027-04-01T00:00:00.000Z']]);
  expect(kinds(Date.parse('2027-04-01T00:00:00.000Z'))).toEqual([]);
  expect(kinds(now, [])).toEqual([]);
});
