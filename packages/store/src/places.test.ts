import { expect, test } from 'vitest';
import { openPlaces } from './places.ts';

const { signal } = new AbortController();

test('whoever has worked before gets the next free place before those that have not begun', async () => {
  const places = openPlaces(1);
  const order: string[] = [];
  await places.take('a', { first: false, signal });
  const all = [
    places.take('b', { first: false, signal }).then(() => order.push('new')),
    places.take('c', { first: true, signal }).then(() => order.push('woken')),
  ];

  places.give('a');
  await all[1];
  places.give('c');
  await all[0];

  expect(order).toEqual(['woken', 'new']);
});

test('a tenant that has two places lets others pass and goes on when one of them is given back', async () => {
  const places = openPlaces(4);
  for (const tenant of ['busy', 'busy', 'other']) await places.take(tenant, { first: false, signal });
  let entered = false;
  const third = places.take('busy', { first: false, signal }).then(() => {
    entered = true;
  });

  places.give('other');
  await Promise.resolve();
  expect([entered, places.free]).toEqual([false, 2]);
  places.give('busy');
  await third;

  expect(places.free).toBe(2);
});

test('whoever stops waiting leaves the line and takes no place', async () => {
  const places = openPlaces(1);
  const gone = new AbortController();
  await places.take('a', { first: false, signal });
  const waiting = places.take('b', { first: false, signal: gone.signal });

  gone.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
  places.give('a');

  expect(places.free).toBe(1);
});
