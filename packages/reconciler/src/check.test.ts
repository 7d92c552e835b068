import { Problem, type StepRecord } from '@vplus/contracts';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { check, defineStep, type Finding, type Journal, type Step, type Verdict } from './index.ts';

class Lost extends Error {}
class Refused extends Error {}

type Answer = Finding<string> | Error;
const there: Answer = { is: 'there', output: 'seen' };

test('a lost answer is asked for again, and says nothing against the tenant', async () => {
  const { looks, records } = await checked({ one: [new Lost(), new Lost(), there], two: [there] });

  expect(looks.map(({ finding }) => finding.is)).toEqual(['there', 'there']);
  expect(records.map(({ state }) => state)).toEqual(['done', 'done']);
});

test('what is missing is believed when it was seen to be so three times', async () => {
  const flicker = await checked({ one: [{ is: 'absent' }, { is: 'absent' }, there], two: [there] });
  const gone = await checked({ one: [{ is: 'absent' }], two: [there] });

  expect(flicker.records.map(({ state }) => state)).toEqual(['done', 'done']);
  expect(gone.records.map(({ state }) => state)).toEqual(['failed', 'done']);
  expect(gone.counts.one).toBe(3);
});

test('what was made a moment ago gets the time to show itself', async () => {
  const absences = Array.from({ length: 10 }, (): Answer => ({ is: 'absent' }));

  const { records } = await checked({ one: [...absences, there], two: [there] }, new Date(begun).toISOString());

  expect(records.map(({ state }) => state)).toEqual(['done', 'done']);
});

test('what stays out of sight is not looked at, and so is what rests on it', async () => {
  const { looks, records } = await checked({ one: [new Lost()], two: [{ is: 'absent' }] });

  expect(looks.map(({ finding }) => finding.is)).toEqual(['refused', 'cannot-look']);
  expect(records.map(({ state }) => state)).toEqual(['not-looked-at', 'not-looked-at']);
});

test('a refusal that no waiting helps is told at once with its problem', async () => {
  const { records, counts } = await checked({ one: [new Refused()], two: [there] });

  expect(records[0]).toMatchObject({ state: 'not-looked-at', problem: { code: 'microsoft-refused' } });
  expect(records[1]?.state).toBe('done');
  expect(counts.one).toBe(1);
});

const begun = Date.parse('2026-11-30T12:00:00Z');

/** Two steps, the second after the first, that answer one after the other; the last answer stands. */
async function checked(answers: Record<'one' | 'two', Answer[]>, madeAt?: string) {
  const counts: Record<string, number> = {};
  const step = (id: 'one' | 'two', after: string[]): Step<object, object> =>
    defineStep<object, object>()({
      id,
      title: id,
      after,
      output: z.string(),
      waitingFor: 'It is spreading',
      budgetMs: 60_000,
      usualMs: 1_000,
      async find() {
        const answer = answers[id][counts[id] ?? 0] ?? answers[id].at(-1);
        counts[id] = (counts[id] ?? 0) + 1;
        if (answer === undefined || answer instanceof Error) throw answer;
        return answer;
      },
    }) as Step<object, object>;
  let now = begun;
  const kept = new Map<string, StepRecord>();
  const journal: Journal = {
    load: async () => [],
    record: async (record) => void kept.set(record.id, record),
  };
  const looks = await check({
    steps: [step('one', []), step('two', ['one'])],
    services: {},
    connection: {},
    journal,
    clock: {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    },
    signal: new AbortController().signal,
    judge: (error): Verdict =>
      error instanceof Lost
        ? { take: 'retry', what: 'The line was lost' }
        : { take: 'fail', problem: new Problem('microsoft-refused').toView() },
    random: () => 0.5,
    intents: new Map(madeAt ? [['one', { at: madeAt, before: null }]] : []),
  });
  return { looks, records: [...kept.values()], counts };
}
