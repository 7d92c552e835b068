import { and, eq, gt, lt } from 'drizzle-orm';
import type { Sql } from './database.ts';
import { vault } from './schema.ts';
import { seal, unseal } from './seal.ts';
import type { VaultOf } from './store.ts';
import type { VaultKey } from './vault-key.ts';

const longestMs = 24 * 60 * 60 * 1000;

/** The sealed values of all runs: bound to run and purpose, 24 hours at most. */
export function openVault(key: VaultKey, clock: { now(): number }) {
  const oldest = () => new Date(clock.now() - longestMs);
  const place = (runId: string, purpose: string) => and(eq(vault.runId, runId), eq(vault.purpose, purpose));

  const put = async (tx: Sql, runId: string, purpose: string, value: string): Promise<void> => {
    const row = { ...seal(key, [runId, purpose], value), sealedAt: new Date(clock.now()) };
    await tx
      .insert(vault)
      .values({ runId, purpose, ...row })
      .onConflictDoUpdate({ target: [vault.runId, vault.purpose], set: row });
  };

  return {
    put,
    wipeAll: async (tx: Sql, runId: string): Promise<void> => {
      await tx.delete(vault).where(eq(vault.runId, runId));
    },
    wipe: async (tx: Sql, runId: string, purpose: string): Promise<void> => {
      await tx.delete(vault).where(place(runId, purpose));
    },
    wipeExpired: async (tx: Sql): Promise<void> => {
      await tx.delete(vault).where(lt(vault.sealedAt, oldest()));
    },
    of: (tx: Sql, runId: string): VaultOf => ({
      seal: (purpose, value) => put(tx, runId, purpose, value),
      open: async (purpose) => {
        const fresh = and(place(runId, purpose), gt(vault.sealedAt, oldest()));
        const [row] = await tx.select().from(vault).where(fresh);
        return row ? unseal(key, [runId, purpose], row) : null;
      },
      wipe: async (purpose) => {
        await tx.delete(vault).where(place(runId, purpose));
      },
    }),
  };
}

export type Vault = ReturnType<typeof openVault>;
