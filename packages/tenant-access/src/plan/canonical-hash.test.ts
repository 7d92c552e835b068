import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalHash } from './canonical-hash.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test.each([
  // https://www.rfc-editor.org/rfc/rfc8785#section-3.2.2 and 3.2.3
  [
    {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    },
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  ],
  [
    { '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Dalet', 1: 'One', '\ud83d\ude00': 'Smiley' },
    '{"\\r":"Carriage Return","1":"One","\u20ac":"Euro Sign","\ud83d\ude00":"Smiley","\ufb33":"Dalet"}',
  ],
  [{ b: undefined, a: [10, 9], 10: 'ten', 9: 'nine' }, '{"10":"ten","9":"nine","a":[10,9]}'],
])('the hash of %j is that of its canonical JSON', (value, canonical) => {
  expect(canonicalHash(value)).toBe(sha256(canonical));
});

test('what is not Unicode counts as it is stored', () => {
  expect(canonicalHash({ name: 'broken \ud800' })).toBe(sha256('{"name":"broken \ufffd"}'));
});

test('plans and records of earlier builds keep their hash', () => {
  const name = fc.string().filter((one) => !/^\d+$/.test(one));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree')),
      fc.dictionary(name, tie('tree')),
    ),
  }));

  fc.assert(fc.property(tree, (value) => canonicalHash(value) === sha256(JSON.stringify(asBefore(value)))));
});

/** How builds before canonicalize sorted; member names that are whole numbers, which we have none of, came first. */
function asBefore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asBefore);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, asBefore(member)]));
}
