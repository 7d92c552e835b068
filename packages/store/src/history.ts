import type { Words } from '@vplus/messages';
import { type Sql, storable } from './database.ts';
import { history, type NoteKind } from './schema.ts';

/** Who did what in a tenant, or the hash of a record; with `tx`, in the same transaction as the deed. */
export async function note(
  tx: Sql,
  entry: { tenantId: string; kind: NoteKind; who: string; what: Words; at: Date; runId?: string },
): Promise<void> {
  const { tenantId, kind, who, what, at, runId = null } = entry;
  await tx.insert(history).values({ tenantId, kind, ...storable({ who, what }), at, runId });
}
