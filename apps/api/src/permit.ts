import { type Actor, type ActorRole, Problem, type Verb } from '@vplus/contracts';
import type { Person, RunRow } from '@vplus/store';
import type { Caller } from './caller.ts';
import type { Parts } from './parts.ts';

/** Everything refused answers 404: whoever may not see it does not learn that it exists. */
export function permit(
  { authority, onRefused }: Pick<Parts, 'authority' | 'onRefused'>,
  caller: Caller,
  verb: Verb,
  tenantId: string,
  runId?: string,
): void {
  if (authority.may(caller, verb, tenantId)) return;
  onRefused(caller, verb, { tenantId, ...(runId ? { runId } : {}) });
  throw new Problem('not-found');
}

export async function permittedRun(
  parts: Pick<Parts, 'authority' | 'onRefused' | 'store'>,
  caller: Caller,
  verb: Verb,
  runId: string,
): Promise<RunRow> {
  const run = await parts.store.run(runId);
  if (!run) throw new Problem('not-found');
  permit(parts, caller, verb, run.tenantId, runId);
  return run;
}

/** Who acts, for the audit log: as what they may do it. */
export function actorOf(
  { authority }: Pick<Parts, 'authority'>,
  caller: Caller,
  verb: Verb,
  tenantId: string,
): Actor & Person {
  return actor(caller, authority.roleFor(caller, verb, tenantId));
}

export const actor = ({ tenantId, objectId, name, from }: Caller, as: ActorRole | null): Actor & Person => ({
  name,
  tenantId,
  objectId,
  as,
  from,
});
