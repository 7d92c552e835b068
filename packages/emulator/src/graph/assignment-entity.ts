import type { AppRoleAssignment } from '../core/world.ts';
import type { Entity } from './entity.ts';

/** https://learn.microsoft.com/graph/api/resources/approleassignment */
export const appRoleAssignment: Entity<AppRoleAssignment> = {
  type: 'appRoleAssignment',
  set: 'appRoleAssignments',
  properties: [
    'id',
    'deletedDateTime',
    'appRoleId',
    'createdDateTime',
    'principalDisplayName',
    'principalId',
    'principalType',
    'resourceDisplayName',
    'resourceId',
  ],
  filterable: ['resourceId', 'principalId', 'appRoleId', 'principalDisplayName', 'principalType'],
  view: (item) => ({ ...item, deletedDateTime: null }),
};
