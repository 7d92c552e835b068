import type { Application, Group, ServicePrincipal, User } from '../core/world.ts';
import { application } from './application-entity.ts';
import type { Asked } from './asked.ts';
import { param } from './asked.ts';
import { seen } from './directory.ts';
import { type Entity, one } from './entity.ts';
import { group, user } from './people-entities.ts';
import { notFound } from './refusal.ts';
import type { Route } from './route.ts';
import { servicePrincipal } from './service-principal-entity.ts';

type DirectoryObject = User | Group | Application | ServicePrincipal;

/** Any object of the directory by its id, with the way it looks. */
function objectNamed(asked: Asked, id: string): { entity: Entity<DirectoryObject>; item: DirectoryObject } | null {
  const key = { property: 'id', value: id };
  const candidates: [Entity<never>, DirectoryObject | null | undefined][] = [
    [user, asked.tenant.users[id]],
    [group, asked.tenant.groups[id]],
    [application, seen(asked, 'applications', key)],
    [servicePrincipal, seen(asked, 'servicePrincipals', key)],
  ];
  const [entity, item] = candidates.find(([, found]) => found) ?? [];
  return entity && item ? { entity: entity as unknown as Entity<DirectoryObject>, item } : null;
}

export const directoryObjectRoutes: Route[] = [
  {
    method: 'GET',
    path: 'directoryObjects/{object}',
    access: { scopes: ['Directory.Read.All'], appRoles: ['Directory.Read.All'] },
    handle(asked) {
      const { value } = param(asked, 'object');
      const found = objectNamed(asked, value);
      if (!found) throw notFound(value);
      return one(asked, found.entity, found.item, { at: 'directoryObjects', typed: true });
    },
  },
];
