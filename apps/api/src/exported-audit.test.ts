import type { ChainedEntry } from '@vplus/store';
import { expect, test } from 'vitest';
import { csvOf } from './exported-audit.ts';

const entry = (name: string): ChainedEntry => ({
  number: 1,
  at: '2026-01-01T00:00:00.000Z',
  kind: 'deed',
  who: { name, tenantId: null, objectId: null },
  as: null,
  from: null,
  what: 'Looked',
  tenantId: null,
  runId: null,
  previous: '0',
  hash: 'a',
});

test.each([
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['+1', `'+1`],
  ['-1', `'-1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `'\t=1`],
  ['\r=1', `"'\r=1"`],
  ['＝1', `'＝1`],
  [' =1', `' =1`],
  ['Vance;=1', `Vance;'=1`],
  [';=1; +2;3', `;'=1;' +2;3`],
  ['two\n=1;lines', `"two\n'=1;lines"`],
  ['Vance, Adele', '"Vance, Adele"'],
  ['two\nlines', '"two\nlines"'],
  ["O'Brien =1", "O'Brien =1"],
])('the name %j is the cell %j, which no spreadsheet computes', (name, cell) => {
  expect(csvOf([entry(name)], { first: false })).toBe(
    `1,2026-01-01T00:00:00.000Z,deed,${cell},,,,,Looked,,,,"""Looked""",0,a\r\n`,
  );
});

test('CSV begins with a byte order mark, or spreadsheets take it for another encoding', () => {
  expect(csvOf([], { first: true })).toMatch(/^\ufeffnumber,at,/);
});
