import { createHash } from 'node:crypto';

/** A GUID that is the same in every start, so that bookmarks, tests and a vPlus server can refer to seeded objects. */
export function guidOf(name: string): string {
  const hex = createHash('sha256').update(`practice cloud/${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
