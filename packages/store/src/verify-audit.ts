import { createInterface } from 'node:readline';
import { MessageError } from '@vplus/messages';
import { type Said, verdictOf } from './answer-verify.ts';
import { demandDatabase, type KeptDatabase, openKept } from './backup.ts';
import { FolderInUse } from './errors.ts';
import { askHolder } from './folder-line.ts';
import type { ChainVerdict } from './store.ts';

/**
 * Verifies the whole audit log of a database, also while it is in use: a process that has the folder open is asked.
 * Nothing is written and nothing is migrated.
 */
export async function verifyAudit(database: KeptDatabase): Promise<ChainVerdict> {
  demandDatabase(database);
  try {
    const opened = await openKept(database);
    try {
      return await verdictOf(opened);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof FolderInUse) || database.kind !== 'pglite') throw error;
    const line = await askHolder(database.folder, 'verify-audit');
    for await (const text of createInterface({ input: line })) {
      const said = JSON.parse(text) as Said;
      if ('refused' in said) throw new MessageError(said.refused);
      return said.verdict;
    }
    throw error;
  }
}
