import { expect, test } from 'vitest';
import { fromStore, toStore } from './step-in-store.ts';
import { step } from './test-runs.ts';

const row = (key: string, state: 'pending' | 'done') => ({ key, label: key.toUpperCase(), state });

test('rows that change their states alone are stored as they were', () => {
  const before = toStore(step('one', { rows: [row('a', 'pending'), row('b', 'pending')] }));
  const half = toStore(step('one', { rows: [row('a', 'done'), row('b', 'pending')] }));
  const after = toStore(step('one', { rows: [row('a', 'done'), row('b', 'done')] }));

  expect([before, half, after].map(({ record }) => record.rowStates)).toEqual(['pending', ['done', 'pending'], 'done']);
  expect(half.rows).toEqual(before.rows);
  expect(after.rows).toEqual(before.rows);
});

test.each([
  ['that has not begun', step('one', { state: 'pending', startedAt: null })],
  ['with rows of one state', step('one', { rows: [row('a', 'done'), row('b', 'done')] })],
  ['with rows of several states', step('one', { rows: [row('a', 'pending'), row('b', 'done')] })],
  [
    'with facts and an output',
    step('one', {
      finishedAt: '2026-01-01T00:00:01.000Z',
      facts: [{ key: 'client-id', label: 'Client ID', value: '7', kind: 'id' }],
      output: { id: 7 },
      intent: { at: '2026-01-01T00:00:00.000Z', before: null },
      made: true,
    }),
  ],
])('a step %s comes back as it went in', (_, record) => {
  expect(fromStore('one', toStore(record))).toEqual(record);
});
