import type { User } from '../core/world.ts';
import type { Access } from './access.ts';
import { isAppOnly } from './access.ts';
import { type Asked, param } from './asked.ts';
import { many, one } from './entity.ts';
import { group, user } from './people-entities.ts';
import { denied, notFound } from './refusal.ts';
import type { Route } from './route.ts';

const readers = ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'];
const readUsers: Access = { scopes: readers, appRoles: readers };
const groupReaders = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];
const readGroups: Access = { scopes: groupReaders, appRoles: groupReaders };

export const userRoutes: Route[] = [
  {
    method: 'GET',
    path: 'users',
    access: readUsers,
    handle(asked) {
      if (asked.person?.userType === 'Guest' && asked.roles.length === 0) throw denied();
      return many(asked, user, Object.values(asked.tenant.users));
    },
  },
  {
    method: 'GET',
    path: 'users/{user}',
    access: { ...readUsers, scopes: ['User.Read', ...readers] },
    handle(asked) {
      const found = personNamed(asked, param(asked, 'user').value);
      const only =
        !isAppOnly(asked) &&
        !asked.token.scopes.some((scope) => scope !== 'User.Read' && /^(User|Directory)\.Read/.test(scope));
      if (only && found.id !== asked.token.oid) throw denied();
      return one(asked, user, found);
    },
  },
  {
    method: 'GET',
    path: 'groups',
    access: readGroups,
    handle: (asked) => many(asked, group, Object.values(asked.tenant.groups)),
  },
  {
    method: 'GET',
    path: 'groups/{group}',
    access: readGroups,
    handle(asked) {
      const { value } = param(asked, 'group');
      const found = asked.tenant.groups[value];
      if (!found) throw notFound(value);
      return one(asked, group, found);
    },
  },
  {
    method: 'GET',
    path: 'groups/{group}/members',
    access: readGroups,
    handle(asked) {
      const { value } = param(asked, 'group');
      const found = asked.tenant.groups[value];
      if (!found) throw notFound(value);
      const members = found.members.flatMap((id) => asked.tenant.users[id] ?? []);
      return many(asked, user, members, { at: 'directoryObjects', typed: true });
    },
  },
];

/** By id or by user principal name. */
export function personNamed(asked: Asked, name: string): User {
  const wanted = name.toLowerCase();
  const found =
    asked.tenant.users[wanted] ??
    Object.values(asked.tenant.users).find((person) => person.userPrincipalName.toLowerCase() === wanted);
  if (!found) throw notFound(name);
  return found;
}
