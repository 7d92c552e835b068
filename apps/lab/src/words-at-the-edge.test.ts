import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesWithSentences, sentencesIn } from './sentences.ts';

/** Still with sentences of their own: the list only shrinks. What a person is told belongs into `packages/messages`. */
const stillToConvert: string[] = JSON.parse(
  readFileSync(new URL('still-to-convert.json', import.meta.url), 'utf8'),
) as string[];

/** How many there were when it was last shortened: raised by nobody. */
const mostLeft = 0;

test('no file says a sentence of its own that did not before', () => {
  const found = filesWithSentences();

  const added = [...found].filter(([path]) => !stillToConvert.includes(path));
  expect(Object.fromEntries(added)).toEqual({});
  // What was converted leaves the list, or it could come back unseen.
  expect(stillToConvert.filter((path) => !found.has(path))).toEqual([]);
  expect(stillToConvert.length).toBeLessThanOrEqual(mostLeft);
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
