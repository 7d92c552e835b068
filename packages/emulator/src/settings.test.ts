import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOfPorts } from './ports.ts';

let folder: string;
let other: Server;
let taken: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'practice-settings-'));
  // Low enough that a whole block fits behind it.
  do {
    other?.close();
    other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    taken = (other.address() as { port: number }).port;
  } while (taken > 65_000);
});
afterAll(() => {
  other.close();
  rmSync(folder, { recursive: true });
});

test('a port that somebody has is named with the setting to change, by the process itself', async () => {
  const { code, said } = await startAndEnd({ EMULATOR_PORT: String(taken) });

  expect(code).toBe(1);
  expect(said).toMatch(
    new RegExp(
      `^The practice cloud cannot start:\\n {2}- EMULATOR_PORT: another program listens on ${taken}\\b[^\\n]* of the ports ${taken} to ${taken + 16}; stop it, or set EMULATOR_PORT to the first of 17 free ones, or to 0 for any\\n$`,
    ),
  );
});

test('all that is wrong is said at once, in a line each', async () => {
  const file = join(folder, 'a file');
  writeFileSync(file, '');

  const { code, said } = await startAndEnd({ EMULATOR_PORT: '65530' }, [
    ...['--crowd', 'many'],
    ...['--state', join(folder, 'nowhere', 'world.json')],
    ...['--ca-folder', join(file, 'ca')],
  ]);

  expect(code).toBe(1);
  expect(said.match(/(?<=^ {2}- )[^:]+/gm)).toEqual(['EMULATOR_PORT', '--crowd', '--state', '--ca-folder']);
  expect(said).not.toContain('    at ');
});

test.each(['abc', '-1', '4310.5', '1e3', '65520'])('EMULATOR_PORT=%s is refused', async (text) => {
  expect(await faultsOfPorts({ EMULATOR_PORT: text })).toEqual([
    'EMULATOR_PORT: must be a port from 1 to 65519, the first of 17 that are free, or 0 for any free ones',
  ]);
});

test('an option that there is not, and a state that is none, end in a sentence', async () => {
  const state = join(folder, 'world.json');
  writeFileSync(state, '{}');

  const strange = await startAndEnd({}, ['--stat', state]);
  const damaged = await startAndEnd({ EMULATOR_PORT: '0' }, ['--state', state]);

  expect(strange).toEqual({ code: 1, said: expect.stringContaining("Unknown option '--stat'") });
  expect(damaged).toEqual({ code: 1, said: expect.stringContaining(`--state: ${state} cannot be used: `) });
  expect(`${strange.said}${damaged.said}`).not.toContain('    at ');
});

async function startAndEnd(environment: Record<string, string>, options: string[] = []) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), ...options], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (piece) => {
    said += piece;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}
