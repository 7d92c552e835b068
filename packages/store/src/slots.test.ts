import { expect, test } from 'vitest';
import { openSlots } from './slots.ts';

const { signal } = new AbortController();

test('whoever has worked before gets the next free slot before those that have not begun', async () => {
  const slots = openSlots(1);
  const order: string[] = [];
  await slots.take('a', { first: false, signal });
  const all = [
    slots.take('b', { first: false, signal }).then(() => order.push('new')),
    slots.take('c', { first: true, signal }).then(() => order.push('woken')),
  ];

  slots.give('a');
  await all[1];
  slots.give('c');
  await all[0];

  expect(order).toEqual(['woken', 'new']);
});

test('a tenant that has two slots lets others pass and goes on when one of them is given back', async () => {
  const slots = openSlots(4);
  for (const tenant of ['busy', 'busy', 'other']) await slots.take(tenant, { first: false, signal });
  let entered = false;
  const third = slots.take('busy', { first: false, signal }).then(() => {
    entered = true;
  });

  slots.give('other');
  await Promise.resolve();
  expect([entered, slots.free]).toEqual([false, 2]);
  slots.give('busy');
  await third;

  expect(slots.free).toBe(2);
});

test('whoever stops waiting leaves the line and takes no slot', async () => {
  const slots = openSlots(1);
  const gone = new AbortController();
  await slots.take('a', { first: false, signal });
  const waiting = slots.take('b', { first: false, signal: gone.signal });

  gone.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
  slots.give('a');

  expect(slots.free).toBe(1);
});
