import { expect, test } from 'vitest';
import { backOffMs } from './index.ts';

const fromHalfASecond = { firstMs: 500, longestMs: 15_000 };

test('waits double, from the first up to the longest', () => {
  const waits = [0, 1, 2, 3, 4, 5, 6].map((attempt) => backOffMs(fromHalfASecond, attempt));

  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});

test('waits grow by another factor where one is given', () => {
  const waits = [0, 1, 2, 3].map((attempt) => backOffMs({ firstMs: 1_000, longestMs: 3_000, factor: 1.5 }, attempt));

  expect(waits).toEqual([1_000, 1_500, 2_250, 3_000]);
});

test('the longest wait is spread as the others are, so that nobody is met by all at once', () => {
  expect([0, 0.5, 1].map((random) => backOffMs(fromHalfASecond, 0, random))).toEqual([375, 500, 625]);
  expect([0, 0.5, 1].map((random) => backOffMs(fromHalfASecond, 50, random))).toEqual([11_250, 15_000, 18_750]);
});

test('a number of attempts that no power holds is still the longest wait', () => {
  expect(backOffMs(fromHalfASecond, 10_000)).toBe(15_000);
});
