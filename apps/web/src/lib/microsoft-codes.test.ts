import { expect, test } from 'vitest';
import { codeIn, explain, microsoftCodes } from './microsoft-codes.ts';

test.each([
  ['AADSTS65004: User declined to consent. Trace ID: 12345678-aaaa', 65004],
  ['Sorry, but we’re having trouble. aadsts 50105', 50105],
  ['Error code: 7000215', 7000215],
  [' 90094 ', 90094],
])('finds the code in %j', (text, code) => {
  expect(codeIn(text)).toBe(code);
});

test('finds none where there is none', () => {
  expect(codeIn('Sign in to your account, step 2 of 3')).toBeNull();
});

test('every code is explained once', () => {
  const codes = microsoftCodes.flatMap((entry) => entry.codes);

  expect(new Set(codes).size).toBe(codes.length);
  expect(explain(65004)?.say).toContain('did not accept');
  expect(explain(12345)).toBeNull();
  expect(explain(null)).toBeNull();
});
