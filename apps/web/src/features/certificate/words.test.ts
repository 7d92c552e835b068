import type { RecordView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { backupsOf, goneOf, leadOf, stayedOf, whyNone } from './words.ts';

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

test('it does not say more than was done: something is left for a person, backups were to be deleted and were not', () => {
  const of = (state: string, change: object = {}) =>
    ({ ...record({ state }).facts, vplusServer: { name: 'Backup 1' }, ...change }) as unknown as RecordView['facts'];
  const disconnectPlan = { choices: { deleteOrganization: 'Contoso' } };

  expect(leadOf(of('done'))).toMatch(/was removed, as listed here\.$/);
  expect(leadOf(of('done-with-attention'))).toMatch(/as far as is listed here\. Something is left for a person\.$/);
  expect(backupsOf(of('done'))).toMatch(/not deleted/);
  expect(backupsOf(of('done', { disconnectPlan }))).toMatch(/^It was approved to delete/);
  const deleted = [{ id: 'register-organization', state: 'done' }];
  expect(backupsOf(of('done', { disconnectPlan, steps: deleted }))).toMatch(/is gone from vPlus with its backups/);
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
