import { and, eq, gt, lt, sql as raw, type SQL } from 'drizzle-orm';
import type { Sql } from './database.ts';
import { vault } from './schema.ts';
import { seal, unseal } from './seal.ts';
import type { VaultOf } from './store.ts';
import type { VaultKey } from './vault-key.ts';

/** What is sealed is wiped after this time, whatever became of its run. */
export const longestMs = 24 * 60 * 60 * 1000;

/**
 * The sealed values of all runs: bound to run and purpose, 24 hours at most. When each was sealed and wiped is noted
 * with the deed itself and outlives it, so that a record can say so.
 */
export function openVault(key: VaultKey, clock: { now(): number }) {
  const oldest = () => new Date(clock.now() - longestMs);
  const place = (runId: string, purpose: string) => and(eq(vault.runId, runId), eq(vault.purpose, purpose));

  const put = async (tx: Sql, runId: string, purpose: string, value: string): Promise<void> => {
    const at = raw`${new Date(clock.now()).toISOString()}::timestamptz`;
    const { keyId, sealed } = seal(key, [runId, purpose], value);
    await tx.execute(raw`with replaced as (
        update sealings set wiped_at = ${at} where run_id = ${runId} and purpose = ${purpose} and wiped_at is null
      ), sealed as (
        insert into vault (run_id, purpose, key_id, sealed, sealed_at)
        values (${runId}, ${purpose}, ${keyId}, ${sealed}::bytea, ${at})
        on conflict (run_id, purpose) do update
        set key_id = excluded.key_id, sealed = excluded.sealed, sealed_at = excluded.sealed_at
      )
      insert into sealings (run_id, purpose, sealed_at) values (${runId}, ${purpose}, ${at})`);
  };

  /** Two parts of a `with`: what is wiped is noted by the same statement. */
  const wiping = (which: SQL | undefined): SQL => {
    const now = new Date(clock.now()).toISOString();
    return raw`gone as (delete from ${vault} where ${which} returning run_id, purpose), wiped as (
      update sealings set wiped_at = ${now}::timestamptz from gone
      where sealings.run_id = gone.run_id and sealings.purpose = gone.purpose and sealings.wiped_at is null)`;
  };
  const wipe = async (tx: Sql, which: SQL | undefined): Promise<void> => {
    await tx.execute(raw`with ${wiping(which)} select 1`);
  };

  return {
    put,
    wiping,
    wipeAll: (tx: Sql, runId: string) => wipe(tx, eq(vault.runId, runId)),
    wipe: (tx: Sql, runId: string, purpose: string) => wipe(tx, place(runId, purpose)),
    wipeExpired: (tx: Sql) => wipe(tx, lt(vault.sealedAt, oldest())),
    of: (sql: Sql, runId: string): VaultOf => ({
      seal: (purpose, value) => put(sql, runId, purpose, value),
      open: async (purpose) => {
        const fresh = and(place(runId, purpose), gt(vault.sealedAt, oldest()));
        const [row] = await sql.select().from(vault).where(fresh);
        return row ? unseal(key, [runId, purpose], row) : null;
      },
      wipe: (purpose) => wipe(sql, place(runId, purpose)),
    }),
  };
}

export type Vault = ReturnType<typeof openVault>;
