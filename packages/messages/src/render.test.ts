import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { english } from './english.ts';
import { listOf, message, sentences } from './message.ts';
import { MessageError, saidBy } from './message-error.ts';
import { fromText, inText } from './message-in-text.ts';
import { render } from './render.ts';
import { rendered } from './rendered.ts';

test.each(Object.entries(english))('%s can be read as an ICU message', (key, text) => {
  expect(() => new IntlMessageFormat(text, 'en-GB', undefined, { ignoreTag: true })).not.toThrow();
  expect(key).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+$/);
});

test('a count chooses the form of the word, and a name stays as it is', () => {
  const there = (count: number) => render(message('register-application.there', { name: '<b>{x}', count }));

  expect(there(1)).toBe('"<b>{x}" declares the 1 permission of the plan.');
  expect(there(46)).toBe('"<b>{x}" declares the 46 permissions of the plan.');
});

test('one warning is not said to be several, and a sentence of Microsoft is not run together with ours', () => {
  const open = message('alerts.digest-open-line', { tenant: 'Contoso', critical: 0, warning: 1, info: 0 });
  const failed = message('check.look-failed', { why: 'The request did not come through' });

  expect(render(open)).toBe('Contoso: 0 critical, 1 warning, 0 good to know');
  expect(render(failed)).toMatch(/The next check tries again\. The request did not come through$/);
});

test('of several things in a row the sentence speaks as of several', () => {
  const blocks = (...policies: string[]) =>
    render(
      message('check-conditional-access.blocks-people', { policies: listOf(policies), count: policies.length }),
    ).split(', which')[0];

  expect(blocks('A')).toBe('A blocks sign-ins under its conditions');
  expect(blocks('A', 'B')).toBe('A and B block sign-ins under their conditions');
});

test('what an earlier build stored as a sentence is shown as it is', () => {
  expect(render('"{name}" declares {count} permissions.')).toBe('"{name}" declares {count} permissions.');
});

test('lists are joined, and may hold messages', () => {
  const parts = [message('register-application.tags'), message('register-application.audience'), 'its name'];

  expect(render(message('register-application.differs', { parts: listOf(parts) }))).toBe(
    'The application is there, but differs in its tags, its audience and its name.',
  );
});

test('sentences stand one after the other', () => {
  expect(render(sentences('One.', 'Two.', message('steps.removed-meanwhile')))).toBe(
    'One. Two. Somebody removed it while this run was at work.',
  );
});

test('an answer is worded wherever it has a message, and nowhere else', () => {
  const answer = {
    title: message('register-application.title'),
    rows: [{ key: 'register-application.title', label: 'Mail.Read' }, { key: 'client-id' }],
    at: null,
  };

  expect(rendered(answer)).toEqual({ ...answer, title: 'Register the application' });
});

test('a message of another build, or with params of another build, is shown by its key', () => {
  const stored = {
    text: { key: 'later-step.there', params: { name: 'x' } },
    detail: { key: 'register-application.there' },
  };

  expect(rendered(stored)).toEqual({ text: 'later-step.there', detail: 'register-application.there' });
});

test('a param that is missing is a fault, not a hole in a sentence', () => {
  expect(() => render({ key: 'register-application.there', params: { count: 1 } })).toThrow(/"name"/);
});

test('an error says its message in English, and carries it to where it is printed', () => {
  const fault = message('settings.of', { name: 'PORT', fault: message('settings.not-secure') });
  const error = new MessageError(message('settings.not-right', { faults: listOf([fault, 'no more'], 'lines') }));
  expect(error.message).toBe('The settings are not right:\n  - PORT: must be https, or http on localhost\n  - no more');
  expect(render(saidBy(error))).toBe(error.message);
  expect([saidBy(new TypeError('a slip')), saidBy(new RangeError()), saidBy('a word')]).toEqual([
    'a slip',
    'RangeError',
    'a word',
  ]);
});

test('a message comes out of a text as it went in, and other texts stay as they are', () => {
  const one = message('settings.one-of', { choices: listOf(['api', 'worker'], 'comma') });
  expect(fromText(inText(one))).toEqual(one);
  expect(['Invalid input', '{"key":"id"}', '12'].map(fromText)).toEqual(['Invalid input', '{"key":"id"}', '12']);
});
