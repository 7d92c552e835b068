import { StorageUnavailable } from '@vplus/store';
import { expect, test } from 'vitest';
import { stopsRun } from './stops-run.ts';

test('an outage of the database stops the run with its own error, and no other error does', async () => {
  const run = new AbortController();
  const outage = new StorageUnavailable('It is away.');
  const errors = [new Error('a wrong statement'), outage];
  const part = stopsRun({ open: async () => Promise.reject(errors.shift()), name: 'vault' }, run);

  await expect(part.open()).rejects.toThrow('a wrong statement');
  expect(run.signal.aborted).toBe(false);
  await expect(part.open()).rejects.toBe(outage);

  expect(run.signal.reason).toBe(outage);
  expect(part.name).toBe('vault');
});
