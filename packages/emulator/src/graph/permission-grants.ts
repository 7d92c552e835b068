import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { OAuth2PermissionGrant } from '../core/world.ts';
import type { Access } from './access.ts';
import { applicationManagers, readApplications } from './application-access.ts';
import { type Asked, param } from './asked.ts';
import { bodyOf, objectOf } from './body.ts';
import { actual, read } from './directory.ts';
import { type Entity, many, one } from './entity.ts';
import { badRequest, GraphRefusal, notFound } from './refusal.ts';
import type { Route } from './route.ts';

const permissionGrant: Entity<OAuth2PermissionGrant> = {
  type: 'oAuth2PermissionGrant',
  set: 'oauth2PermissionGrants',
  properties: ['clientId', 'consentType', 'id', 'principalId', 'resourceId', 'scope'],
  beta: ['startTime', 'expiryTime'],
  filterable: ['clientId', 'consentType', 'principalId', 'resourceId', 'scope'],
  view: (item) => ({ ...item, startTime: '0001-01-01T00:00:00Z', expiryTime: '9999-12-31T23:59:59Z' }),
};

const readers = ['DelegatedPermissionGrant.Read.All', 'Directory.Read.All'];
const readGrants: Access = { scopes: readers, appRoles: readers };
const writers = ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'];
const writeGrants: Access = {
  scopes: writers,
  appRoles: writers,
  people: [...applicationManagers, 'Privileged Role Administrator'],
};

const Body = z
  .strictObject({
    clientId: z.guid(),
    consentType: z.enum(['AllPrincipals', 'Principal']),
    principalId: z.guid().nullable().default(null),
    resourceId: z.guid(),
    scope: z.string(),
  })
  .refine((body) => (body.consentType === 'Principal') === (body.principalId !== null), { path: ['principalId'] });
const Change = z.strictObject({ scope: z.string() });

/** What people and administrators have consented to: https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant */
export const permissionGrantRoutes: Route[] = [
  {
    method: 'GET',
    path: 'oauth2PermissionGrants',
    access: readGrants,
    handle: (asked) => many(asked, permissionGrant, Object.values(asked.tenant.oauth2PermissionGrants)),
  },
  {
    method: 'GET',
    path: 'oauth2PermissionGrants/{grant}',
    access: readGrants,
    handle: (asked) => one(asked, permissionGrant, grantNamed(asked)),
  },
  {
    method: 'GET',
    path: 'servicePrincipals/{servicePrincipal}/oauth2PermissionGrants',
    access: { ...readGrants, scopes: [...readers, ...readApplications.scopes] },
    handle(asked) {
      const { id } = read(asked, 'servicePrincipals', param(asked, 'servicePrincipal'));
      const items = Object.values(asked.tenant.oauth2PermissionGrants).filter((grant) => grant.clientId === id);
      return many(asked, permissionGrant, items);
    },
  },
  {
    method: 'POST',
    path: 'oauth2PermissionGrants',
    access: writeGrants,
    handle(asked) {
      const body = grantBody(asked);
      for (const id of [body.clientId, body.resourceId]) {
        if (!actual(asked, 'servicePrincipals', { property: 'id', value: id }))
          throw badRequest('Not a valid reference update.');
      }
      const doubled = Object.values(asked.tenant.oauth2PermissionGrants).some(
        (grant) =>
          grant.clientId === body.clientId &&
          grant.resourceId === body.resourceId &&
          grant.principalId === body.principalId,
      );
      if (doubled)
        throw new GraphRefusal(409, 'Request_MultipleObjectsWithSameKeyValue', 'Permission entry already exists.');
      const made = { id: randomBytes(32).toString('base64url'), ...body };
      asked.tenant.oauth2PermissionGrants[made.id] = made;
      return one(asked, permissionGrant, made, { status: 201 });
    },
  },
  {
    method: 'PATCH',
    path: 'oauth2PermissionGrants/{grant}',
    access: writeGrants,
    handle(asked) {
      grantNamed(asked).scope = bodyOf(asked.call, 'OAuth2PermissionGrant', Change).scope;
      return { status: 204 };
    },
  },
  {
    method: 'DELETE',
    path: 'oauth2PermissionGrants/{grant}',
    access: writeGrants,
    handle(asked) {
      delete asked.tenant.oauth2PermissionGrants[grantNamed(asked).id];
      return { status: 204 };
    },
  },
];

/** The beta version names times that nothing heeds. */
function grantBody(asked: Asked): z.infer<typeof Body> {
  if (asked.version === 'v1.0') return bodyOf(asked.call, 'OAuth2PermissionGrant', Body, ['id']);
  const { startTime: _start, expiryTime: _end, ...sent } = objectOf(asked.call);
  const call = { ...asked.call, body: Buffer.from(JSON.stringify(sent)) };
  return bodyOf(call, 'OAuth2PermissionGrant', Body, ['id']);
}

function grantNamed(asked: Asked): OAuth2PermissionGrant {
  const { value } = param(asked, 'grant');
  const found = asked.tenant.oauth2PermissionGrants[value];
  if (!found) throw notFound(value);
  return found;
}
