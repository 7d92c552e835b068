import { z } from 'zod';
import type { GraphCall, GraphReply } from './graph-call.ts';
import type { createReading } from './reading.ts';
import { id } from './shapes.ts';

/** A custom app management policy, as it is written: https://learn.microsoft.com/graph/api/resources/appmanagementpolicy */
export interface AppManagementPolicyBody {
  displayName: string;
  description: string;
  isEnabled: boolean;
  /** Restrictions that Microsoft may extend are sent as they were read. */
  restrictions: { passwordCredentials: object[]; keyCredentials: object[]; applicationRestrictions?: object };
}

/** Rules for single applications. All of it takes the delegated permission Policy.ReadWrite.ApplicationConfiguration. */
export interface PolicyWrites {
  createAppManagementPolicy(body: AppManagementPolicyBody): Promise<{ id: string }>;
  updateAppManagementPolicy(policyId: string, body: Partial<AppManagementPolicyBody>): Promise<void>;
  deleteAppManagementPolicy(policyId: string): Promise<void>;
  /** An application has one custom policy at most: a second one is refused. */
  assignAppManagementPolicy(applicationId: string, policyId: string): Promise<void>;
  unassignAppManagementPolicy(applicationId: string, policyId: string): Promise<void>;
}

const policies = '/policies/appManagementPolicies';

export function createPolicyWrites(
  origin: string,
  { accepted }: Pick<ReturnType<typeof createReading>, 'accepted'>,
  send: (call: GraphCall) => Promise<GraphReply>,
): PolicyWrites {
  const write = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, operation: string, body?: object) => {
    const reply = await send({ method, path, operation, repeatable: method !== 'POST', ...(body ? { body } : {}) });
    accepted(z.unknown(), operation, reply);
    return reply;
  };
  const at = (policyId: string) => `${policies}/${encodeURIComponent(policyId)}`;
  const assignedTo = (applicationId: string) =>
    `/applications/${encodeURIComponent(applicationId)}/appManagementPolicies`;

  return {
    async createAppManagementPolicy(body) {
      const operation = 'POST /policies/appManagementPolicies';
      const reply = await write('POST', policies, operation, body);
      return accepted(z.object({ id }), operation, reply);
    },

    async updateAppManagementPolicy(policyId, body) {
      await write('PATCH', at(policyId), 'PATCH /policies/appManagementPolicies/{id}', body);
    },

    async deleteAppManagementPolicy(policyId) {
      await write('DELETE', at(policyId), 'DELETE /policies/appManagementPolicies/{id}');
    },

    async assignAppManagementPolicy(applicationId, policyId) {
      const body = { '@odata.id': `${origin}/v1.0${at(policyId)}` };
      const path = `${assignedTo(applicationId)}/$ref`;
      await write('POST', path, 'POST /applications/{id}/appManagementPolicies/$ref', body);
    },

    async unassignAppManagementPolicy(applicationId, policyId) {
      const path = `${assignedTo(applicationId)}/${encodeURIComponent(policyId)}/$ref`;
      await write('DELETE', path, 'DELETE /applications/{id}/appManagementPolicies/{id}/$ref');
    },
  };
}
