import { expect, test } from 'vitest';
import { productLines } from './sources.ts';

const cast =
  /\bas (?:unknown as )?\(?(?:StepRecord|StepView|RowView|Fact|Ask|Intent|ProblemView|TenantFacts|UndoChoice)\b/;

test('a shape that has one definition is never cast into', () => {
  const lines = productLines();

  expect(lines.length).toBeGreaterThan(20_000);
  expect(lines.filter(({ line }) => cast.test(line)).map(({ at, line }) => `${at}: ${line}`)).toEqual([]);
  expect(cast.test('return { ...view, title } as StepView;')).toBe(true);
  expect(cast.test('load: async () => (await journal.load()) as StepRecord[],')).toBe(true);
});

test.each([
  ...['StepRecord', 'StepView', 'RowView', 'Fact', 'Ask', 'Intent', 'ProblemView', 'TenantFacts', 'UndoChoice'],
  ...['LeaseLost', 'RunCancelled'],
])('%s is defined once, in contracts', (name) => {
  const definition = new RegExp(`^export (?:interface|type|class) ${name}\\b`);

  const found = productLines().filter(({ line }) => definition.test(line));

  expect(found.map(({ at }) => at.replace(/[^/]*$/, ''))).toEqual(['packages/contracts/src/']);
});
