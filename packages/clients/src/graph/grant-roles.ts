import type { AppRoleAssignment, GrantResult, GraphOptions } from './graph.ts';
import { graphRefusal } from './graph-refusal.ts';
import { appRoleAssignment } from './shapes.ts';
import type { SendToGraph } from './wire.ts';

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
      reply: await join({
        method: 'POST',
        path: `/servicePrincipals/${encodeURIComponent(resourceId)}/appRoleAssignedTo`,
        operation,
        // A second one would be refused as existing, and then found.
        repeatable: true,
        body: { principalId, resourceId, appRoleId },
      }),
    })),
  );
  const answers = settled.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });

  const present = answers.some(({ reply }) => mayExist(reply.status)) ? await lookAtAssignments() : [];
  return answers.map(({ resourceId, appRoleId, reply }) => {
    if (reply.status === 201) {
      const assignmentId = appRoleAssignment.safeParse(reply.body).data?.id ?? null;
      return { resourceId, appRoleId, ok: true, assignmentId };
    }
    const found = present.some((row) => row.resourceId === resourceId && row.appRoleId === appRoleId);
    return mayExist(reply.status) && found
      ? { resourceId, appRoleId, ok: true, assignmentId: null }
      : { resourceId, appRoleId, ok: false, error: graphRefusal(clock, operation, reply) };
  });
}

function mayExist(status: number): boolean {
  return status === 400 || status === 409;
}
