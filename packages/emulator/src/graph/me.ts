import type { Answer } from '../core/service.ts';
import type { User } from '../core/world.ts';
import { type Access, carries } from './access.ts';
import { type Asked, param } from './asked.ts';
import { directoryRole, rolesOf } from './directory-roles.ts';
import { type Entity, one } from './entity.ts';
import { group, user } from './people-entities.ts';
import { badRequest, notFound, unsupportedQuery } from './refusal.ts';
import type { Route } from './route.ts';
import { personNamed } from './users.ts';

const self: Access = {
  scopes: ['User.Read', 'User.Read.All', 'User.ReadBasic.All', 'Directory.Read.All'],
  appRoles: [],
};

/** What a token must carry to see more of a membership than its id. */
const maySee = {
  directoryRole: ['RoleManagement.Read.Directory', 'Directory.Read.All'],
  group: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
};

const memberships = ['memberOf', 'transitiveMemberOf'];

/** The signed-in person, and what that person belongs to. */
export const meRoutes: Route[] = [
  {
    method: 'GET',
    path: 'me',
    access: { scopes: self.scopes, appRoles: [], self: appOnlyRefused },
    handle: (asked) => one(asked, user, me(asked)),
  },
  ...memberships.flatMap((name): Route[] => [
    {
      method: 'GET',
      path: `me/${name}`,
      access: { ...self, self: appOnlyRefused },
      handle: (asked) => membershipsOf(asked, me(asked)),
    },
    {
      method: 'GET',
      path: `me/${name}/microsoft.graph.directoryRole`,
      access: { ...self, self: appOnlyRefused },
      handle: (asked) => castToRoles(asked, me(asked)),
    },
    {
      method: 'GET',
      path: `users/{user}/${name}`,
      access: { scopes: ['User.Read', ...maySee.group], appRoles: ['Directory.Read.All', 'User.Read.All'] },
      handle: (asked) => membershipsOf(asked, personNamed(asked, param(asked, 'user').value)),
    },
  ]),
];

function appOnlyRefused(): never {
  throw badRequest('/me request is only valid with delegated authentication flow.', 'BadRequest');
}

function me(asked: Asked): User {
  if (!asked.person) throw notFound(asked.token.oid);
  return asked.person;
}

/**
 * Members whose type the token may not read come with nothing but their type and id.
 *
 * https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
 */
function membershipsOf(asked: Asked, person: User): Answer {
  const roles = rolesOf(asked).filter((role) => person._roles.includes(role.roleTemplateId));
  const groups = Object.values(asked.tenant.groups).filter((item) => item.members.includes(person.id));
  const value = [
    ...roles.map((role) => limited(asked, directoryRole, role, maySee.directoryRole)),
    ...groups.map((item) => limited(asked, group, item, maySee.group)),
  ];
  return { status: 200, body: { '@odata.context': `${asked.base}/$metadata#directoryObjects`, value } };
}

function castToRoles(asked: Asked, person: User): Answer {
  if (asked.call.headers.consistencylevel?.toLowerCase() !== 'eventual' || asked.query.get('$count') !== 'true') {
    throw unsupportedQuery('The cast needs ConsistencyLevel: eventual and $count=true.');
  }
  const value = rolesOf(asked)
    .filter((role) => person._roles.includes(role.roleTemplateId))
    .map((role) => limited(asked, directoryRole, role, maySee.directoryRole));
  return {
    status: 200,
    body: { '@odata.context': `${asked.base}/$metadata#directoryRoles`, '@odata.count': value.length, value },
  };
}

function limited<T extends { id: string }>(
  asked: Asked,
  entity: Entity<T>,
  item: T,
  permissions: string[],
): Record<string, unknown> {
  const type = { '@odata.type': `#microsoft.graph.${entity.type}` };
  if (!carries(asked, permissions)) return { ...type, id: item.id };
  const whole = entity.view(item, asked, false);
  const select = asked.query.get('$select')?.split(',') ?? entity.properties;
  return { ...type, ...Object.fromEntries(select.map((name) => [name, whole[name] ?? null])) };
}
