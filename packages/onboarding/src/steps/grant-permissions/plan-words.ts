import { assignmentsOf } from '#additions/permission-additions.ts';
import { call } from '#plan/planned-call.ts';
import type { PlanWords, Seen } from '#plan/seen.ts';

export function planWords({ permissions, offered, finding }: Seen): PlanWords {
  const wanted = new Set(permissions.filter(({ state }) => state === 'new').map(({ key }) => key));
  const byApi = Map.groupBy(
    offered.filter(({ permission }) => wanted.has(permission.key)),
    ({ resourceId }) => resourceId,
  );
  const removed = assignmentsOf(finding.is === 'partly' ? (finding.removes ?? []) : []);
  return {
    make: `${wanted.size === 1 ? '1 permission is' : `${wanted.size} permissions are`} granted for the whole organization.`,
    calls: [
      ...[...byApi].map(([resourceId, all]) =>
        call(
          'POST',
          `/servicePrincipals/${resourceId}/appRoleAssignedTo`,
          `Grants permissions of ${all[0]?.permission.api}, up to twenty in a request`,
          all.length,
        ),
      ),
      ...removed.map((id) =>
        call(
          'DELETE',
          `/servicePrincipals/{id}/appRoleAssignments/${id}`,
          'Removes a permission that is not in the plan',
        ),
      ),
    ],
  };
}
