import type { ApiServicePrincipal, AppRoleAssignment } from '@vplus/clients';
import type { UnwordedRow } from '@vplus/contracts';
import { type MessageKey, message, type Words } from '@vplus/messages';
import type { Addition } from '@vplus/reconciler';

/** What the strongest ones amount to: https://learn.microsoft.com/graph/permissions-reference */
const consequences = {
  'RoleManagement.ReadWrite.Directory': 'additions.can-become-administrator',
  'RoleAssignmentSchedule.ReadWrite.Directory': 'additions.can-become-administrator',
  'RoleEligibilitySchedule.ReadWrite.Directory': 'additions.can-become-administrator',
  'AppRoleAssignment.ReadWrite.All': 'additions.can-grant-itself',
  'Application.ReadWrite.All': 'additions.can-be-any-application',
} as const satisfies Record<string, MessageKey>;
const isStrong = (value: string | null): value is keyof typeof consequences =>
  value !== null && Object.hasOwn(consequences, value);

const keyOf = ({ id }: AppRoleAssignment) => `grant/${id}`;
/** Of a row that tells of a permission nobody planned. */
const rowKeyOf = (one: AppRoleAssignment) => `added/${one.resourceId}/${one.appRoleId}`;

/** Application permissions that are granted beside those of the plan. */
export const permissionsAdded = (extra: AppRoleAssignment[], apis: ApiServicePrincipal[]): Addition[] =>
  extra.map((one) => {
    const { value, permission, api } = nameOf(one, apis);
    const key = isStrong(value) ? consequences[value] : 'additions.can-do-more';
    return { key: keyOf(one), kind: 'permission-added', what: message(key, { permission, api }) };
  });

export const addedRows = (extra: AppRoleAssignment[], apis: ApiServicePrincipal[]): UnwordedRow[] =>
  extra.map((one) => {
    const { permission, api } = nameOf(one, apis);
    return { key: rowKeyOf(one), label: permission, group: api, state: 'failed', note: message('additions.granted') };
  });

/** The ids of the assignments that these additions name. */
export const assignmentsOf = (additions: Addition[]): string[] =>
  additions.flatMap(({ key }) => (key.startsWith('grant/') ? [key.slice('grant/'.length)] : []));

function nameOf({ resourceId, appRoleId, resourceDisplayName }: AppRoleAssignment, apis: ApiServicePrincipal[]) {
  const api = apis.find(({ id }) => id === resourceId);
  const value = api?.appRoles.find(({ id }) => id === appRoleId)?.value ?? null;
  const permission: Words = value ?? message('additions.unknown-permission', { id: appRoleId });
  const apiName: Words = api?.displayName || resourceDisplayName || message('additions.another-api');
  return { value, permission, api: apiName };
}
