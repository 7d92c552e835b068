import type { VaultOf } from '@vplus/store';
import { certificatePurpose, secretPurpose } from '@vplus/tenant-access';

/** A step opens the same value several times within a moment; no longer than that is it held in clear. */
const freshMs = 5000;
/** What the worker of the run alone seals. All else a person may replace meanwhile. */
const ours: string[] = [secretPurpose, certificatePurpose];

/** The sealed values of a run for the worker that holds it: the credential that it sealed or opened a moment ago is known. */
export function keptVault(vault: VaultOf): VaultOf {
  const known = new Map<string, { value: string; timer: NodeJS.Timeout }>();
  let changes = 0;
  const forget = (purpose: string) => {
    changes += 1;
    clearTimeout(known.get(purpose)?.timer);
    known.delete(purpose);
  };
  const keep = (purpose: string, value: string) => {
    if (!ours.includes(purpose)) return;
    forget(purpose);
    known.set(purpose, { value, timer: setTimeout(() => forget(purpose), freshMs).unref() });
  };
  return {
    open: async (purpose) => {
      const kept = known.get(purpose);
      if (kept) return kept.value;
      const before = changes;
      const value = await vault.open(purpose);
      // What was read while it changed may be what it was before.
      if (value !== null && changes === before) keep(purpose, value);
      return value;
    },
    seal: async (purpose, value) => {
      forget(purpose);
      await vault.seal(purpose, value);
      keep(purpose, value);
    },
    wipe: async (purpose) => {
      forget(purpose);
      await vault.wipe(purpose);
      forget(purpose);
    },
  };
}
