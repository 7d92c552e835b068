import { guidOf } from '../seed/guid.ts';
import { directoryRoles } from '../seed/roles.ts';
import type { Access } from './access.ts';
import { type Asked, param } from './asked.ts';
import { type Entity, many, one } from './entity.ts';
import { user } from './people-entities.ts';
import { notFound } from './refusal.ts';
import type { Route } from './route.ts';

export interface DirectoryRole {
  /** The role's object in this tenant; the template id is the same everywhere. */
  id: string;
  roleTemplateId: string;
  displayName: string;
}

export const directoryRole: Entity<DirectoryRole> = {
  type: 'directoryRole',
  set: 'directoryRoles',
  properties: ['id', 'deletedDateTime', 'description', 'displayName', 'roleTemplateId'],
  filterable: ['id', 'displayName', 'roleTemplateId'],
  view: (item) => ({ ...item, description: item.displayName }),
};

interface RoleAssignment {
  id: string;
  principalId: string;
  roleDefinitionId: string;
}

const roleAssignment: Entity<RoleAssignment> = {
  type: 'unifiedRoleAssignment',
  set: 'roleManagement/directory/roleAssignments',
  properties: ['id', 'principalId', 'directoryScopeId', 'roleDefinitionId'],
  filterable: ['id', 'principalId', 'roleDefinitionId', 'directoryScopeId'],
  view: (item) => ({ ...item, directoryScopeId: '/' }),
  expand: {
    roleDefinition: (item, asked) => {
      const role = rolesOf(asked).find(({ roleTemplateId }) => roleTemplateId === item.roleDefinitionId);
      return role ? roleDefinition.view(role, asked, false) : null;
    },
  },
};

const roleDefinition: Entity<DirectoryRole> = {
  type: 'unifiedRoleDefinition',
  set: 'roleManagement/directory/roleDefinitions',
  properties: ['id', 'description', 'displayName', 'isBuiltIn', 'isEnabled', 'templateId'],
  filterable: ['id', 'displayName', 'isBuiltIn', 'templateId'],
  view: ({ displayName, roleTemplateId: id }) => ({
    id,
    description: displayName,
    displayName,
    isBuiltIn: true,
    isEnabled: true,
    templateId: id,
  }),
};

const readers = ['RoleManagement.Read.Directory', 'Directory.Read.All'];
const readRoles: Access = { scopes: readers, appRoles: readers };

/** Assignments are shown to those who may look at the directory's administration. */
const readAssignments: Access = {
  ...readRoles,
  people: ['Global Reader', 'Privileged Role Administrator', 'Security Administrator'],
};

interface RoleEligibility {
  id: string;
  principalId: string;
  roleDefinitionId: string;
}

/** https://learn.microsoft.com/graph/api/resources/unifiedroleeligibilityscheduleinstance */
const roleEligibility: Entity<RoleEligibility> = {
  type: 'unifiedRoleEligibilityScheduleInstance',
  set: 'roleManagement/directory/roleEligibilityScheduleInstances',
  properties: [
    'id',
    'principalId',
    'roleDefinitionId',
    'directoryScopeId',
    'appScopeId',
    'startDateTime',
    'endDateTime',
    'memberType',
    'roleEligibilityScheduleId',
  ],
  filterable: ['id', 'principalId', 'roleDefinitionId', 'directoryScopeId'],
  view: (item) => ({ ...item, directoryScopeId: '/', memberType: 'Direct', roleEligibilityScheduleId: item.id }),
};

/** Only active roles are assignments; a role that waits in PIM is none. */
export const directoryRoleRoutes: Route[] = [
  {
    method: 'GET',
    path: 'directoryRoles',
    access: readRoles,
    handle: (asked) => many(asked, directoryRole, rolesOf(asked)),
  },
  {
    method: 'GET',
    path: 'directoryRoles/{role}',
    access: readRoles,
    handle: (asked) => one(asked, directoryRole, roleNamed(asked)),
  },
  {
    method: 'GET',
    path: 'directoryRoles/{role}/members',
    access: readRoles,
    handle(asked) {
      const { roleTemplateId } = roleNamed(asked);
      const members = Object.values(asked.tenant.users).filter((person) => person._roles.includes(roleTemplateId));
      return many(asked, user, members, { at: 'directoryObjects', typed: true });
    },
  },
  {
    method: 'GET',
    path: 'roleManagement/directory/roleAssignments',
    access: readAssignments,
    handle: (asked) => many(asked, roleAssignment, assignmentsOf(asked)),
  },
  {
    method: 'GET',
    path: 'roleManagement/directory/roleDefinitions',
    access: readRoles,
    handle: (asked) => many(asked, roleDefinition, rolesOf(asked)),
  },
  {
    method: 'GET',
    path: 'roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser/{on}',
    access: {
      scopes: ['RoleEligibilitySchedule.Read.Directory', 'RoleManagement.Read.Directory', 'RoleManagement.Read.All'],
      appRoles: [],
    },
    handle: (asked) => many(asked, roleEligibility, eligibilitiesOf(asked)),
  },
];

/** The roles of a tenant, each with the id of its object there. */
export function rolesOf(asked: Asked): DirectoryRole[] {
  return Object.entries(directoryRoles).map(([displayName, roleTemplateId]) => ({
    id: guidOf(`${asked.tenant.id}/role/${roleTemplateId}`),
    roleTemplateId,
    displayName,
  }));
}

function assignmentsOf(asked: Asked): RoleAssignment[] {
  return Object.values(asked.tenant.users).flatMap((person) =>
    person._roles.map((roleDefinitionId) => ({
      id: Buffer.from(`${roleDefinitionId}${person.id}`.replaceAll('-', ''), 'hex').toString('base64url'),
      principalId: person.id,
      roleDefinitionId,
    })),
  );
}

const eligibilitiesOf = ({ person }: Asked): RoleEligibility[] =>
  (person?._eligibleRoles ?? []).map((roleDefinitionId) => ({
    id: guidOf(`${person?.id}/eligible/${roleDefinitionId}`),
    principalId: person?.id ?? '',
    roleDefinitionId,
  }));

function roleNamed(asked: Asked): DirectoryRole {
  const { property, value } = param(asked, 'role');
  const found = rolesOf(asked).find(
    (role) => (property === 'roleTemplateId' ? role.roleTemplateId : role.id) === value,
  );
  if (!found) throw notFound(value);
  return found;
}
