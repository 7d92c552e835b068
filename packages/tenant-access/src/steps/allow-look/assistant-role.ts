import type { AppRoleAssignment } from '@vplus/clients';
import { apisOf } from '#permissions/offered.ts';
import { graphApi } from '#permissions/permission.ts';
import type { Memory, Readers } from '#ports.ts';

/** What the assistant itself may do in a tenant with nobody signed in, and no more than to look. */
export const lookingRole = 'Application.Read.All';

/** Microsoft's clock and ours may differ by that much. */
const toleranceMs = 2 * 60_000;

/** The role of the assistant in this tenant, and what is seen of it. */
export async function assistantRole({ graph, assistantClientId }: Readers) {
  const [apis, principal] = await Promise.all([apisOf(graph), graph.servicePrincipal(assistantClientId)]);
  const api = apis.find(({ appId }) => appId === graphApi.appId);
  const role = api?.appRoles.find(({ value, isEnabled }) => value === lookingRole && isEnabled);
  if (!principal) return { is: 'no-assistant' as const };
  if (!api || !role) return { is: 'no-role' as const };
  const wanted = { principalId: principal.id, resourceId: api.id, appRoleId: role.id };
  const all = await graph.assignments(principal.id);
  const assignment = all.find(({ resourceId, appRoleId }) => resourceId === api.id && appRoleId === role.id);
  return { is: 'seen' as const, wanted, assignment };
}

/** Whether this connection gave it. Where the answer to that was lost, its age tells. */
export function isOurs(known: Memory['standingAccess'], { id, createdDateTime }: AppRoleAssignment): boolean {
  if (!known) return false;
  if (known.assignmentId) return known.assignmentId === id;
  return createdDateTime !== null && Date.parse(createdDateTime) >= Date.parse(known.askedAt) - toleranceMs;
}
