import * as fc from 'fast-check';

/** Names of members that mean something to JavaScript. */
export const hostileNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  '',
  '\0',
  '$where',
  'length',
];

export const hostileTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202egnp.exe',
  '\ufeff',
  '\r\nSet-Cookie: a=b',
  "'; drop table runs; --",
  '%',
  '_%\\',
  '<script>alert(1)</script>',
  '#{7*7}{{7*7}}',
  '../../etc/passwd',
  'e\u0301'.repeat(300),
  '𝕏'.repeat(5_000),
  'x'.repeat(90_000),
];

/** Written as they are into a path or a query. */
export const hostileSegments = [
  '..',
  '.',
  '%2e%2e',
  '..%2f..%2f',
  '%2F',
  '%5c',
  '%00',
  '%',
  '%zz',
  '%E0%A4%A',
  '%ED%A0%80',
  '%C0%AF',
  '%F0%9F%92%A9',
  '//',
  ';x=1',
  '*',
  'x'.repeat(6_000),
];

export const anyText = fc.string({ unit: 'binary', maxLength: 60 });

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(...hostileTexts),
  fc.constantFrom<unknown[]>(0, -0, -1, 1.5, 1e308, 2 ** 31, 2 ** 53, -(2 ** 63), null, true, false),
  fc.constantFrom<unknown[]>([], {}, [[]], [null], JSON.parse('{"__proto__":{"polluted":true}}'), {
    constructor: { prototype: { polluted: true } },
  }),
  fc.constantFrom<unknown[]>(
    { length: 1e9 },
    JSON.parse('{"then":1}'),
    { toString: null, valueOf: null },
    { toJSON: 1 },
  ),
  anyText,
  fc.jsonValue(),
);
