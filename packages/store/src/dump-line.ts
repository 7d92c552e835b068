import { createHash, type Hash } from 'node:crypto';

export const dumpFormat = 'vplus-m365-setup dump 2';
/** What an earlier version wrote: without a checksum. */
export const olderFormat = 'vplus-m365-setup dump 1';

/** One line of a dump: JSON. The last one tells how many rows there were, and the checksum of all lines before it. */
export type DumpLine =
  | { format: string; at: string; migrations: string[] }
  | { table: string; rows: Record<string, unknown>[] }
  | { end: true; rows: number; sha256?: string };

/** Finds damage; whoever changes a dump on purpose can write another one. */
export const newChecksum = (): Hash => createHash('sha256');
export const addTo = (checksum: Hash, line: DumpLine): void => void checksum.update(`${JSON.stringify(line)}\n`);
