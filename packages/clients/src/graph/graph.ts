import type { z } from 'zod';
import type { RemoteError } from '../remote-error.ts';
import type { GraphChange } from './graph-change.ts';
import type { PolicyReads } from './policy-reads.ts';
import type { PolicyWrites } from './policy-writes.ts';
import type { ApplicationChange, application } from './shapes.ts';

export type { AppManagementPolicyBody } from './policy-body.ts';
export type { ConditionalAccessPolicy } from './policy-reads.ts';
export type { ApplicationChange } from './shapes.ts';

export interface PermissionRef {
  id: string;
  type: 'Role' | 'Scope';
}
export interface RequiredResourceAccess {
  resourceAppId: string;
  resourceAccess: PermissionRef[];
}
export interface PasswordCredential {
  keyId: string;
  displayName: string | null;
  hint?: string | null;
  startDateTime?: string | null;
  /** null: it has no end. */
  endDateTime: string | null;
}
/** Its value is told this once. */
export interface NewPassword {
  keyId: string;
  secretText: string;
  endDateTime: string;
}
/** As it was read, so that it can be sent back like that. */
export interface KeyCredential {
  keyId?: string | null;
  type: string | null;
  usage: string | null;
  displayName: string | null;
  startDateTime: string | null;
  /** null: it has no end. */
  endDateTime: string | null;
  customKeyIdentifier?: string | null;
  key?: string | null;
}
export type GraphApplication = z.output<typeof application>;
export interface GraphServicePrincipal {
  id: string;
  appId: string;
  accountEnabled: boolean;
  /** Deactivated: it gets no new tokens. */
  isDisabled: boolean;
  /** null, NotDisabled, or why: https://learn.microsoft.com/graph/api/resources/serviceprincipal */
  disabledByMicrosoftStatus: string | null;
  tags: string[];
  notes: string | null;
  /** Of its own, beside those of the application: each is a way in. */
  passwordCredentials: PasswordCredential[];
  keyCredentials: KeyCredential[];
}
export interface ApiServicePrincipal {
  id: string;
  appId: string;
  displayName: string;
  accountEnabled: boolean;
  appRoles: {
    id: string;
    value: string | null;
    displayName: string | null;
    isEnabled: boolean;
    allowedMemberTypes: string[];
  }[];
}
export interface AppRoleAssignment {
  id: string;
  principalId: string;
  resourceId: string;
  /** As Microsoft calls the API. */
  resourceDisplayName: string | null;
  appRoleId: string;
  createdDateTime: string | null;
}
/** What a service principal may do on behalf of people: of everybody (`AllPrincipals`), or of one. */
export interface DelegatedGrant {
  id: string;
  consentType: string | null;
  principalId: string | null;
  resourceId: string | null;
  /** Permission names, separated by spaces. */
  scope: string | null;
}
/** Tokens of another issuer that count as the application's own: https://learn.microsoft.com/graph/api/resources/federatedidentitycredential */
export interface FederatedCredential {
  id: string;
  name: string;
  issuer: string;
  subject: string | null;
}
export interface DeletedItem {
  id: string;
  appId: string;
  displayName: string;
  uniqueName?: string | null;
  tags?: string[];
  deletedDateTime?: string | null;
}
/** Of one that is made. */
export interface ApplicationBody extends ApplicationChange {
  displayName: string;
  signInAudience: 'AzureADMyOrg';
  tags: string[];
  notes: string;
  requiredResourceAccess: RequiredResourceAccess[];
}
/** The result of one grant of many: made (or already there), or why not. */
export type GrantResult = { appRoleId: string; resourceId: string } & (
  | { ok: true; assignmentId: string | null }
  | { ok: false; error: RemoteError }
);

/**
 * What the product asks of Microsoft Graph v1.0 without changing anything. Reads asked for in the same tick travel in
 * one $batch. `null` = looked and absent (404); every other refusal throws RemoteError.
 */
export interface GraphReads extends PolicyReads {
  me(): Promise<{ id: string; displayName: string; userPrincipalName: string; userType: string | null }>;
  /**
   * Template ids of the directory roles that the person has at this moment, through groups as well; null in place of
   * an id that the token may not see, and in place of all where the tenant has no such user (a partner's technician).
   */
  myDirectoryRoles(): Promise<(string | null)[] | null>;
  organization(): Promise<{
    id: string;
    displayName: string;
    verifiedDomains: { name: string; isDefault: boolean; isInitial: boolean }[];
  }>;
  apiServicePrincipal(appId: string): Promise<ApiServicePrincipal | null>;
  application(uniqueName: string): Promise<GraphApplication | null>;
  applicationById(id: string): Promise<GraphApplication | null>;
  /** Display names are not unique: all that carry this one. */
  applicationsNamed(displayName: string): Promise<GraphApplication[]>;
  /** All that carry this tag, whoever made them. */
  applicationsTagged(tag: string): Promise<GraphApplication[]>;
  servicePrincipal(appId: string): Promise<GraphServicePrincipal | null>;
  assignments(servicePrincipalId: string): Promise<AppRoleAssignment[]>;
  owners(applicationId: string): Promise<{ id: string }[]>;
  principalOwners(servicePrincipalId: string): Promise<{ id: string }[]>;
  /** undefined: may not be read with this token. */
  delegatedGrants(servicePrincipalId: string): Promise<DelegatedGrant[] | undefined>;
  federatedCredentials(applicationId: string): Promise<FederatedCredential[]>;
  /** All in the bin: which of them are ours their unique name and tags tell, which cannot be asked for here. */
  deletedApplications(): Promise<DeletedItem[]>;
  deletedServicePrincipals(): Promise<DeletedItem[]>;
  /** undefined: may not be read with this token (403). */
  subscribedSkus(): Promise<
    | {
        skuPartNumber: string;
        capabilityStatus: string;
        servicePlans: { servicePlanName: string; provisioningStatus: string }[];
      }[]
    | undefined
  >;
  sharepointSettings(): Promise<{ isLegacyAuthProtocolsEnabled: boolean } | undefined>;
  /** How far Graph's clock is ahead of ours, by its latest answer; null: none came yet. */
  clockSkewMs(): number | null;
  /** Any harmless read of the proof (app-only), by path below /v1.0; null = 404. */
  read<T>(path: string, operation: string): Promise<T | null>;
}

/** What changes something there: whoever only looks has none of it. */
export interface GraphWrites extends PolicyWrites {
  /** Sends one as it stands. What it made (201), or null where it answered with nothing or was no creation. */
  change<Made>(change: GraphChange<Made>): Promise<Made | null>;
  /** Up to twenty items a batch, batches in parallel; each item is judged alone and throttled ones are tried again. */
  grant(principalId: string, wanted: { resourceId: string; appRoleId: string }[]): Promise<GrantResult[]>;
  /** Takes grants back, twenty a batch; one that is gone already is as good as taken back. */
  revoke(servicePrincipalId: string, assignmentIds: string[]): Promise<void>;
  addPassword(applicationId: string, body: { displayName: string; endDateTime: string }): Promise<NewPassword>;
  removePassword(applicationId: string, keyId: string): Promise<void>;
  /** The whole list: what is not in it is gone. Entries that were read with their `key` can be sent back as they are. */
  replaceKeyCredentials(applicationId: string, keyCredentials: KeyCredential[]): Promise<void>;
}

export interface Graph extends GraphReads, GraphWrites {}
