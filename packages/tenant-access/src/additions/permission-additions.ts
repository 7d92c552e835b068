import type { ApiServicePrincipal, AppRoleAssignment } from '@vplus/clients';
import type { UnwordedRow } from '@vplus/contracts';
import type { Addition } from '@vplus/reconciler';

/** What the strongest ones amount to: https://learn.microsoft.com/graph/permissions-reference */
const consequences: Record<string, string> = {
  'RoleManagement.ReadWrite.Directory': 'whoever has the secret of this application can become Global Administrator',
  'RoleAssignmentSchedule.ReadWrite.Directory':
    'whoever has the secret of this application can become Global Administrator',
  'RoleEligibilitySchedule.ReadWrite.Directory':
    'whoever has the secret of this application can become Global Administrator',
  'AppRoleAssignment.ReadWrite.All': 'whoever has the secret of this application can grant it every other permission',
  'Application.ReadWrite.All':
    'whoever has the secret of this application can sign in as any other application of yours',
};
const usually = 'the application may do more in your tenant than vPlus needs';

const keyOf = ({ id }: AppRoleAssignment) => `grant/${id}`;
/** Of a row that tells of a permission nobody planned. */
const rowKeyOf = (one: AppRoleAssignment) => `added/${one.resourceId}/${one.appRoleId}`;

/** Application permissions that are granted beside those of the plan. */
export const permissionsAdded = (extra: AppRoleAssignment[], apis: ApiServicePrincipal[]): Addition[] =>
  extra.map((one) => {
    const { value, api } = nameOf(one, apis);
    const consequence = consequences[value] ?? usually;
    return { key: keyOf(one), what: `${value} (${api}) is granted and is not in the plan: ${consequence}.` };
  });

export const addedRows = (extra: AppRoleAssignment[], apis: ApiServicePrincipal[]): UnwordedRow[] =>
  extra.map((one) => {
    const { value, api } = nameOf(one, apis);
    return { key: rowKeyOf(one), label: value, group: api, state: 'failed', note: 'Granted, and not in the plan' };
  });

/** The ids of the assignments that these additions name. */
export const assignmentsOf = (additions: Addition[]): string[] =>
  additions.flatMap(({ key }) => (key.startsWith('grant/') ? [key.slice('grant/'.length)] : []));

function nameOf({ resourceId, appRoleId, resourceDisplayName }: AppRoleAssignment, apis: ApiServicePrincipal[]) {
  const api = apis.find(({ id }) => id === resourceId);
  const value = api?.appRoles.find(({ id }) => id === appRoleId)?.value ?? `Permission ${appRoleId}`;
  return { value, api: api?.displayName || resourceDisplayName || 'another API' };
}
