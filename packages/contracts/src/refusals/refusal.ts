import { applicationBlocked, solvedByPeople } from './application-sign-in.ts';
import type { Meaning } from './meaning.ts';

export type { Meaning, UnwordedMeaning } from './meaning.ts';

export interface Refusal extends Meaning {
  /** Read for `forMs` after the making or the consent that it speaks of: Microsoft may not know it everywhere yet. */
  fresh?: Meaning & { after: 'making' | 'consent'; forMs: number };
  /** Read when it speaks of this assistant's own registration and not of the application that was made for vPlus. */
  assistant?: Meaning;
  /** Read when the application that was made for vPlus signed in by itself, and not a person. */
  application?: Meaning;
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

/** Where a refusal was met. */
export interface Met {
  /** This assistant's own registration was refused, and not the application that was made for vPlus. */
  assistant?: boolean;
  /** The application that was made for vPlus was signing in by itself. */
  application?: boolean;
  /** How long ago something was made; undefined: nobody knows, and lag is assumed. */
  ageMs?: number | undefined;
  /** How long ago the assistant was approved; undefined: it was not, as far as we know. */
  sinceConsentMs?: number | undefined;
}

/** What a refusal means there: lag, or for good. */
export function meaningOf(refusal: Refusal, met: Met = {}): Meaning {
  const { fresh } = refusal;
  const ageMs = fresh?.after === 'consent' ? (met.sinceConsentMs ?? Number.POSITIVE_INFINITY) : (met.ageMs ?? 0);
  if (met.assistant && refusal.assistant) return refusal.assistant;
  if (fresh && ageMs < fresh.forMs) return fresh;
  if (!met.application) return refusal;
  return refusal.application ?? (solvedByPeople.has(refusal.problem) ? applicationBlocked : refusal);
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
