import type { DirectoryRoleName } from '../seed/roles.ts';
import type { Access } from './access.ts';
import type { Asked } from './asked.ts';
import { seen } from './directory.ts';

/** Roles that manage every registration of the tenant. */
export const applicationManagers: DirectoryRoleName[] = [
  'Application Administrator',
  'Cloud Application Administrator',
];

const readAny = ['Application.Read.All', 'Directory.Read.All'];
const writeAny = ['Application.ReadWrite.All', 'Directory.ReadWrite.All'];

/** Members may read registrations by default. */
export const readApplications: Access = { scopes: readAny, appRoles: readAny };

export const manageApplications: Access = {
  scopes: writeAny,
  appRoles: writeAny,
  people: applicationManagers,
  orElse: (asked) => ownersOf(asked, 'applications', 'application'),
};

export const manageServicePrincipals: Access = {
  scopes: writeAny,
  appRoles: writeAny,
  people: applicationManagers,
  orElse: (asked) => ownersOf(asked, 'servicePrincipals', 'servicePrincipal'),
};

/** Creation looks closer at the person, in its handler: members may, where the tenant lets them. */
export const createApplications: Access = { scopes: writeAny, appRoles: ['Application.ReadWrite.All'] };

/** https://learn.microsoft.com/graph/api/directory-deleteditems-list */
export const manageBin: Access = {
  scopes: writeAny,
  appRoles: writeAny,
  people: applicationManagers,
};

export const readBin: Access = {
  ...manageBin,
  scopes: readAny,
  appRoles: readAny,
  people: [...applicationManagers, 'Global Reader'],
};

function ownersOf(asked: Asked, kind: 'applications' | 'servicePrincipals', name: string): string[] {
  const key = asked.params[name];
  return (key && seen(asked, kind, key)?._owners) ?? [];
}
