import { expect, test } from 'vitest';
import { productLines } from './sources.ts';

/** A comparison with words: a literal with two words in it, or a word and a space. */
const withWords =
  /(?:[!=]==\s*|\bcase\s+|\.(?:startsWith|endsWith|includes|indexOf|match|test|search)\(\s*|\blike\s+)(['"`/])(?=[^'"`/\n]*[a-z]{2}(?: [a-z]| \1))(?:(?!\1).)*\1/i;
/** Members that hold a sentence or a label for people, compared, searched or cut. */
const ofWords =
  /(?:\.text|\b(?:label|title|detail|sentence|remedy|message|remoteMessage|attention))\b\??(?:\)|\.trim\(\))*\s*(?:[!=]== (?!undefined|null|''|"")|\??\.(?:startsWith|endsWith|includes|indexOf|match|search|replace|split)\()|\bwhat\??\.(?:startsWith|endsWith|includes|match|search|replace)\(/;

/** A sentence that is put into another one loses its full stop. */
const cutStop = /\.replace\(\/\\\.\+?\$\//;

/** Where words are compared and nothing is decided by them, each with its reason. */
const harmless: Record<string, string> = {
  'const isDetail = record.detail !== undefined && JSON.stringify(record.detail) === JSON.stringify(text);':
    'what is stored twice is stored once',
  "typeof asked.text === 'string' &&": 'the text of a statement of SQL',
  "const said = (error.fields.remoteMessage ?? 'HTTP 400').replace(/\\.$/, '');":
    'a sentence of Microsoft’s in brackets loses its full stop',
  "if (said.includes('ready to accept connections')) ready();": 'a test waits for a line of PostgreSQL',
};

test.each([
  ["facts.find(({ label }) => label === 'Application (client) ID')"],
  ['registered?.facts.find((fact) => fact.label === clientIdLabel)'],
  ['deeds.filter(({ what }) => !what.startsWith(recordNote))'],
  ["raw`select id from history where what not like 'Record of the%'`"],
  ["{cause.replace(/\\.$/, '')}, for a while"],
  ['problem.detail !== problem.title'],
  ["if (error.message.includes('already exists')) return;"],
])('the scan finds %s', (line) => {
  expect(isDecision(line)).toBe(true);
});

test('nothing decides by a sentence or a label', () => {
  const found = productLines()
    .filter(({ line }) => isDecision(line) && !harmless[line])
    .map(({ line, at }) => `${at}: ${line}`);

  expect(found).toEqual([]);
  // An exception that is not needed any more would hide the next one.
  const lines = new Set(productLines().map(({ line }) => line));
  expect(Object.keys(harmless).filter((line) => !lines.has(line))).toEqual([]);
});

function isDecision(line: string): boolean {
  return !/^(?:\/\/|\*|\/\*)/.test(line) && [withWords, ofWords, cutStop].some((one) => one.test(line));
}
