import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test("a synchronization that keeps failing ends with vPlus's own words, after the tenant is connected", async () => {
  practice = await startPractice();
  practice.emulator.cloud.world.weather.vplus.synchronizationFails = 'No licence left';
  let connected = false;
  const foregroundDone = async () => {
    connected = true;
  };

  const { run, outcome } = await connectIn(practice, { ...practice.newRun(), foregroundDone });

  expect(connected).toBe(true);
  expect(outcome).toBe('failed');
  expect(run.record('synchronize-inventory')?.problem).toMatchObject({
    code: 'inventory-sync-failed',
    detail: expect.stringContaining('No licence left'),
  });
});

test('a synchronization that runs already is waited for, not started again', async () => {
  practice = await startPractice();
  const { vplus, weather } = practice.emulator.cloud.world;
  weather.vplus.synchronizationMs = 60_000;
  const run = practice.newRun();
  const stop = new AbortController();
  const interrupted = { ...run, signal: stop.signal, foregroundDone: async () => undefined };
  const { sleep } = run.clock;
  const clock = {
    ...run.clock,
    sleep: (ms: number, signal?: AbortSignal) => {
      if (Object.keys(vplus.tasks).length > 0) stop.abort(new Error('killed'));
      return sleep(ms, signal);
    },
  };
  await expect(connectIn(practice, { ...interrupted, services: { ...run.services, clock } })).rejects.toThrow('killed');

  expect((await connectIn(practice, practice.newRun(run))).outcome).toBe('done');

  expect(Object.values(vplus.tasks).filter(({ kind }) => kind === 'inventory-sync')).toHaveLength(1);
  expect(foundIn(practice).organizations[0]?.lastSynchronizedAt).not.toBeNull();
});
