import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test.each([
  ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '[token]'],
  ['authorization: Bearer 0123456789abcdefghij', 'authorization: Bearer [token]'],
  ["User account 'adele@contoso.example' does not exist", "User account '[sign-in name]' does not exist"],
  ['megan_fabrikam.example#EXT#@contoso.onmicrosoft.com', '[sign-in name]'],
  ['abc8Q~0123456789012345678901234567890_', '[secret]'],
  ['-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----', '[key]'],
  [
    'contoso.example and 3f9e1c52-0000-4000-8000-000000000001',
    'contoso.example and 3f9e1c52-0000-4000-8000-000000000001',
  ],
])('turns %j into %j', (text, expected) => {
  expect(redact({ deep: [text] }, [])).toEqual({ deep: [expected] });
});

test('numbers people alike wherever they are named, the longer name first', () => {
  const texts = redact(
    ['Taken up again by Ann Lee', 'Ann asked to cancel', 'Annual', 'Ann Lee'],
    ['Ann', 'Ann Lee', ''],
  );

  expect(texts).toEqual(['Taken up again by person 2', 'person 1 asked to cancel', 'Annual', 'person 2']);
});
