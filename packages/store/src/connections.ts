import { randomUUID } from 'node:crypto';
import { asc, eq, getTableColumns } from 'drizzle-orm';
import type { Context } from './context.ts';
import { factsFromStore } from './facts-in-store.ts';
import { note } from './history.ts';
import { memoryOfConnection } from './memory.ts';
import { instantOf } from './run-record.ts';
import { connections, tenants } from './schema.ts';
import type { ConnectionRow, Store } from './store.ts';

type Connections = Pick<Store, 'ensureConnection' | 'connection' | 'connectionsOf' | 'note'>;

/** With what is remembered of it. */
export const connectionColumns = { ...getTableColumns(connections), memory: memoryOfConnection };

/** Tenants on vPlus servers, and who did what. */
export function openConnections({ sql, clock, chainer }: Context): Connections {
  return {
    ensureConnection: async (input) => {
      const { tenantId, vplusServerId, vplusServerName } = input;
      const tenant = { name: input.tenantName, primaryDomain: input.primaryDomain };
      return await sql.transaction(async (tx) => {
        await tx
          .insert(tenants)
          .values({ id: tenantId, ...tenant })
          .onConflictDoUpdate({ target: tenants.id, set: tenant });
        const names = { vplusServerName };
        const [row] = await tx
          .insert(connections)
          .values({ id: randomUUID(), tenantId, vplusServerId, ...names, madeAt: new Date(clock.now()) })
          .onConflictDoUpdate({ target: [connections.tenantId, connections.vplusServerId], set: names })
          .returning(connectionColumns);
        if (!row) throw new Error('An upsert returned no row');
        return toRow(row);
      });
    },
    connection: async (id) => {
      const [row] = await sql.select(connectionColumns).from(connections).where(eq(connections.id, id));
      return row ? toRow(row) : null;
    },
    connectionsOf: async (tenantId) => {
      const rows = await sql
        .select(connectionColumns)
        .from(connections)
        .where(eq(connections.tenantId, tenantId))
        .orderBy(asc(connections.madeAt));
      return rows.map(toRow);
    },
    note: async (entry) => {
      await note({ chainer }, sql, { ...entry, at: new Date(clock.now()) });
    },
  };
}

export function toRow(row: typeof connections.$inferSelect & Pick<ConnectionRow, 'memory'>): ConnectionRow {
  const {
    madeAt: _,
    nextCheckAt: __,
    checkLease: ___,
    checkAskedBy: ______,
    lookedAt: ____,
    worst: _____,
    connectedAt,
    disconnectedAt,
    facts,
    permissions,
    ...kept
  } = row;
  return {
    ...kept,
    facts: facts && factsFromStore(facts, permissions),
    connectedAt: instantOf(connectedAt),
    disconnectedAt: instantOf(disconnectedAt),
  };
}
