import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '@vplus/emulator';
import { expect, onTestFinished, test } from 'vitest';
import { launch } from './testing/process.ts';

test('the practice entry starts at a cloud that runs already, says where it is, and ends cleanly when asked', async () => {
  const emulator = await startEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const folder = mkdtempSync(join(tmpdir(), 'practice-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const environment = { PRACTICE_CLOUD: JSON.stringify(emulator.description), DATA_DIR: folder, PORT: '0' };

  const practice = launch(environment, { entry: 'practice.ts' });
  onTestFinished(async () => {
    practice.kill('SIGKILL');
    await practice.ended;
  });
  await expect.poll(() => practice.printed()).toMatch(/^vPlus setup assistant: http:\S+\n$/);
  const address = practice.printed().trim().replace('vPlus setup assistant: ', '');
  expect((await fetch(`${address}/api/ready`)).status).toBe(200);
  practice.kill('SIGTERM');

  expect(await practice.ended).toEqual({ code: 0, signal: null });
});
