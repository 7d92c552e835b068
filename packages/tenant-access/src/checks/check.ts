import type { DirectoryRole, PlanLimits, UnwordedCheck } from '@vplus/contracts';
import { message, sentences, type Words } from '@vplus/messages';
import type { CredentialRules } from '../credential/credential-rules.ts';
import type { Connection, Readers } from '../ports.ts';
import type { Reads } from '../tenant/reads.ts';

/** Who looks at the plan. */
export interface Person {
  /** null: the token does not say. */
  roles: DirectoryRole[] | null;
  guest: boolean;
}

/** What tells which tenant is meant, beside the sign-in itself. */
export interface Expected {
  /** Domain or id that an invitation named. */
  invitedTenant?: string;
  /** Name of another tenant, which this browser connected last. */
  lastTenant?: string;
  /** Whoever runs vPlus keeps this server for named tenants, and this is one of them. */
  byOperator: boolean;
  /** This tenant was connected to this server before. */
  connectedBefore: boolean;
}

export interface CheckContext {
  reads: Reads;
  services: Readers;
  /** With the choices as they were wished for, before the tenant's rules bound them. */
  connection: Connection;
  person: Person;
  expected: Expected;
  rules(): Promise<CredentialRules>;
  limits(): Promise<PlanLimits>;
}

export type CheckFinding = Omit<UnwordedCheck, 'id' | 'title'>;

/** One question about the tenant before anything is written. It only looks; what may not be read is unknown. */
export interface Check {
  title: Words;
  look(context: CheckContext): Promise<CheckFinding>;
}

/** For a rule that the person's role may not read. */
export const mayNotRead = (rest: Words): CheckFinding => ({
  state: 'unknown',
  finding: sentences(message('checks.unread'), rest),
});
