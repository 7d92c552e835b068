import { expect, test } from 'vitest';
import { groupedWrites } from './grouped-writes.ts';

/** Writes that end when they are told to. */
function held() {
  const writes: { notes: string[]; end: PromiseWithResolvers<void> }[] = [];
  const group = groupedWrites<string>((notes) => {
    const end = Promise.withResolvers<void>();
    writes.push({ notes, end });
    return end.promise;
  });
  const begun = (count: number) => expect.poll(() => writes.map(({ notes }) => notes)).toHaveLength(count);
  return { ...group, writes, begun };
}

test('what belongs to one moment is written at once, in the order in which it came', async () => {
  const { add, flush, writes, begun } = held();
  for (const note of ['a', 'b', 'c']) add(note);

  const flushed = flush();
  await begun(1);
  writes[0]?.end.resolve();

  expect(await flushed).toBe(true);
  expect(writes.map(({ notes }) => notes)).toEqual([['a', 'b', 'c']]);
  expect(await flush()).toBe(false);
  expect(writes).toHaveLength(1);
});

test('what comes while a write is on its way goes with the next one', async () => {
  const { add, flush, writes, begun } = held();
  add('a');
  const first = flush();
  await begun(1);

  add('b');
  const second = flush();
  add('c');
  const third = flush();
  expect(writes).toHaveLength(1);
  writes[0]?.end.resolve();
  await first;
  await begun(2);
  writes[1]?.end.resolve();
  await Promise.all([second, third]);

  expect(writes.map(({ notes }) => notes)).toEqual([['a'], ['b', 'c']]);
});

test('what nobody asks for is written by itself', async () => {
  const { add, writes, begun } = held();

  add('a');
  add('b');
  expect(writes).toEqual([]);
  await begun(1);

  expect(writes[0]?.notes).toEqual(['a', 'b']);
});

test('after a failure nothing is taken or written, and every flush rejects with the same error', async () => {
  const { add, flush, writes, begun } = held();
  const fault = new Error('The database is away');
  add('a');
  const first = flush();
  await begun(1);
  add('b');
  const meanwhile = flush();
  const rejected = Promise.all([first, meanwhile].map((one) => expect(one).rejects.toBe(fault)));
  writes[0]?.end.reject(fault);
  await rejected;

  expect(() => add('c')).toThrow(fault);

  await expect(flush()).rejects.toBe(fault);
  await expect(flush()).rejects.toBe(fault);
  expect(writes.map(({ notes }) => notes)).toEqual([['a']]);
});
