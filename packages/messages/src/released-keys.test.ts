import { expect, test } from 'vitest';
import { brokenKeys, keysOf, releasedKeys, withNewKeys } from './released-keys.ts';

test('what was released can be shown for good: no key goes, and none wants another parameter', () => {
  const advice =
    'Records, plans and the history hold these keys with the parameters in released-keys.txt. Keep the key as it was, and give what it says now a new key. Only if no release has had the key, delete its line from packages/messages/src/released-keys.txt.';
  expect(brokenKeys(releasedKeys(), keysOf()), advice).toEqual([]);
});

test('the list holds every key', () => {
  const released = releasedKeys();
  const advice = 'Run `npm run message-keys`, and commit packages/messages/src/released-keys.txt with the catalogue.';
  expect(Object.fromEntries(withNewKeys(released, keysOf())), advice).toEqual(Object.fromEntries(released));
});

const released = keysOf({
  'a.kept': '{name} has {count, plural, one {# place of {kind, select, x {x} other {y}}} other {# places}}',
  'a.gone': 'Gone',
});

test('the parameters of a message are found wherever they stand in it', () => {
  expect(released.get('a.kept')).toEqual(['count', 'kind', 'name']);
});

test('a key that is gone and a parameter that is new are told', () => {
  const now = keysOf({ 'a.kept': '{name} and {other} at {at, date, long}', 'a.new': '{b} {a}' });
  expect(brokenKeys(released, now)).toEqual(['a.kept (at, other)', 'a.gone']);
});

test('a new key is added, a key that is gone stays, and a parameter that was left out cannot come back', () => {
  const once = withNewKeys(released, keysOf({ 'a.kept': '{name}', 'a.new': '{b} {a}' }));
  expect(Object.fromEntries(once)).toEqual({ 'a.kept': ['name'], 'a.gone': [], 'a.new': ['a', 'b'] });
  expect(brokenKeys(once, released)).toEqual(['a.kept (count, kind)', 'a.new']);
});
