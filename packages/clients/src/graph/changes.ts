import { z } from 'zod';
import type {
  ApplicationBody,
  ApplicationChange,
  AppRoleAssignment,
  GraphApplication,
  GraphServicePrincipal,
} from './graph.ts';
import type { AppRole, GraphChange, PrincipalBody } from './graph-change.ts';
import { literal, segment } from './path-values.ts';
import * as shapes from './shapes.ts';

/** https://learn.microsoft.com/graph/api/application-upsert: 201 with the object, or 204 where it existed. */
export const upsertApplication = (
  uniqueName: string,
  body: ApplicationBody,
): GraphChange<GraphApplication, ApplicationBody> => ({
  method: 'PATCH',
  path: `/applications(uniqueName=${literal(uniqueName)})`,
  operation: 'PATCH /applications(uniqueName)',
  body,
  createsIfMissing: true,
  made: shapes.application,
});

export const updateApplication = (id: string, body: ApplicationChange): GraphChange<unknown, ApplicationChange> => ({
  method: 'PATCH',
  path: `/applications/${segment(id)}`,
  operation: 'PATCH /applications/{id}',
  body,
  made: z.unknown(),
});

/** https://learn.microsoft.com/graph/api/serviceprincipal-upsert */
export const upsertServicePrincipal = (
  appId: string,
  body: PrincipalBody,
): GraphChange<GraphServicePrincipal, PrincipalBody> => ({
  method: 'PATCH',
  path: `/servicePrincipals(appId=${literal(appId)})`,
  operation: 'PATCH /servicePrincipals(appId)',
  body,
  createsIfMissing: true,
  made: shapes.servicePrincipal,
});

/** https://learn.microsoft.com/graph/api/sharepointsettings-update */
export const setLegacyAuthProtocols = (enabled: boolean): GraphChange => ({
  method: 'PATCH',
  path: '/admin/sharepoint/settings',
  operation: 'PATCH /admin/sharepoint/settings',
  body: { isLegacyAuthProtocolsEnabled: enabled },
  made: z.unknown(),
});

/** One app role for one principal: https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto */
export const grantAppRole = (body: AppRole): GraphChange<AppRoleAssignment, AppRole> => ({
  method: 'POST',
  path: `/servicePrincipals/${segment(body.resourceId)}/appRoleAssignedTo`,
  operation: 'POST /servicePrincipals/{id}/appRoleAssignedTo',
  body,
  made: shapes.appRoleAssignment,
});

export const revokeAppRole = (principalId: string, assignmentId: string): GraphChange => ({
  method: 'DELETE',
  path: `/servicePrincipals/${segment(principalId)}/appRoleAssignments/${segment(assignmentId)}`,
  operation: 'DELETE /servicePrincipals/{id}/appRoleAssignments/{id}',
  made: z.unknown(),
});
