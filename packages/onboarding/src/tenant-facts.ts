import type { Choices, CredentialKind } from '@vplus/contracts';
import type { StepRecord } from '@vplus/reconciler';
import type * as z from 'zod';
import { credentialSteps } from './credentials.ts';
import { wantedPermissions } from './permissions/wanted.ts';
import { createServicePrincipal } from './steps/create-service-principal.ts';
import { grantPermissions } from './steps/grant-permissions.ts';
import { registerApplication } from './steps/register-application.ts';
import { registerOrganization } from './steps/register-organization.ts';

/** What a run learned about a tenant, for the dashboard; by shape what the store keeps. */
export interface TenantFacts {
  permissionsGranted: number;
  permissionsWanted: number;
  permissions: { key: string; api: string; value: string; state: string }[];
  clientId: string | null;
  organizationGuid: string | null;
  credential: { kind: CredentialKind; keyId: string; expiresAt: string } | null;
  checkedAt: string;
}

/** `known`: what stands of what this run could not look at. */
export function tenantFacts(
  records: StepRecord[],
  choices: Choices,
  checkedAt: string,
  known: TenantFacts | null = null,
): TenantFacts {
  const recordOf = ({ id }: { id: string }) => records.find((record) => record.id === id);
  // What rests on something that is gone is gone with it.
  const isGone = [registerApplication, createServicePrincipal].some((one) => {
    const record = recordOf(one);
    // With a problem it could not be made; without one a look found it missing.
    return record?.state === 'failed' && record.output === undefined && !record.problem;
  });
  const wasSeen = ({ state, output, rows, problem }: StepRecord) =>
    output !== undefined || rows.length > 0 || (state === 'failed' && !problem);
  const unseen = (step: { id: string }) => {
    const record = recordOf(step);
    return !isGone && record && !wasSeen(record) ? known : null;
  };
  const outputOf = <O>(step: { id: string; output: z.ZodType<O> }): O | undefined =>
    step.output.safeParse(recordOf(step)?.output).data;

  const states = new Map(recordOf(grantPermissions)?.rows.map(({ key, state }) => [key, state]));
  const credentials = credentialSteps(choices).flatMap(
    (one) => outputOf<{ keyId: string; expiresAt: string }>(one) ?? [],
  );
  const [first] = credentials.toSorted((a, b) => a.expiresAt.localeCompare(b.expiresAt));
  const wanted = wantedPermissions(choices);
  const grants = unseen(grantPermissions) ?? {
    checkedAt,
    permissionsGranted: [...states.values()].filter((state) => state === 'done').length,
    permissions: wanted.map(({ key, api, value }) => ({ key, api, value, state: states.get(key) ?? 'pending' })),
  };
  const unseenCredential = credentialSteps(choices)
    .map(unseen)
    .find((one) => one !== null)?.credential;
  return {
    permissionsGranted: grants.permissionsGranted,
    permissionsWanted: wanted.length,
    permissions: grants.permissions,
    clientId: outputOf(registerApplication)?.appId ?? unseen(registerApplication)?.clientId ?? null,
    organizationGuid:
      outputOf(registerOrganization)?.organizationGuid ?? unseen(registerOrganization)?.organizationGuid ?? null,
    // Of two the one that ends first.
    credential:
      unseenCredential ??
      (first ? { kind: choices.credential.kind, keyId: first.keyId, expiresAt: first.expiresAt } : null),
    checkedAt: grants.checkedAt,
  };
}
