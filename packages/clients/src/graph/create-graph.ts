import { z } from 'zod';
import { failed } from '../http/failed.ts';
import { noteTime } from '../http/noted-time.ts';
import { RemoteError } from '../remote-error.ts';
import { addPassword, removePassword, replaceKeyCredentials, revokeAppRole } from './changes.ts';
import { grantRoles } from './grant-roles.ts';
import type { AppRoleAssignment, Graph } from './graph.ts';
import type { GraphCall, GraphReply } from './graph-call.ts';
import { callOf, type GraphChange } from './graph-change.ts';
import type { GraphOptions } from './graph-options.ts';
import { createJoin } from './join.ts';
import { literal, segment } from './path-values.ts';
import { createPolicyReads } from './policy-reads.ts';
import { createPolicyWrites } from './policy-writes.ts';
import { createReading, unlessForbidden } from './reading.ts';
import * as shapes from './shapes.ts';
import { createWire } from './wire.ts';

const ifMissing = { Prefer: 'create-if-missing' };
const anyObject = z.custom<object>((body) => typeof body === 'object' && body !== null);

export function createGraph(given: GraphOptions): Graph {
  const { noted: options, skewMs } = noteTime({ heldBack: new Map(), ...given });
  const send = createWire(options);
  const joinGrants = createJoin(options, send);
  const reading = createReading(options, createJoin(options, send));
  const { accepted, one, find, list } = reading;

  /** Not joined: writes depend on one another. Lost ones are repeated only where twice is the same as once. */
  async function write(call: Omit<GraphCall, 'repeatable'>): Promise<GraphReply> {
    const reply = await send({ ...call, repeatable: call.method === 'PATCH' });
    accepted(z.unknown(), call.operation, reply);
    return reply;
  }

  async function sendChange<Made>(change: GraphChange<Made>): Promise<Made | null> {
    const { operation, createsIfMissing, made } = change;
    const reply = await write({ ...callOf(change), ...(createsIfMissing ? { headers: ifMissing } : {}) });
    return createsIfMissing && reply.status !== 204 ? accepted(made, operation, reply) : null;
  }

  function assignments(servicePrincipalId: string): Promise<AppRoleAssignment[]> {
    const path = `/servicePrincipals/${segment(servicePrincipalId)}/appRoleAssignments?$top=999`;
    return list(shapes.appRoleAssignment, path, 'GET /servicePrincipals/{id}/appRoleAssignments');
  }

  return {
    me: () => one(shapes.person, '/me?$select=id,displayName,userPrincipalName,userType', 'GET /me'),

    async myDirectoryRoles() {
      // The cast to roles would need eventual consistency, which is what a role that was taken away must not have.
      const memberships = await list(
        shapes.membership,
        '/me/transitiveMemberOf?$top=999',
        'GET /me/transitiveMemberOf',
      ).catch((error: unknown) => {
        if (error instanceof RemoteError && error.fields.status === 404) return null;
        throw error;
      });
      return (
        memberships
          ?.filter((one) => one['@odata.type'] === '#microsoft.graph.directoryRole')
          .map(({ roleTemplateId }) => roleTemplateId?.toLowerCase() ?? null) ?? null
      );
    },

    async organization() {
      const [organization] = await list(
        shapes.organization,
        '/organization?$select=id,displayName,verifiedDomains',
        'GET /organization',
      );
      if (organization) return organization;
      throw failed(options.clock, { service: 'graph', operation: 'GET /organization' }, { failure: 'malformed' });
    },

    apiServicePrincipal: (appId) =>
      find(
        shapes.apiServicePrincipal,
        `/servicePrincipals(appId=${literal(appId)})?$select=id,appId,displayName,accountEnabled,appRoles`,
        'GET /servicePrincipals(appId)',
      ),

    application: (uniqueName) =>
      find(
        shapes.application,
        `/applications(uniqueName=${literal(uniqueName)})?$select=${shapes.applicationFields}`,
        'GET /applications(uniqueName)',
      ),

    applicationById: (id) =>
      find(
        shapes.application,
        `/applications/${segment(id)}?$select=${shapes.applicationFields}`,
        'GET /applications/{id}',
      ),

    applicationsNamed: (displayName) =>
      list(
        shapes.application,
        `/applications?$filter=${named(displayName)}&$select=${shapes.applicationFields}`,
        'GET /applications',
      ),

    applicationsTagged: (tag) =>
      list(
        shapes.application,
        `/applications?$filter=${encodeURIComponent('tags/any(t:t eq ')}${literal(tag)})&$select=${shapes.applicationFields}`,
        'GET /applications',
      ),

    change: sendChange,

    servicePrincipal: (appId) =>
      find(
        shapes.servicePrincipal,
        `/servicePrincipals(appId=${literal(appId)})?$select=${shapes.servicePrincipalFields}`,
        'GET /servicePrincipals(appId)',
      ),

    assignments,

    grant: (principalId, wanted) =>
      grantRoles(options, joinGrants, () => assignments(principalId), principalId, wanted),

    async revoke(servicePrincipalId, assignmentIds) {
      const calls = assignmentIds.map((id) => callOf(revokeAppRole(servicePrincipalId, id)));
      const replies = await Promise.all(
        calls.map(async (call) => ({ call, reply: await joinGrants({ ...call, repeatable: true }) })),
      );
      for (const { call, reply } of replies) if (reply.status !== 404) accepted(z.unknown(), call.operation, reply);
    },

    async addPassword(applicationId, body) {
      const change = addPassword(applicationId, body);
      return accepted(change.made, change.operation, await write(callOf(change)));
    },

    removePassword: async (applicationId, keyId) => void (await write(callOf(removePassword(applicationId, keyId)))),

    async replaceKeyCredentials(applicationId, keyCredentials) {
      await write(callOf(replaceKeyCredentials(applicationId, keyCredentials)));
    },

    owners: (applicationId) =>
      list(shapes.owner, `/applications/${segment(applicationId)}/owners?$select=id`, 'GET /applications/{id}/owners'),

    principalOwners: (servicePrincipalId) =>
      list(
        shapes.owner,
        `/servicePrincipals/${segment(servicePrincipalId)}/owners?$select=id`,
        'GET /servicePrincipals/{id}/owners',
      ),

    delegatedGrants: (servicePrincipalId) =>
      unlessForbidden(
        list(
          shapes.delegatedGrant,
          `/servicePrincipals/${segment(servicePrincipalId)}/oauth2PermissionGrants`,
          'GET /servicePrincipals/{id}/oauth2PermissionGrants',
        ),
      ),

    federatedCredentials: (applicationId) =>
      list(
        shapes.federatedCredential,
        `/applications/${segment(applicationId)}/federatedIdentityCredentials`,
        'GET /applications/{id}/federatedIdentityCredentials',
      ),

    deletedApplications: () =>
      list(
        shapes.deletedItem,
        '/directory/deletedItems/microsoft.graph.application?$top=999&$select=id,appId,displayName,uniqueName,tags,deletedDateTime',
        'GET /directory/deletedItems/application',
      ),

    deletedServicePrincipals: () =>
      list(
        shapes.deletedItem,
        '/directory/deletedItems/microsoft.graph.servicePrincipal?$top=999&$select=id,appId,displayName,tags,deletedDateTime',
        'GET /directory/deletedItems/servicePrincipal',
      ),

    ...createPolicyReads(reading),
    ...createPolicyWrites(options.origin, reading, send),

    subscribedSkus: () =>
      unlessForbidden(
        list(
          shapes.subscribedSku,
          '/subscribedSkus?$select=skuPartNumber,capabilityStatus,servicePlans',
          'GET /subscribedSkus',
        ),
      ),

    sharepointSettings: () =>
      unlessForbidden(
        one(
          shapes.sharepointSettings,
          '/admin/sharepoint/settings?$select=isLegacyAuthProtocolsEnabled',
          'GET /admin/sharepoint/settings',
        ),
      ),

    clockSkewMs: skewMs,

    read: async <T>(path: string, operation: string) => (await find(anyObject, path, operation)) as T | null,
  };
}

function named(displayName: string): string {
  return `${encodeURIComponent('displayName eq ')}${literal(displayName)}`;
}
