import { expect, test } from 'vitest';
import { sentencesIn } from './sentences.ts';

test.each([
  ["throw new ConfigurationError(['PORT: must be a number']);"],
  ["throw new StorageUnavailable('The disk of the folder is full.');"],
  ["z.string().min(1, 'must not be empty at all');"],
  [`const text = \`\${by} asked to cancel\`;`],
  ["tx.update(runs).set({ text: 'Waiting for its turn' });"],
])('what whoever runs the product reads is a sentence, too: `%s`', (source) => {
  expect(sentencesIn(source)).toHaveLength(1);
});

test.each([
  [`const name = \`\${method} \${path} \${body}\`;`],
  ['client.query(`select the rows of it`);'],
  ["createHash('sha256').update('id of the key');"],
  ["const place = '<!-- What the server knows -->';"],
  ["throw new RangeError('The list has no such place');"],
])('values, queries, hashes, marks of a page and errors of programmers are none: `%s`', (source) => {
  expect(sentencesIn(source)).toEqual([]);
});
