import { failed } from '../http/failed.ts';
import { grantAppRole } from './changes.ts';
import type { AppRoleAssignment, GrantResult } from './graph.ts';
import type { SendToGraph } from './graph-call.ts';
import { callOf } from './graph-change.ts';
import type { GraphOptions } from './graph-options.ts';
import { graphRefusal } from './graph-refusal.ts';
import { appRoleAssignment } from './shapes.ts';

const operation = 'POST /servicePrincipals/{id}/appRoleAssignedTo';

/**
 * Grants many application roles at once. A 400 or 409 may mean "exists already": then the assignments are looked at,
 * once, since no status or code tells the cases apart and no message may.
 */
export async function grantRoles(
  { clock }: GraphOptions,
  join: SendToGraph,
  lookAtAssignments: () => Promise<AppRoleAssignment[]>,
  principalId: string,
  wanted: { resourceId: string; appRoleId: string }[],
): Promise<GrantResult[]> {
  // All of them end before any of their failures is thrown: nothing is under way when the caller looks again.
  const settled = await Promise.allSettled(
    wanted.map(async ({ resourceId, appRoleId }) => ({
      resourceId,
      appRoleId,
      // A second one would be refused as existing, and then found.
      reply: await join({ ...callOf(grantAppRole({ principalId, resourceId, appRoleId })), repeatable: true }),
    })),
  );
  const answers = settled.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });

  const present = answers.some(({ reply }) => isUnclear(reply.status)) ? await lookAtAssignments() : [];
  return answers.map(({ resourceId, appRoleId, reply }) => {
    if (reply.status === 201) {
      const assignmentId = appRoleAssignment.safeParse(reply.body).data?.id ?? null;
      return { resourceId, appRoleId, ok: true, assignmentId };
    }
    const found = present.some((row) => row.resourceId === resourceId && row.appRoleId === appRoleId);
    if (isUnclear(reply.status) && found) return { resourceId, appRoleId, ok: true, assignmentId: null };
    const error =
      reply.status < 300
        ? failed(clock, { service: 'graph', operation }, { failure: 'malformed', status: reply.status })
        : graphRefusal(clock, operation, reply);
    return { resourceId, appRoleId, ok: false, error };
  });
}

/** It may be there: "exists already" is a 400 or 409, and a success without the object is none of Graph's answers. */
function isUnclear(status: number): boolean {
  return status === 400 || status === 409 || (status < 300 && status !== 201);
}
