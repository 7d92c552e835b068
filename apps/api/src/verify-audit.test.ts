import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backUp, type DumpLine, type KeptDatabase, openStore, readVaultKey, restore } from '@vplus/store';
import { afterAll, expect, test } from 'vitest';
import { problemOfAudit } from './audit-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'verify-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): KeptDatabase => ({ kind: 'pglite', folder: join(folder, name, 'database') });
const vaultKey = readVaultKey({ file: join(folder, 'vault.key') });
const by = { name: 'Ada', tenantId: null, objectId: null, as: null, from: null };

test('the command says whether the log holds, also while the assistant runs, and which entry does not fit', async () => {
  const running = await openStore({ database: at('one'), vaultKey });
  for (const what of ['First', 'Second', 'Third']) await running.note({ tenantId: null, kind: 'deed', by, what });

  const inUse = await command('one');
  const [newest] = await running.audit.page({}, { size: 1 });
  await running.close();
  const stopped = await command('one');

  for (const { code, said } of [inUse, stopped]) {
    expect(said).toMatch(/^The audit log is unbroken: 3 entries fit their hashes, after number 0\./);
    expect(said).toContain(newest?.hash);
    expect(code).toBe(0);
  }

  await altered(at('one'), at('two'));
  expect(await command('two')).toEqual({
    code: 2,
    said: 'Entry 2 does not fit its hash. 1 entry before it fits its hash.\n',
  });
  const store = await openStore({ database: at('two'), vaultKey });
  await store.audit.verify();
  expect(problemOfAudit(store)).toMatchObject({ code: 'audit-broken', detail: { params: { number: 2 } } });
  await store.close();
});

test('without a database it ends with one sentence', async () => {
  expect(await command('nowhere')).toMatchObject({ code: 1, said: expect.stringContaining('There is no database in') });
});

/** A copy in which somebody else did the second deed. */
async function altered(from: KeptDatabase, to: KeptDatabase): Promise<void> {
  const lines: DumpLine[] = [];
  const checksum = createHash('sha256');
  await backUp(from, async (line) => {
    const changed =
      'end' in line
        ? { ...line, sha256: checksum.digest('hex') }
        : (JSON.parse(JSON.stringify(line).replace(/"who":"Ada"(?=[^}]*"what":"Second")/, '"who":"Eve"')) as DumpLine);
    if (!('end' in changed)) checksum.update(`${JSON.stringify(changed)}\n`);
    lines.push(changed);
  });
  await restore(
    to,
    (async function* () {
      yield* lines;
    })(),
  );
}

const command = (name: string): Promise<{ code: number; said: string }> =>
  new Promise((done) => {
    const entry = fileURLToPath(new URL('verify-audit.ts', import.meta.url));
    const env = { PATH: process.env.PATH, DATA_DIR: join(folder, name) };
    const child = execFile(process.execPath, [entry], { env }, (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
