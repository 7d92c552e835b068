import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { MessageError, message } from '@vplus/messages';

/** The key of the vault. New values are sealed under it; values under `older` ones still open. */
export interface VaultKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
  older?: { id: string; key: Buffer }[];
}

/** What a key that is not there, or is no key, does to whoever starts. */
export interface VaultKeySource {
  file: string;
  env?: string | undefined;
  /** A database was sealed with a key already: a new one would not open it, and is not made. */
  sealed?: boolean;
}

/**
 * Takes the key from the environment, or from a file that only we may read and that is made with a fresh key at the
 * first start. Both hold base64 of 32 bytes; to rotate, put the new key first and leave the old ones behind it,
 * separated by white space or commas.
 */
export function readVaultKey(from: VaultKeySource): VaultKey {
  const text = from.env?.trim() ? from.env : readOrMake(from);
  const [newest, ...older] = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(parse);
  if (!newest) throw new MessageError(message('vault-key.empty', { file: from.file }));
  return { ...newest, older };
}

/**
 * Tells whether the key can be used, or made, without making one.
 *
 * @throws MessageError that says what to do
 */
export function checkVaultKey(from: VaultKeySource): void {
  const there = from.env?.trim() || keptIn(from.file) !== null;
  if (there || from.sealed) readVaultKey(from);
}

function parse(text: string): { id: string; key: Buffer } {
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32 || !/^[\w+/-]{43}=?$/.test(text)) throw new MessageError(message('vault-key.no-key'));
  return { id: createHash('sha256').update('vault key id').update(key).digest('hex').slice(0, 12), key };
}

function readOrMake({ file, sealed }: VaultKeySource): string {
  const kept = keptIn(file);
  if (kept !== null) return kept;
  if (sealed) throw new MessageError(message('vault-key.lost', { file }));
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

/** The text of the key file; null where there is none. */
function keptIn(file: string): string | null {
  try {
    // Whoever reads the key and a back-up reads what is sealed.
    if (process.platform !== 'win32' && (statSync(file).mode & 0o007) !== 0)
      throw new MessageError(message('vault-key.open-to-all', { file }));
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw code ? new MessageError(message('vault-key.unreadable', { file, code })) : error;
  }
}
