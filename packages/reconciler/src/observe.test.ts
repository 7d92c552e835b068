import { Problem } from '@vplus/contracts';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { connect, defineStep, look, type Observation, type Verdict } from './index.ts';

test('a run keeps what a look learned before it acts on what was seen', async () => {
  const { order, outcome } = await run([
    { is: 'absent', learned: 'one' },
    { is: 'there', output: 'seen' },
  ]);

  expect(order).toEqual(['look', 'keep one', 'make', 'look']);
  expect(outcome).toBe('done');
});

test('what was learned of a refusal is kept, and the refusal is judged as if it was thrown', async () => {
  const { order, outcome, judged } = await run([{ is: 'refused', error: 'wrong secret', learned: 'it is spoiled' }]);

  expect(order).toEqual(['look', 'keep it is spoiled']);
  expect(judged).toEqual(['wrong secret']);
  expect(outcome).toBe('failed');
});

test('a plan drops what its looks learned', async () => {
  const { options, order } = stage([{ is: 'absent', learned: 'one' }]);

  const [seen] = await look(options);

  expect(seen?.finding).toEqual({ is: 'absent' });
  expect(order).toEqual(['look']);
});

async function run(answers: Observation<string>[]) {
  const { options, order, judged } = stage(answers);
  return { order, judged, outcome: await connect(options) };
}

/** One step that answers one after the other. */
function stage(answers: Observation<string>[]) {
  const order: string[] = [];
  const judged: unknown[] = [];
  const step = defineStep<object, object>()({
    id: 'one',
    title: 'one',
    after: [],
    output: z.string(),
    waitingFor: 'it',
    budgetMs: 1,
    usualMs: 1,
    async find() {
      order.push('look');
      return answers.shift() ?? { is: 'absent' };
    },
    async make() {
      order.push('make');
      return undefined;
    },
  });
  const options = {
    steps: [step],
    services: {},
    connection: {},
    journal: { load: async () => [], record: async () => undefined },
    clock: { now: () => 0, sleep: async () => undefined },
    signal: new AbortController().signal,
    judge(error: unknown): Verdict {
      judged.push(error);
      return { take: 'fail', problem: new Problem('unexpected').toView() };
    },
    isCancel: () => false,
    random: () => 0,
    keep: async (learned: unknown) => void order.push(`keep ${learned}`),
  };
  return { options, order, judged };
}
