import type { VaultOf } from '@vplus/store';
import { certificatePurpose, secretPurpose } from '@vplus/tenant-access';
import { expect, onTestFinished, test, vi } from 'vitest';
import { keptVault } from './kept-vault.ts';

/** Sealed values, and timers that stand until they are told otherwise. */
function sealed(values: Record<string, string>) {
  const held = new Map(Object.entries(values));
  const opened: string[] = [];
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const vault: VaultOf = {
    open: async (purpose) => {
      opened.push(purpose);
      return held.get(purpose) ?? null;
    },
    seal: async (purpose, value) => void held.set(purpose, value),
    wipe: async (purpose) => void held.delete(purpose),
  };
  return { kept: keptVault(vault), held, opened, pass: (ms: number) => vi.advanceTimersByTime(ms) };
}

test('a value of somebody else is read each time: a person may have replaced it', async () => {
  const { kept, held, opened } = sealed({ token: 'first' });
  await kept.open('token');
  held.set('token', 'second');

  expect(await kept.open('token')).toBe('second');
  expect(opened).toEqual(['token', 'token']);
});

test('a value is read again once what is known of it is five seconds old', async () => {
  const { kept, held, opened, pass } = sealed({ [secretPurpose]: 'first' });
  expect(await kept.open(secretPurpose)).toBe('first');
  held.set(secretPurpose, 'second');

  pass(4999);
  expect(await kept.open(secretPurpose)).toBe('first');
  pass(1);

  expect(await kept.open(secretPurpose)).toBe('second');
  expect(opened).toEqual([secretPurpose, secretPurpose]);
});

test('what is sealed is stored, and known without another read', async () => {
  const { kept, held, opened } = sealed({ [secretPurpose]: 'first' });
  await kept.open(secretPurpose);

  await kept.seal(secretPurpose, 'second');

  expect(held.get(secretPurpose)).toBe('second');
  expect(await kept.open(secretPurpose)).toBe('second');
  expect(opened).toEqual([secretPurpose]);
});

test('what was wiped is gone at once, and so is what went by itself, after five seconds', async () => {
  const { kept, held, pass } = sealed({ [secretPurpose]: 'hush', [certificatePurpose]: 'hush' });
  await kept.open(secretPurpose);
  await kept.open(certificatePurpose);

  await kept.wipe(secretPurpose);
  held.delete(certificatePurpose);
  pass(5000);

  expect([await kept.open(secretPurpose), await kept.open(certificatePurpose)]).toEqual([null, null]);
  expect(held.size).toBe(0);
});

test('what is not there is not remembered as missing', async () => {
  const { kept, held } = sealed({});
  expect(await kept.open(secretPurpose)).toBeNull();

  held.set(secretPurpose, 'hush');

  expect(await kept.open(secretPurpose)).toBe('hush');
});
