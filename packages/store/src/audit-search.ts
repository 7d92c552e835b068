import { and, asc, desc, eq, gt, gte, ilike, isNotNull, lt, or, sql as raw, type SQL } from 'drizzle-orm';
import { chained } from './audit-entry.ts';
import type { Sql } from './database.ts';
import { history, tenants } from './schema.ts';
import type { AuditFilter, AuditLog, ChainedEntry } from './store.ts';

/** Entries that are part of the chain, by their numbers: a number once read never gets another neighbour. */
export function openSearch(sql: Sql): Pick<AuditLog, 'page' | 'after'> {
  const read = async (
    where: SQL | undefined,
    filter: AuditFilter,
    { order, size }: { order: SQL; size: number },
  ): Promise<(ChainedEntry & { tenantName: string | null })[]> => {
    const rows = await sql
      .select({ entry: history, tenantName: tenants.name })
      .from(history)
      .leftJoin(tenants, eq(tenants.id, history.tenantId))
      .where(and(isNotNull(history.number), where, ...conditions(filter)))
      .orderBy(order)
      .limit(size);
    return rows.flatMap(({ entry: row, tenantName }) => {
      const entry = chained(row);
      return entry ? [{ ...entry, tenantName }] : [];
    });
  };
  return {
    page: (filter, { before, size }) =>
      read(before === undefined ? undefined : lt(history.number, before), filter, {
        order: desc(history.number),
        size,
      }),
    after: async (number, filter, size) => {
      const found = await read(gt(history.number, number), filter, { order: asc(history.number), size });
      return found.map(({ tenantName: _, ...entry }) => entry);
    },
  };
}

function conditions({ tenantId, search, since, until, runId }: AuditFilter): (SQL | undefined)[] {
  return [
    tenantId ? eq(history.tenantId, tenantId) : undefined,
    runId ? eq(history.runId, runId) : undefined,
    since ? gte(history.at, storableInstant(since)) : undefined,
    until ? lt(history.at, storableInstant(until)) : undefined,
    search ? says(search) : undefined,
  ];
}

/** PostgreSQL has no year 0. */
const storableInstant = (instant: string): Date =>
  new Date(Math.max(Date.parse(instant), Date.parse('0001-01-01T00:00:00Z')));

/** Who (name or object id), what (the key of the message and what it speaks of), or the tenant (name, domain or id). */
function says(search: string): SQL | undefined {
  const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return or(
    ilike(history.who, like),
    ilike(history.whoObjectId, like),
    raw`${history.what}::text ilike ${like}`,
    raw`${history.tenantId}::text ilike ${like}`,
    ilike(tenants.name, like),
    ilike(tenants.primaryDomain, like),
  );
}
