import { expect, test } from 'vitest';
import { roundTrips } from './round-trips.ts';

test('requests side by side count once, one after the other each for itself', () => {
  const spans = [
    { start: 0, end: 10 },
    { start: 1, end: 11 },
    { start: 12, end: 20 },
    { start: 13, end: 30 },
    { start: 21, end: 29 },
  ];

  expect(roundTrips(spans)).toBe(3);
});

test('no request is no round trip', () => {
  expect(roundTrips([])).toBe(0);
});
