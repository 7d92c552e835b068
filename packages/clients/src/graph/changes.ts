import { z } from 'zod';
import type {
  ApplicationBody,
  ApplicationChange,
  AppRoleAssignment,
  GraphApplication,
  GraphServicePrincipal,
  KeyCredential,
  NewPassword,
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

/** https://learn.microsoft.com/graph/api/application-addpassword: Microsoft makes the value. */
export const addPassword = (
  applicationId: string,
  passwordCredential: { displayName: string; endDateTime: string },
): GraphChange<NewPassword> => ({
  method: 'POST',
  path: `/applications/${segment(applicationId)}/addPassword`,
  operation: 'POST /applications/{id}/addPassword',
  body: { passwordCredential },
  made: shapes.newPassword,
});

export const removePassword = (applicationId: string, keyId: string): GraphChange => ({
  method: 'POST',
  path: `/applications/${segment(applicationId)}/removePassword`,
  operation: 'POST /applications/{id}/removePassword',
  body: { keyId },
  made: z.unknown(),
});

/**
 * The whole list. Without the `key` of each: as it can be shown.
 *
 * `addKey` cannot add a first certificate: https://learn.microsoft.com/graph/applications-how-to-add-certificate
 */
export const replaceKeyCredentials = (applicationId: string, keyCredentials: KeyCredential[]): GraphChange => ({
  method: 'PATCH',
  path: `/applications/${segment(applicationId)}`,
  operation: 'PATCH /applications/{id}',
  body: { keyCredentials },
  made: z.unknown(),
});

export const removeFederatedCredential = (applicationId: string, id: string): GraphChange => ({
  method: 'DELETE',
  path: `/applications/${segment(applicationId)}/federatedIdentityCredentials/${segment(id)}`,
  operation: 'DELETE /applications/{id}/federatedIdentityCredentials/{id}',
  made: z.unknown(),
});

export const removeOwner = (applicationId: string, ownerId: string): GraphChange => ({
  method: 'DELETE',
  path: `/applications/${segment(applicationId)}/owners/${segment(ownerId)}/$ref`,
  operation: 'DELETE /applications/{id}/owners/{id}/$ref',
  made: z.unknown(),
});

export const removePrincipalOwner = (servicePrincipalId: string, ownerId: string): GraphChange => ({
  method: 'DELETE',
  path: `/servicePrincipals/${segment(servicePrincipalId)}/owners/${segment(ownerId)}/$ref`,
  operation: 'DELETE /servicePrincipals/{id}/owners/{id}/$ref',
  made: z.unknown(),
});

/** Into the recycle bin, where it keeps its unique name for thirty days. */
export const deleteApplication = (applicationId: string): GraphChange => ({
  method: 'DELETE',
  path: `/applications/${segment(applicationId)}`,
  operation: 'DELETE /applications/{id}',
  made: z.unknown(),
});

export const deleteServicePrincipal = (appId: string): GraphChange => ({
  method: 'DELETE',
  path: `/servicePrincipals(appId=${literal(appId)})`,
  operation: 'DELETE /servicePrincipals(appId)',
  made: z.unknown(),
});

/** Out of the recycle bin: https://learn.microsoft.com/graph/api/directory-deleteditems-restore */
export const restoreDeleted = (deletedId: string): GraphChange => ({
  method: 'POST',
  path: `/directory/deletedItems/${segment(deletedId)}/restore`,
  operation: 'POST /directory/deletedItems/{id}/restore',
  body: {},
  made: z.unknown(),
});

/** For good: https://learn.microsoft.com/graph/api/directory-deleteditems-delete */
export const purgeDeleted = (deletedId: string): GraphChange => ({
  method: 'DELETE',
  path: `/directory/deletedItems/${segment(deletedId)}`,
  operation: 'DELETE /directory/deletedItems/{id}',
  made: z.unknown(),
});
