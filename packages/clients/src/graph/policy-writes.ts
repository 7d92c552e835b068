import { z } from 'zod';
import type { GraphCall, GraphReply } from './graph-call.ts';
import { callOf, type GraphChange } from './graph-change.ts';
import type { AppManagementPolicyBody } from './policy-body.ts';
import {
  assignAppManagementPolicy,
  createAppManagementPolicy,
  deleteAppManagementPolicy,
  policyPath,
  unassignAppManagementPolicy,
  updateAppManagementPolicy,
} from './policy-changes.ts';
import type { createReading } from './reading.ts';

/** Rules for single applications. All of it takes the delegated permission Policy.ReadWrite.ApplicationConfiguration. */
export interface PolicyWrites {
  createAppManagementPolicy(body: AppManagementPolicyBody): Promise<{ id: string }>;
  updateAppManagementPolicy(policyId: string, body: Partial<AppManagementPolicyBody>): Promise<void>;
  deleteAppManagementPolicy(policyId: string): Promise<void>;
  /** An application has one custom policy at most: a second one is refused. */
  assignAppManagementPolicy(applicationId: string, policyId: string): Promise<void>;
  unassignAppManagementPolicy(applicationId: string, policyId: string): Promise<void>;
}

export function createPolicyWrites(
  origin: string,
  { accepted }: Pick<ReturnType<typeof createReading>, 'accepted'>,
  send: (call: GraphCall) => Promise<GraphReply>,
): PolicyWrites {
  const write = async <Made>(change: GraphChange<Made>): Promise<GraphReply> => {
    const reply = await send({ ...callOf(change), repeatable: change.method !== 'POST' });
    accepted(z.unknown(), change.operation, reply);
    return reply;
  };

  return {
    async createAppManagementPolicy(body) {
      const change = createAppManagementPolicy(body);
      return accepted(change.made, change.operation, await write(change));
    },

    updateAppManagementPolicy: async (policyId, body) => void (await write(updateAppManagementPolicy(policyId, body))),

    deleteAppManagementPolicy: async (policyId) => void (await write(deleteAppManagementPolicy(policyId))),

    async assignAppManagementPolicy(applicationId, policyId) {
      await write(assignAppManagementPolicy(applicationId, `${origin}/v1.0${policyPath(policyId)}`));
    },

    async unassignAppManagementPolicy(applicationId, policyId) {
      await write(unassignAppManagementPolicy(applicationId, policyId));
    },
  };
}
