import { execFileSync } from 'node:child_process';
import { message } from '@vplus/messages';
import { expect, test } from 'vitest';
import { code, comment, powerShellFills, shellFills, shellSays } from './said.ts';

test('what a shell fills in is expanded, and nothing else of the sentence is', () => {
  const echo = `what='$(id)'; echo ${shellFills(message('text.sentences', { first: '$what', rest: message('text.sentences', { first: '$HOME `id` "x"', rest: '\\' }) }))}`;

  expect(execFileSync('sh', ['-c', echo], { encoding: 'utf8' })).toBe('$(id) $HOME `id` "x" \\\n');
});

test('what PowerShell fills in stands as it is, and its signs in the sentence are escaped', () => {
  const said = message('text.sentences', {
    first: '$attempt',
    rest: message('text.sentences', { first: '$x', rest: '”' }),
  });

  expect(powerShellFills(said)).toBe('"$attempt `$x `”"');
});

test('a comment has its sign before each line', () => {
  expect(comment('One.\nTwo.', '  ')).toBe('  # One.\n  # Two.');
});

test('code is taken as it stands', () => {
  expect(code`echo ${shellSays("it's")} \${x}`).toBe(`echo 'it'\\''s' \${x}`);
});
