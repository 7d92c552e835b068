import { createHash } from 'node:crypto';
import type { UnwordedAuditEntry } from '@vplus/contracts';
import canonicalize from 'canonicalize';
import type { history } from './schema.ts';

type Row = typeof history.$inferSelect;
type Link = Pick<UnwordedAuditEntry, 'number' | 'previous'>;

/** An entry as it is hashed: data only, no sentence that another language or build would word otherwise. */
export function hashed(row: Row, { number, previous }: Link): Omit<UnwordedAuditEntry, 'hash'> {
  const { at, kind, who, whoTenantId, whoObjectId, actedAs, cameFrom, what, tenantId, runId, broughtOver } = row;
  return {
    number,
    at: at.toISOString(),
    kind,
    who: { name: who, tenantId: whoTenantId, objectId: whoObjectId },
    as: actedAs,
    from: cameFrom,
    what,
    tenantId,
    runId,
    ...(broughtOver ? { broughtOver } : {}),
    previous,
  };
}

/** SHA-256 (hex) over canonical JSON. https://www.rfc-editor.org/rfc/rfc8785 */
export const hashOf = (entry: Omit<UnwordedAuditEntry, 'hash'>): string =>
  createHash('sha256')
    .update(canonicalize(entry) ?? '')
    .digest('hex');

/** null: it is not part of the chain yet. */
export function chained(row: Row): UnwordedAuditEntry | null {
  const { number, previous, hash } = row;
  if (number === null || previous === null || hash === null) return null;
  return { ...hashed(row, { number, previous }), hash };
}
