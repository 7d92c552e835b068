import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The key of the vault. New values are sealed under it; values under `older` ones still open. */
export interface VaultKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
  older?: { id: string; key: Buffer }[];
}

/**
 * Takes the key from the environment, or from a file that only we may read and that is made with a fresh key at the
 * first start. Both hold base64 of 32 bytes; to rotate, put the new key first and leave the old ones behind it,
 * separated by white space or commas.
 */
export function readVaultKey(from: { file: string; env?: string | undefined }): VaultKey {
  const text = from.env?.trim() ? from.env : readOrMake(from.file);
  const [newest, ...older] = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(parse);
  if (!newest) throw new Error(`The vault key file ${from.file} is empty`);
  return { ...newest, older };
}

function parse(text: string): { id: string; key: Buffer } {
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32) throw new Error('A vault key is the base64 text of exactly 32 bytes');
  return { id: createHash('sha256').update('vault key id').update(key).digest('hex').slice(0, 12), key };
}

function readOrMake(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // Whole or not at all, and never over the key that another process made at the same moment.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}
