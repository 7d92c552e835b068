import { expect, test } from 'vitest';
import { filesWithSentences, sentencesIn } from './sentences.ts';

test('no file of the server has a sentence of its own: what a person is told belongs into packages/messages', () => {
  expect(Object.fromEntries(filesWithSentences())).toEqual({});
});

test.each([
  ["const title = 'Register the application';", 1],
  [`const words = \`"\${name}" is registered for this tenant only\`;`, 1],
  ['// Nothing that a person reads', 0],
  ["throw new Error('The store is closed already');", 0],
  ["log('warn', 'The server has no certificate', {});", 0],
  ['await sql.execute(raw`select the rows of it`);', 0],
  ["import { message } from '@vplus/messages'; message('register-application.title');", 0],
])('of `%s` the scan finds %i', (source, count) => {
  expect(sentencesIn(source)).toHaveLength(count);
});
