import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { message, type Words } from '@vplus/messages';
import { StorageUnavailable } from './errors.ts';

/** Four segments of the write-ahead log: room for the statement that is about to run, and to start again. */
const leastBytes = 64 * 1024 * 1024;

/**
 * Throws while the folder has no room or cannot be written. Asked before every statement, because it is too late
 * afterwards: when the embedded database cannot extend its write-ahead log it never answers again, and takes the whole
 * process with it. Asking costs some microseconds.
 */
export function demandRoom(folder: string): void {
  writable(folder, () => accessSync(folder, constants.W_OK));
  const full = faultOfRoom(folder);
  if (full) throw new StorageUnavailable(full);
}

/** Why the disk of a folder, or of the nearest one that is there, takes nothing more; null: it does. */
export function faultOfRoom(folder: string): Words | null {
  const { bavail, bsize } = statfsSync(nearestOf(folder));
  if (bavail * bsize >= leastBytes) return null;
  return message('database.folder-full', { folder, megabytes: leastBytes / 1024 / 1024 });
}

function nearestOf(folder: string): string {
  return existsSync(folder) ? folder : nearestOf(dirname(folder));
}

/** Whether a database lives in the folder. */
export const holdsDatabase = (folder: string): boolean => existsSync(join(folder, 'postgres', 'PG_VERSION'));

/** Why a database cannot be kept in this folder, whether it is there already or not; null: it can. Makes nothing. */
export function faultOfFolder(folder: string): Words | null {
  const nearest = nearestOf(folder);
  try {
    if (!statSync(nearest).isDirectory()) return message('database.no-folder', { path: nearest });
    accessSync(nearest, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return message('database.folder-closed', { folder: nearest, code: codeOf(error) });
  }
  // /proc and its kind hold no files of ours.
  if (statfsSync(nearest).blocks === 0) return message('database.folder-on-no-disk', { folder: nearest });
  return null;
}

/** @throws StorageUnavailable that says why the folder cannot be used */
export function writable(folder: string, attempt: () => void): void {
  try {
    attempt();
  } catch (error) {
    const fault = message('database.folder-unwritable', { folder, code: codeOf(error) });
    throw new StorageUnavailable(fault, { cause: error });
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** The database, asking before each statement or transaction of its own; what runs inside a transaction runs to its end. */
export function guarded(pglite: PGlite, demand: () => void): PGlite {
  const asking = new Set<PropertyKey>(['query', 'exec', 'transaction', 'sql', 'runExclusive']);
  return new Proxy(pglite, {
    get: (target, key) => {
      const value = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      if (!asking.has(key)) return value.bind(target);
      return async (...args: unknown[]) => {
        demand();
        return value.apply(target, args);
      };
    },
  });
}
