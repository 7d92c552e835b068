import { expect, test } from 'vitest';
import { eventOf, inHistory } from './event-in-history.ts';
import { step } from './test-runs.ts';

const working = { runState: 'working', connected: false, finishedAt: null, unchanged: false } as const;
const at = new Date('2026-06-01T12:00:00.123Z');

test('an event keeps nothing that its step, its columns or most events say', () => {
  const record = step('one', { detail: 'Seen', output: { id: 7 }, made: true });

  expect(inHistory(working, 'Seen', record)).toEqual({ step: { id: 'one', state: 'working', detail: 'Seen' } });
  expect(inHistory(working, 'At work')).toEqual({ text: 'At work' });
});

test('an event is told as it was, with the title, rows and facts that its step has now', () => {
  const finishedAt = '2026-06-01T12:00:00.000Z';
  const standing = { runState: 'failed', connected: true, finishedAt, unchanged: true } as const;
  const record = step('one', { state: 'done', finishedAt, detail: 'Seen' });
  const now = step('one', { state: 'failed', rows: [{ key: 'a', label: 'A', state: 'done' }] });

  const data = inHistory(standing, 'Done', record);

  expect(eventOf({ number: 3, at, data, title: 'The first', record: now })).toEqual({
    ...standing,
    number: 3,
    at: at.toISOString(),
    text: 'Done',
    step: { ...record, title: 'The first', rows: now.rows },
  });
});

test('a step that has not begun stays so, though it has begun since', () => {
  const data = inHistory(working, '', step('one', { state: 'pending', startedAt: null }));

  const told = eventOf({ number: 1, at, data, title: 'The first', record: step('one') });

  expect(told.step).toMatchObject({ state: 'pending', startedAt: null });
});

test('what an earlier build kept in full is told as it stands', () => {
  const full = {
    ...working,
    number: 2,
    at: '2026-06-01T12:00:00.000Z',
    text: 'Looking',
    step: { ...step('one'), title: 'As it was called' },
  };

  expect(eventOf({ number: 2, at: new Date(full.at), data: full, title: 'Now', record: null })).toEqual(full);
});
