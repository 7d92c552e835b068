import { type Sql, storable } from './database.ts';
import { history } from './schema.ts';

/** Who did what in a tenant; with `tx`, in the same transaction as the deed. */
export async function note(
  tx: Sql,
  entry: { tenantId: string; who: string; what: string; at: Date; runId?: string },
): Promise<void> {
  const { tenantId, who, what, at, runId = null } = entry;
  await tx.insert(history).values({ tenantId, ...storable({ who, what }), at, runId });
}
