import type { Helper, ProblemCode } from '../problems.ts';

/** One of Microsoft's or vPlus's refusals in plain words, and who can act on it. */
export interface Meaning {
  helper: Helper;
  /** What the API calls it. */
  problem: ProblemCode;
  title: string;
  /** May hold names as `{tenant|your organization}`: the name where it is known, else the words after the bar. */
  sentence: string;
  remedy: string;
}

export interface Refusal extends Meaning {
  /** Read while what it speaks of was made less than `forMs` ago: Microsoft may not know it everywhere yet. */
  fresh?: Meaning & { forMs: number };
  /** Read when it speaks of this assistant's own registration and not of the application that was made for vPlus. */
  assistant?: Meaning;
  /** A normal step of a sign-in: never shown as an error by itself. */
  silent?: true;
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export interface SignInRefusal extends Refusal {
  /** AADSTS numbers. */
  numbers: readonly number[];
}

/** What a service answers instead of an AADSTS number. */
export interface ServiceRefusal extends Refusal {
  from: 'sign-in' | 'browser' | 'graph' | 'sharepoint' | 'exchange' | 'vplus';
  /** One of these HTTP statuses; left out: any. */
  statuses?: readonly number[];
  /** One of these codes; left out: any. */
  codes?: readonly string[];
}

/** Names that a sentence may hold. */
export const nameKeys = ['user', 'tenant', 'service', 'cloud', 'policy', 'address', 'date'] as const;
export type Names = { [Key in (typeof nameKeys)[number]]?: string };

/**
 * What a refusal means here: of this assistant's own registration or of the application for vPlus, of something that
 * was just made (or nobody knows when) or of something old.
 */
export function meaningOf(refusal: Refusal, where: { assistant?: boolean; ageMs?: number | undefined } = {}): Meaning {
  if (where.assistant && refusal.assistant) return refusal.assistant;
  const { fresh } = refusal;
  return fresh && (where.ageMs === undefined || where.ageMs < fresh.forMs) ? fresh : refusal;
}

/** A sentence with its names filled in. */
export const fill = (text: string, names: Names): string =>
  text.replace(/\{(\w+)\|([^}]*)\}/g, (_, key: string, otherwise: string) => names[key as keyof Names] ?? otherwise);

/** A meaning with its names filled in. */
export const named = (meaning: Meaning, names: Names): Meaning => ({
  helper: meaning.helper,
  problem: meaning.problem,
  title: fill(meaning.title, names),
  sentence: fill(meaning.sentence, names),
  remedy: fill(meaning.remedy, names),
});
