import { expect, test } from 'vitest';
import { waitAfter } from './alert-schedule.ts';

const hoursOf = (ms: number | null) => (ms === null ? null : ms / 3_600_000);

test('the waits are those of Standard Webhooks, and end after a little more than three days', () => {
  const waits = Array.from({ length: 10 }, (_, nth) => waitAfter(nth + 1, 0.5));

  expect(waits.slice(0, 3)).toEqual([5_000, 300_000, 1_800_000]);
  expect(waits.slice(3).map(hoursOf)).toEqual([2, 5, 10, 14, 20, 24, null]);
  const total = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0);
  expect(total / 86_400_000).toBeGreaterThan(3);
});

test('a wait is spread, so that those who failed together do not come back together', () => {
  expect([0, 0.5, 1].map((random) => waitAfter(4, random))).toEqual([6_480_000, 7_200_000, 7_920_000]);
});

test('a receiver that asks for more time gets it, a day at most', () => {
  expect(waitAfter(1, 0.5, 60_000)).toBe(60_000);
  expect(waitAfter(1, 0.5, 1_000)).toBe(5_000);
  expect(hoursOf(waitAfter(1, 0.5, 10 ** 9))).toBe(24);
});
