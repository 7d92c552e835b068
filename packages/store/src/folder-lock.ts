import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { message } from '@vplus/messages';
import { FolderInUse, StorageUnavailable } from './errors.ts';

const lockFile = 'held.lock';
/** Two that try at the same moment can refuse each other: both try again for this long. */
const patienceMs = 300;

/** Result codes of SQLite. https://www.sqlite.org/rescode.html */
const busy = 5;

/**
 * Keeps a second process out of the folder of an embedded database. The lock is one of the operating system, on an open
 * file in the folder itself: the kernel drops it with the process, however that ends, and it holds between containers
 * and namespaces that share the folder. A file that is left behind means nothing and is never removed.
 *
 * Node has no call for such a lock; the SQLite that it brings has, and takes it for an exclusive transaction
 * (`fcntl` on Unix, `LockFileEx` on Windows; https://www.sqlite.org/lockingv3.html). Nobody else in this process may
 * open that file: closing it anywhere would drop the lock.
 *
 * @throws FolderInUse, StorageUnavailable where the file system cannot lock
 */
export function lockFolder(folder: string): () => void {
  let held: DatabaseSync | undefined;
  try {
    held = new DatabaseSync(join(folder, lockFile), { timeout: patienceMs });
    held.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return () => held?.close();
  } catch (error) {
    held?.close();
    const { errcode, errstr } = error as { errcode?: number; errstr?: string };
    // The extended codes carry the plain one in their lowest byte.
    if (((errcode ?? 0) & 0xff) === busy) throw new FolderInUse(folder);
    const fault = message('database.folder-unlockable', { folder, why: errstr ?? String(error) });
    throw new StorageUnavailable(fault, { cause: error });
  }
}
