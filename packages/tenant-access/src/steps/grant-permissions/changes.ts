import { grantAppRole, revokeAppRole } from '@vplus/clients';
import { message } from '@vplus/messages';
import { assignmentsOf } from '#additions/permission-additions.ts';
import type { Offered } from '#permissions/offered.ts';
import { type Change, onGraph } from '#steps/change.ts';
import type { Seen } from '#steps/seen.ts';

/** Keys of what the plan grants and the tenant does not have yet. */
export const newIn = ({ permissions }: Pick<Seen, 'permissions'>): Set<string> =>
  new Set(permissions.filter(({ state }) => state === 'new').map(({ key }) => key));

/** A grant each; they travel up to twenty in a request. */
export const grants = (principalId: string, wanted: Offered[]) =>
  wanted.map(({ permission, resourceId, appRoleId }) =>
    onGraph(
      message('grant-permissions.grants', { api: permission.api }),
      grantAppRole({ principalId, resourceId, appRoleId }),
    ),
  );

/** Each of them, up to twenty in a request: a plan shows them in one line. */
export const takingBack = (principalId = '{id}') =>
  onGraph(message('grant-permissions.undo-title'), revokeAppRole(principalId, '{grant}'));

export function changes({ permissions, offered, finding }: Seen): Change[] {
  const wanted = newIn({ permissions });
  const removed = assignmentsOf(finding.is === 'partly' ? (finding.removes ?? []) : []);
  return [
    ...grants(
      '{id}',
      offered.filter(({ permission }) => wanted.has(permission.key)),
    ),
    ...removed.map((id) => onGraph(message('grant-permissions.removes'), revokeAppRole('{id}', id))),
  ];
}
