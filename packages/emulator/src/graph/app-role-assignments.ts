import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../core/service.ts';
import type { AppRoleAssignment, ServicePrincipal } from '../core/world.ts';
import { microsoftGraph } from '../seed/apis.ts';
import { type Access, allow } from './access.ts';
import { readApplications } from './application-access.ts';
import { type Asked, nowOf, param } from './asked.ts';
import { appRoleAssignment } from './assignment-entity.ts';
import { bodyOf } from './body.ts';
import { actual, forWrite, listed, read, remove, seen, write } from './directory.ts';
import { many, one } from './entity.ts';
import { badRequest, notFound } from './refusal.ts';
import type { Route } from './route.ts';
import { appRolesOf, backingApplication } from './service-principal-entity.ts';

const Body = z.strictObject({ principalId: z.guid(), resourceId: z.guid(), appRoleId: z.guid() });

/** The role that every API has without naming it. */
const defaultAccess = '00000000-0000-0000-0000-000000000000';

const grantAny = [
  'AppRoleAssignment.ReadWrite.All+Application.Read.All',
  'AppRoleAssignment.ReadWrite.All+Directory.Read.All',
];

/** Roles of Graph itself: only who may hand out any privilege. */
const grantGraph: Access = { scopes: grantAny, appRoles: grantAny, people: ['Privileged Role Administrator'] };

/** Roles of any other API, Exchange and SharePoint among them: managing applications is enough. */
const grantOther: Access = {
  scopes: [...grantAny, 'Application.ReadWrite.All', 'Directory.ReadWrite.All'],
  appRoles: [...grantAny, 'Application.ReadWrite.All'],
  people: ['Privileged Role Administrator', 'Application Administrator', 'Cloud Application Administrator'],
};

/** Which of the two a route falls under shows only once the resource is known: its handler asks again. */
const anyGrant: Access = { scopes: grantOther.scopes, appRoles: grantOther.appRoles };

/** The ends of a grant: `appRoleAssignments` is the principal's side, `appRoleAssignedTo` the resource's. */
const sides = { appRoleAssignments: 'principalId', appRoleAssignedTo: 'resourceId' } as const;
type Side = keyof typeof sides;

/**
 * https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto
 */
export const appRoleAssignmentRoutes: Route[] = (Object.keys(sides) as Side[]).flatMap((side): Route[] => [
  {
    method: 'GET',
    path: `servicePrincipals/{servicePrincipal}/${side}`,
    access: readApplications,
    handle: (asked) => list(asked, side),
  },
  {
    method: 'GET',
    path: `servicePrincipals/{servicePrincipal}/${side}/{assignment}`,
    access: readApplications,
    handle: (asked) =>
      one(asked, appRoleAssignment, read(asked, 'grants', param(asked, 'assignment')), { at: at(asked, side) }),
  },
  {
    method: 'POST',
    path: `servicePrincipals/{servicePrincipal}/${side}`,
    access: anyGrant,
    handle: (asked) => grant(asked, side),
  },
  {
    method: 'DELETE',
    path: `servicePrincipals/{servicePrincipal}/${side}/{assignment}`,
    access: anyGrant,
    handle(asked) {
      const found = forWrite(asked, 'grants', param(asked, 'assignment'));
      allow(asked, accessTo(actual(asked, 'servicePrincipals', { property: 'id', value: found.resourceId })));
      remove(asked, 'grants', found.id);
      return { status: 204 };
    },
  },
]);

function list(asked: Asked, side: Side): Answer {
  const end = sides[side];
  const { id } = read(asked, 'servicePrincipals', param(asked, 'servicePrincipal'));
  const items = listed(asked, 'grants').filter((item) => item[end] === id);
  return many(asked, appRoleAssignment, items, { at: at(asked, side) });
}

function grant(asked: Asked, side: Side): Answer {
  const named = read(asked, 'servicePrincipals', param(asked, 'servicePrincipal'));
  const body = bodyOf(asked.call, 'AppRoleAssignment', Body, ['id', 'createdDateTime', 'principalType']);
  if (body[sides[side]] !== named.id)
    throw badRequest(`The ${sides[side]} of the request body does not match the service principal of the path.`);
  const resource = reference(asked, body.resourceId);
  allow(asked, accessTo(resource));
  const principal = principalOf(asked, body.principalId);
  checkRole(asked, resource, body.appRoleId, principal.type);
  const doubled = Object.values(asked.tenant.appRoleAssignments).some(
    (item) =>
      item.principalId === body.principalId && item.resourceId === body.resourceId && item.appRoleId === body.appRoleId,
  );
  if (doubled) throw badRequest('Permission being assigned already exists on the object');
  const made: AppRoleAssignment = {
    id: randomBytes(32).toString('base64url'),
    ...body,
    principalType: principal.type,
    principalDisplayName: principal.displayName,
    resourceDisplayName: resource.displayName,
    createdDateTime: nowOf(asked),
  };
  write(asked, 'grants', made);
  return one(asked, appRoleAssignment, made, { status: 201, at: at(asked, side) });
}

const accessTo = (resource: ServicePrincipal | null): Access =>
  resource?.appId === microsoftGraph ? grantGraph : grantOther;

/** Who receives the grant; what the grant service has not heard of yet is no valid reference. */
function principalOf(asked: Asked, id: string): { displayName: string; type: AppRoleAssignment['principalType'] } {
  const user = asked.tenant.users[id];
  if (user) return { displayName: user.displayName, type: 'User' };
  const group = asked.tenant.groups[id];
  if (group) return { displayName: group.displayName, type: 'Group' };
  return { displayName: reference(asked, id).displayName, type: 'ServicePrincipal' };
}

function reference(asked: Asked, id: string): ServicePrincipal {
  const found = seen(asked, 'servicePrincipals', { property: 'id', value: id });
  if (!found) throw badRequest('Not a valid reference update.');
  return found;
}

function checkRole(
  asked: Asked,
  resource: ServicePrincipal,
  appRoleId: string,
  type: AppRoleAssignment['principalType'],
): void {
  const wanted = type === 'ServicePrincipal' ? 'Application' : 'User';
  const roles = appRolesOf(resource, backingApplication(asked.cloud.world, resource.appId));
  const offered = roles.some(
    (role) => role.id === appRoleId && role.isEnabled && role.allowedMemberTypes.includes(wanted),
  );
  if (!offered && !(appRoleId === defaultAccess && wanted === 'User')) {
    throw badRequest(`Permission being assigned was not found on application '${resource.appId}'.`);
  }
}

function at(asked: Asked, side: Side): string {
  const key = param(asked, 'servicePrincipal');
  const found = seen(asked, 'servicePrincipals', key);
  if (!found) throw notFound(key.value);
  return `servicePrincipals('${found.id}')/${side}`;
}
