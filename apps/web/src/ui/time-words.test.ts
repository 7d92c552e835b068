import { expect, test } from 'vitest';
import { duration, relative } from './time-words.ts';

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [65_000, '1 min 05 s'],
  [1_200_000, '20 min'],
  [7_800_000, '2 h 10 min'],
])('%i ms are shown as %j', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test('a moment is told relative to now, in whole units', () => {
  const now = Date.parse('2026-06-15T12:00:00Z');

  expect(relative(now - 30_000, now)).toBe('this minute');
  expect(relative(now - 200_000, now)).toBe('3 minutes ago');
  expect(relative(now + 5 * 86_400_000, now)).toBe('in 5 days');
  expect(relative(now + 400 * 86_400_000, now)).toBe('next year');
});
