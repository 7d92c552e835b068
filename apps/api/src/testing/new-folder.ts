import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, readVaultKey } from '@vplus/store';

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'installation-'));

let made: Promise<string> | undefined;

/** A data folder as the first start leaves it: copied, since it takes seconds to make a database. */
export async function newFolder(): Promise<string> {
  made ??= makeOne();
  const folder = emptyFolder();
  cpSync(await made, folder, { recursive: true });
  return folder;
}

async function makeOne(): Promise<string> {
  const folder = emptyFolder();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const store = await openStore({
    database: { kind: 'pglite', folder: join(folder, 'database') },
    vaultKey: readVaultKey({ file: join(folder, 'vault.key') }),
  });
  await store.close();
  return folder;
}
