import type { DelegatedToken } from '@vplus/clients';
import { Problem, type Verb } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Caller } from './caller.ts';
import type { Parts } from './parts.ts';

interface Wish {
  caller: Caller;
  verb: Verb;
  tenantId: string;
  signal: AbortSignal;
}

/**
 * Before whatever shows or changes a secret. The token that a browser holds says what was so when it was issued, up
 * to ninety minutes ago. Microsoft says what is so now: it exchanges nothing for an account that was disabled or whose
 * sessions were revoked, and the directory names the roles that the person has at this moment.
 * null: an operator, in whose own tenant the assistant is not approved.
 */
export async function stillMay(
  parts: Pick<Parts, 'authority' | 'onBehalfOf' | 'onRefused' | 'outside'>,
  { caller, verb, tenantId, signal }: Wish,
): Promise<DelegatedToken | null> {
  const { authority, onBehalfOf, onRefused, outside } = parts;
  if (tenantId !== caller.tenantId) return onBehalfOf.tryExchange(caller, signal);

  const token = await onBehalfOf.exchange(caller, signal);
  const roles = await outside.graphWith(async () => token.accessToken, signal).myDirectoryRoles();
  if (authority.may({ ...caller, wids: rolesNow(caller, roles) }, verb, tenantId)) return token;
  onRefused(caller, verb, { tenantId });
  throw new Problem('role-missing', message('server.role-gone'));
}

/** Where the directory does not show which roles there are, those of the token stand as long as there is any. */
function rolesNow({ wids }: Caller, roles: (string | null)[] | null): string[] | null {
  if (roles === null) return wids;
  const seen = roles.flatMap((role) => role ?? []);
  return seen.length < roles.length ? wids : seen;
}
