import type { VaultOf } from '@vplus/store';

/** A step opens the same value several times within a moment; no longer than that is it held in clear. */
const freshMs = 5000;

/** The sealed values of a run for the worker that holds it. What it sealed or opened a moment ago is known. */
export function keptVault(vault: VaultOf, clock: { now(): number }): VaultOf {
  const known = new Map<string, { value: string; at: number }>();
  const keep = (purpose: string, value: string) => void known.set(purpose, { value, at: clock.now() });
  return {
    open: async (purpose) => {
      const kept = known.get(purpose);
      if (kept && clock.now() - kept.at < freshMs) return kept.value;
      known.delete(purpose);
      const value = await vault.open(purpose);
      if (value !== null) keep(purpose, value);
      return value;
    },
    seal: async (purpose, value) => {
      known.delete(purpose);
      await vault.seal(purpose, value);
      keep(purpose, value);
    },
    wipe: async (purpose) => {
      known.delete(purpose);
      await vault.wipe(purpose);
    },
  };
}
