import { z } from 'zod';
import type { GraphChange } from './graph-change.ts';
import { segment } from './path-values.ts';
import type { AppManagementPolicyBody } from './policy-body.ts';
import { id } from './shapes.ts';

const policies = '/policies/appManagementPolicies';
export const policyPath = (policyId: string) => `${policies}/${segment(policyId)}`;
const assignedTo = (applicationId: string) => `/applications/${segment(applicationId)}/appManagementPolicies`;

/** https://learn.microsoft.com/graph/api/appmanagementpolicy-post; without a body: while it is not known. */
export const createAppManagementPolicy = (
  body?: AppManagementPolicyBody,
): GraphChange<{ id: string }, AppManagementPolicyBody> => ({
  method: 'POST',
  path: policies,
  operation: 'POST /policies/appManagementPolicies',
  ...(body ? { body } : {}),
  made: z.object({ id }),
});

export const updateAppManagementPolicy = (
  policyId: string,
  body?: Partial<AppManagementPolicyBody>,
): GraphChange<unknown, Partial<AppManagementPolicyBody>> => ({
  method: 'PATCH',
  path: policyPath(policyId),
  operation: 'PATCH /policies/appManagementPolicies/{id}',
  ...(body ? { body } : {}),
  made: z.unknown(),
});

export const deleteAppManagementPolicy = (policyId: string): GraphChange => ({
  method: 'DELETE',
  path: policyPath(policyId),
  operation: 'DELETE /policies/appManagementPolicies/{id}',
  made: z.unknown(),
});

/** `policyAddress`: the whole of it, with the origin; absent: while there is none. */
export const assignAppManagementPolicy = (applicationId: string, policyAddress?: string): GraphChange => ({
  method: 'POST',
  path: `${assignedTo(applicationId)}/$ref`,
  operation: 'POST /applications/{id}/appManagementPolicies/$ref',
  ...(policyAddress ? { body: { '@odata.id': policyAddress } } : {}),
  made: z.unknown(),
});

export const unassignAppManagementPolicy = (applicationId: string, policyId: string): GraphChange => ({
  method: 'DELETE',
  path: `${assignedTo(applicationId)}/${segment(policyId)}/$ref`,
  operation: 'DELETE /applications/{id}/appManagementPolicies/{id}/$ref',
  made: z.unknown(),
});
