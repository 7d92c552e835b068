import type { RecordView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { goneOf, stayedOf, whyNone } from './words.ts';

const steps = [
  { id: 'confirm-plan', state: 'done' },
  { id: 'grant-permissions', state: 'done' },
  { id: 'add-certificate', state: 'not-needed' },
  { id: 'register-organization', state: 'done-with-attention' },
];
const record = (run: object = {}, change: object = {}) =>
  ({
    hash: 'a',
    recorded: { hash: 'a', at: '2026-11-30T10:00:00.000Z' },
    facts: { run: { verb: 'disconnect', state: 'done', ...run }, steps },
    ...change,
  }) as unknown as RecordView;

test('what was removed and what was not are told apart, and the confirmation of the plan is neither', () => {
  const { facts } = record();

  expect(goneOf(facts).map(({ id }) => id)).toEqual(['grant-permissions']);
  expect(stayedOf(facts).map(({ id }) => id)).toEqual(['add-certificate', 'register-organization']);
});

test.each([
  ['a disconnect that ended', {}, {}, null],
  ['one that left something for a person', { state: 'done-with-attention' }, {}, null],
  ['a connect', { verb: 'connect' }, {}, /disconnected nothing/],
  ['one that goes on', { state: 'working' }, { recorded: null }, /has not ended/],
  ['one that failed', { state: 'failed' }, {}, /did not remove everything/],
  ['one that was cancelled', { state: 'cancelled' }, {}, /did not remove everything/],
  ['a record that was changed', {}, { hash: 'b' }, /was changed/],
])('whether there is a certificate of %s', (_, run, change, why) => {
  const told = whyNone(record(run, change));

  if (why === null) expect(told).toBeNull();
  else expect(told).toMatch(why);
});
