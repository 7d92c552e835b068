import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore, readVaultKey } from '@vplus/store';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'keep-'));
const place = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('backs up an installation that runs, and restores it elsewhere; a damaged file changes nothing', async () => {
  const vaultKey = readVaultKey({ file: place('vault.key') });
  const running = await openStore({ database: { kind: 'pglite', folder: place('one/database') }, vaultKey });
  const made = await running.ensureConnection({
    tenantId: '2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12',
    tenantName: 'Contoso',
    primaryDomain: 'contoso.example',
    vplusServerId: 'main',
    vplusServerName: 'Main',
  });

  const backup = await keep('one', 'backup', place('backup.gz'));
  await running.close();
  expect(backup).toMatchObject({ code: 0, said: expect.stringContaining('Backed up 3 rows') });
  expect(statSync(place('backup.gz')).mode & 0o777).toBe(0o600);

  const restored = await keep('two', 'restore', place('backup.gz'));
  expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('Restored 3 rows') });
  const again = await openStore({ database: { kind: 'pglite', folder: place('two/database') }, vaultKey });
  expect(await again.connection(made.id)).toEqual(made);
  await again.close();

  truncateSync(place('backup.gz'), 100);
  const damaged = await keep('three', 'restore', place('backup.gz'));
  expect(damaged.code).toBe(1);
  expect(damaged.said).not.toContain('    at ');
}, 120_000);

async function keep(dataDir: string, ...args: string[]): Promise<{ code: number; said: string }> {
  const entry = fileURLToPath(new URL('keep.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: place(dataDir) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}
