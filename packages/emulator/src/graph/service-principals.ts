import { z } from 'zod';
import type { Answer } from '../core/service.ts';
import type { Application, ServicePrincipal } from '../core/world.ts';
import { declaredBody } from '../schema/declared.ts';
import { firstParty } from '../seed/first-party.ts';
import { hasRole, isAppOnly } from './access.ts';
import {
  applicationManagers,
  createApplications,
  manageServicePrincipals,
  readApplications,
} from './application-access.ts';
import { KeyBody, Tags } from './application-body.ts';
import { type Asked, nowOf, param } from './asked.ts';
import { binServicePrincipal } from './bin.ts';
import { bodyOf } from './body.ts';
import { newKey } from './credentials.ts';
import { actual, forWrite, listed, read, seen, write } from './directory.ts';
import { many, one } from './entity.ts';
import { badRequest, denied, GraphRefusal, notFound } from './refusal.ts';
import type { Route } from './route.ts';
import { backingApplication, servicePrincipal } from './service-principal-entity.ts';

const readOnly = [
  'id',
  'appDescription',
  'appDisplayName',
  'applicationTemplateId',
  'appOwnerOrganizationId',
  'createdByAppId',
  'createdDateTime',
  'deletedDateTime',
  'disabledByMicrosoftStatus',
  'resourceSpecificApplicationPermissions',
  'servicePrincipalType',
  'signInAudience',
  'verifiedPublisher',
];

const Body = declaredBody(
  'servicePrincipal',
  {
    appId: z.guid(),
    displayName: z.string().min(1).max(256),
    accountEnabled: z.boolean(),
    isDisabled: z.boolean().nullable(),
    appRoleAssignmentRequired: z.boolean(),
    tags: Tags,
    notes: z.string().max(1024).nullable(),
    servicePrincipalNames: z.array(z.string().min(1)),
    keyCredentials: z.array(KeyBody),
  },
  readOnly,
);
type Body = z.infer<typeof Body>;

/** What follows the registration, or has a call of its own. */
function refuseElsewhere(body: Body): void {
  const given = body as Record<string, unknown>;
  for (const name of ['appRoles', 'oauth2PermissionScopes'].filter((one) => one in given))
    throw badRequest(`The property '${name}' on the service principal does not match the application object.`);
  if ('passwordCredentials' in given)
    throw badRequest('Property passwordCredentials cannot be updated; use addPassword and removePassword.');
  if ('customSecurityAttributes' in given) throw denied();
}

/** The body as it is kept: credentials with what Graph adds to them. */
function kept(asked: Asked, body: Body): Partial<ServicePrincipal> {
  refuseElsewhere(body);
  const { keyCredentials, ...rest } = body;
  return {
    ...(rest as Partial<ServicePrincipal>),
    ...(keyCredentials && {
      keyCredentials: keyCredentials.map((credential) => newKey(asked, null, credential)),
    }),
  };
}

export const servicePrincipalRoutes: Route[] = [
  {
    method: 'GET',
    path: 'servicePrincipals',
    access: readApplications,
    handle: (asked) => many(asked, servicePrincipal, listed(asked, 'servicePrincipals')),
  },
  {
    method: 'GET',
    path: 'servicePrincipals/{servicePrincipal}',
    access: readApplications,
    handle: (asked) => one(asked, servicePrincipal, read(asked, 'servicePrincipals', param(asked, 'servicePrincipal'))),
  },
  {
    method: 'POST',
    path: 'servicePrincipals',
    access: createApplications,
    handle(asked) {
      const body = bodyOf(asked.call, 'ServicePrincipal', Body, readOnly);
      if (!body.appId) throw badRequest("A value is required for property 'appId' of resource 'ServicePrincipal'.");
      return create(asked, body.appId, body);
    },
  },
  { method: 'PATCH', path: 'servicePrincipals/{servicePrincipal}', access: createApplications, handle: updateOrCreate },
  {
    method: 'DELETE',
    path: 'servicePrincipals/{servicePrincipal}',
    access: manageServicePrincipals,
    handle(asked) {
      binServicePrincipal(asked, forWrite(asked, 'servicePrincipals', param(asked, 'servicePrincipal')));
      return { status: 204 };
    },
  },
];

/** https://learn.microsoft.com/graph/api/serviceprincipal-upsert */
function updateOrCreate(asked: Asked): Answer {
  const key = param(asked, 'servicePrincipal');
  const body = bodyOf(asked.call, 'ServicePrincipal', Body, readOnly);
  const found = seen(asked, 'servicePrincipals', key) && actual(asked, 'servicePrincipals', key);
  if (found) return update(asked, found, body);
  if (key.property !== 'appId' || !/create-if-missing/i.test(asked.call.headers.prefer ?? ''))
    throw notFound(key.value);
  return create(asked, key.value, body);
}

function update(asked: Asked, found: ServicePrincipal, body: Body): Answer {
  if (!isAppOnly(asked) && !hasRole(asked, applicationManagers) && !found._owners.includes(asked.token.oid))
    throw denied();
  if (body.appId && body.appId !== found.appId) throw badRequest("Property 'appId' is read-only and cannot be set.");
  write(asked, 'servicePrincipals', { ...found, ...kept(asked, body) });
  return { status: 204 };
}

function create(asked: Asked, appId: string, body: Body): Answer {
  const backing = registrationFor(asked, appId);
  const manager = isAppOnly(asked) || hasRole(asked, applicationManagers);
  if (!manager && !backing._owners.includes(asked.token.oid)) throw denied();
  if (actual(asked, 'servicePrincipals', { property: 'appId', value: appId })) {
    throw new GraphRefusal(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    );
  }
  const made = {
    id: asked.cloud.newId(),
    appId: backing.appId,
    displayName: backing.displayName,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: homeOf(asked, backing),
    accountEnabled: true,
    isDisabled: null,
    appRoleAssignmentRequired: false,
    createdDateTime: nowOf(asked),
    deletedDateTime: null,
    tags: [],
    notes: null,
    servicePrincipalNames: [backing.appId, ...backing.identifierUris],
    appRoles: [],
    oauth2PermissionScopes: [],
    _owners: manager ? [] : [asked.token.oid],
    ...kept(asked, body),
  } as ServicePrincipal;
  write(asked, 'servicePrincipals', made);
  return one(asked, servicePrincipal, made, { status: 201 });
}

/** The registration behind a new service principal: this tenant's, once it is visible here, or another's that is open to all. */
function registrationFor(asked: Asked, appId: string): Application {
  const own = seen(asked, 'applications', { property: 'appId', value: appId });
  if (own) return own;
  const foreign = backingApplication(asked.cloud.world, appId);
  const open = foreign && foreign.signInAudience !== 'AzureADMyOrg' && !asked.tenant.applications[foreign.id];
  if (open && !isAppOnly(asked)) return foreign;
  if (isAppOnly(asked)) {
    throw denied(
      'Authorization_RequestDenied',
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    );
  }
  throw badRequest(
    `The appId '${appId}' of the service principal does not reference a valid application object.`,
    'NoBackingApplicationObject',
  );
}

function homeOf(asked: Asked, backing: Application): string {
  const home = Object.values(asked.cloud.world.tenants).find((tenant) => backing.id in tenant.applications);
  return home?.id ?? firstParty(backing.appId)?.home.id ?? asked.tenant.id;
}
