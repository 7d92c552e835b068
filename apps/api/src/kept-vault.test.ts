import type { VaultOf } from '@vplus/store';
import { expect, test } from 'vitest';
import { keptVault } from './kept-vault.ts';

/** Sealed values, and a clock that stands until it is told otherwise. */
function sealed(values: Record<string, string>) {
  const held = new Map(Object.entries(values));
  const opened: string[] = [];
  let now = 0;
  const vault: VaultOf = {
    open: async (purpose) => {
      opened.push(purpose);
      return held.get(purpose) ?? null;
    },
    seal: async (purpose, value) => void held.set(purpose, value),
    wipe: async (purpose) => void held.delete(purpose),
  };
  const pass = (ms: number) => {
    now += ms;
  };
  return { kept: keptVault(vault, { now: () => now }), held, opened, pass };
}

test('a value is read again once what is known of it is five seconds old', async () => {
  const { kept, held, opened, pass } = sealed({ token: 'first' });
  expect(await kept.open('token')).toBe('first');
  held.set('token', 'second');

  pass(4999);
  expect(await kept.open('token')).toBe('first');
  pass(1);

  expect(await kept.open('token')).toBe('second');
  expect(opened).toEqual(['token', 'token']);
});

test('what is sealed is stored, and known without another read', async () => {
  const { kept, held, opened } = sealed({ token: 'first' });
  await kept.open('token');

  await kept.seal('token', 'second');

  expect(held.get('token')).toBe('second');
  expect(await kept.open('token')).toBe('second');
  expect(opened).toEqual(['token']);
});

test('what was wiped is gone at once, and so is what went by itself, after five seconds', async () => {
  const { kept, held, pass } = sealed({ token: 'hush', other: 'hush' });
  await kept.open('token');
  await kept.open('other');

  await kept.wipe('token');
  held.delete('other');
  pass(5000);

  expect([await kept.open('token'), await kept.open('other')]).toEqual([null, null]);
  expect(held.size).toBe(0);
});

test('what is not there is not remembered as missing', async () => {
  const { kept, held } = sealed({});
  expect(await kept.open('token')).toBeNull();

  held.set('token', 'hush');

  expect(await kept.open('token')).toBe('hush');
});
