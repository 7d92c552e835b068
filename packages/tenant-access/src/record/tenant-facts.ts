import type { Choices, StepRecord, TenantCredential, TenantFacts, UnwordedRow } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import type * as z from 'zod';
import { replacedIn } from '../credential/replaced.ts';
import { wantedPermissions } from '../permissions/wanted.ts';
import { credentialSteps } from '../steps/credentials.ts';
import { grantPermissions } from '../steps/grant-permissions/step.ts';
import { registerApplication } from '../steps/register-application/step.ts';
import { registerOrganization } from '../steps/register-organization/step.ts';
import { removeReplaced } from '../steps/remove-replaced/step.ts';
import { connectSteps } from '../steps/steps.ts';
import { verifyAccess } from '../steps/verify-access/step.ts';

interface Known {
  choices: Choices;
  checkedAt: string;
  /** What was known before: it stands where the run has not looked. */
  before?: TenantFacts | null;
}

/** What a connect or a check has seen so far. */
export function tenantFacts(records: StepRecord[], { choices, checkedAt, before: known = null }: Known): TenantFacts {
  const before =
    known &&
    tenantFactsWithout(
      known,
      records.filter(isGone).map(({ id }) => id),
    );
  const recordOf = ({ id }: { id: string }) => records.find((record) => record.id === id);
  const outputOf = <O>(step: { id: string; output: z.ZodType<O> }): O | undefined =>
    step.output.safeParse(recordOf(step)?.output).data;

  const reads = recordOf(verifyAccess)?.rows ?? [];
  const rows = recordOf(grantPermissions)?.rows ?? [];
  const states = new Map(
    rows.length > 0
      ? rows.map(({ key, state }) => [key, state])
      : before?.permissions.map(({ key, state }) => [key, state]),
  );
  const wanted = wantedPermissions(choices);
  const permissions = wanted.map(({ key, api, value }) => ({ key, api, value, state: states.get(key) ?? 'pending' }));
  const seenCredentials = credentialSteps(choices).flatMap((step) => {
    const { credential: kind } = step;
    if (!kind) return [];
    const seen = outputOf<Omit<TenantCredential, 'kind'>>(step);
    if (!seen) return before?.credentials.filter((one) => one.kind === kind) ?? [];
    const { keyId, expiresAt } = seen;
    // A look at one that is there already does not say when we added it.
    const addedAt = seen.addedAt ?? before?.credentials.find((one) => one.keyId === keyId)?.addedAt ?? null;
    return [{ kind, keyId, addedAt, expiresAt }];
  });
  return {
    permissionsGranted: permissions.filter(({ state }) => state === 'done').length,
    permissionsWanted: wanted.length,
    permissions,
    clientId: outputOf(registerApplication)?.appId ?? before?.clientId ?? null,
    organizationGuid: outputOf(registerOrganization)?.organizationGuid ?? before?.organizationGuid ?? null,
    credentials: onceEach([...seenCredentials, ...notReplacedYet(records, choices, before)]),
    limits: reads.length > 0 ? limitsIn(reads) : (before?.limits ?? []),
    checkedAt: rows.length > 0 || records.some(isGone) ? checkedAt : (before?.checkedAt ?? checkedAt),
  };
}

const onceEach = (credentials: TenantCredential[]): TenantCredential[] =>
  [...new Map(credentials.map((one) => [one.keyId, one])).values()].toSorted((a, b) =>
    a.expiresAt.localeCompare(b.expiresAt),
  );

/** What a run was to replace and has not taken away: vPlus may still sign in with it. */
function notReplacedYet(records: StepRecord[], choices: Choices, before: TenantFacts | null): TenantCredential[] {
  const isDone = records.some(({ id, state }) => id === removeReplaced.id && state === 'done');
  return isDone ? [] : (before?.credentials.filter(({ keyId }) => replacedIn(choices).includes(keyId)) ?? []);
}

/** The reads of the proof that were not answered in full. */
const limitsIn = (rows: UnwordedRow[]): Words[] =>
  rows.flatMap(({ label, outcome, state }) =>
    outcome === 'refused' || outcome === 'unproved' || (outcome === 'answered' && state !== 'done') ? [label] : [],
  );

/** Looked for and not there; a refusal to a look says nothing. */
const isGone = ({ state, problem, output }: StepRecord): boolean =>
  state === 'failed' && problem === undefined && output === undefined;

/** What is left of it after these steps were undone. */
export function tenantFactsWithout(before: TenantFacts, undone: string[]): TenantFacts {
  const gone = new Set(connectSteps.flatMap(({ id, takesAlong = [] }) => (undone.includes(id) ? takesAlong : [])));
  const noPermissions = gone.has('permissions');
  return {
    ...before,
    ...(noPermissions
      ? { permissionsGranted: 0, permissions: before.permissions.map((one) => ({ ...one, state: 'pending' })) }
      : {}),
    clientId: gone.has('client-id') ? null : before.clientId,
    limits: noPermissions ? [] : (before.limits ?? []),
    organizationGuid: gone.has('organization') ? null : before.organizationGuid,
    credentials: before.credentials.filter(({ kind }) => !gone.has(kind)),
  };
}
