import { type AppToken, RemoteError } from '@vplus/clients';
import { message, type Words } from '@vplus/messages';
import type { Connection, Memory } from '../ports.ts';
import { problemOf } from '../refusals/problem-of.ts';
import { lookingRole } from '../steps/allow-look/assistant-role.ts';
import { replicationBudgetMs } from '../steps/define-step.ts';

/** How far a check can look at Microsoft with nobody signed in. */
export type StandingLook =
  /** Nobody chose that it may. */
  | { is: 'none' }
  | { is: 'sees'; token: AppToken }
  /** It may not any more, although it was chosen. */
  | { is: 'gone'; what: Words }
  /** Not this time. */
  | { is: 'blind'; why: Words };

export interface StandingAccess {
  connection: Pick<Connection, 'choices'>;
  memory: Pick<Memory, 'standingAccess'>;
  /** A fresh token of the assistant itself, of this tenant. */
  ownToken(): Promise<AppToken>;
  now: number;
}

/** Asks for a token only where it was chosen, and believes of it only the roles that it carries. */
export async function standingLook({ connection, memory, ownToken, now }: StandingAccess): Promise<StandingLook> {
  if (connection.choices.standingAccess !== 'look') return { is: 'none' };
  try {
    const token = await ownToken();
    if (token.roles.includes(lookingRole)) return { is: 'sees', token };
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    const { code, detail, title } = problemOf(error, { assistant: true }).toView();
    if (code === 'assistant-not-approved') return { is: 'gone', what: message('allow-look.no-sign-in') };
    return { is: 'blind', why: message('check.look-failed', { why: detail ?? title }) };
  }
  const { standingAccess: known } = memory;
  const spreads = known && now - Date.parse(known.askedAt) < replicationBudgetMs;
  return spreads
    ? { is: 'blind', why: message('check.look-spreads') }
    : { is: 'gone', what: message('allow-look.role-gone') };
}
