import { expect, test } from 'vitest';
import { begunWith } from './begun-with.ts';

const step = (id: string, ...after: string[]) => ({ id, after });

test('a run keeps the steps that it began with, in the order of this build', () => {
  const steps = [step('one'), step('newer', 'one'), step('two', 'one')];

  expect(begunWith(steps, ['two', 'one'])).toEqual([step('one'), step('two', 'one')]);
});

test('whatever waits for a step that is newer than the run waits for what comes before that step', () => {
  const steps = [step('one'), step('newer', 'one'), step('newest', 'newer'), step('two', 'newest', 'one')];

  expect(begunWith(steps, ['one', 'two'])).toEqual([step('one'), step('two', 'one')]);
});
