/**
 * Everything that the practice cloud knows, as plain JSON: what can be snapshotted, restored and compared.
 * Directory objects carry Microsoft Graph's own property names; what Graph never shows begins with an underscore.
 */
export interface World {
  tenants: Record<string, Tenant>;
  /** RSA signing keys of the identity server (private JWK), the first one signs. */
  signingKeys: JsonWebKey[];
  codes: Record<string, AuthorizationCode>;
  refreshTokens: Record<string, RefreshToken>;
  deviceCodes: Record<string, DeviceCode>;
  /** Browser sessions of the sign-in page: cookie value to the accounts that are signed in. */
  sessions: Record<string, { accounts: SignedInAccount[] }>;
  vplus: VplusServer;
  weather: GlobalWeather;
}

export interface JsonWebKey {
  kid: string;
  [member: string]: unknown;
}

export interface Tenant {
  id: string;
  displayName: string;
  /** The first is the primary one; one of them ends in .onmicrosoft.example. */
  domains: string[];
  createdDateTime: string;
  users: Record<string, User>;
  groups: Record<string, Group>;
  applications: Record<string, Application>;
  servicePrincipals: Record<string, ServicePrincipal>;
  appRoleAssignments: Record<string, AppRoleAssignment>;
  oauth2PermissionGrants: Record<string, OAuth2PermissionGrant>;
  /** Soft-deleted applications and service principals, each with deletedDateTime. */
  deletedItems: Record<
    string,
    (Application & { _type: 'application' }) | (ServicePrincipal & { _type: 'servicePrincipal' })
  >;
  subscribedSkus: SubscribedSku[];
  defaultAppManagementPolicy: AppManagementPolicy;
  /** Custom policies, by id, with the ids of the applications that they apply to. */
  appManagementPolicies: Record<string, CustomPolicy>;
  authorizationPolicy: { allowedToCreateApps: boolean; userConsent: boolean };
  sharepoint: {
    host: string;
    isLegacyAuthProtocolsEnabled: boolean;
    /** Paths of sites that an administrator has locked, as in `/sites/projects`; the empty one is the root site. */
    lockedSites?: string[];
  };
  /** EwsEnabled and EwsAllowedAppIDs of the organization configuration. */
  ews: { enabled: boolean | null; allowedAppIds: string[] | null };
  weather: TenantWeather;
  /** People of a partner who administer this tenant without being in its directory (GDAP). */
  delegatedAdmins?: DelegatedAdmin[];
  /** Earlier states of the directory, oldest first: what Entra Backup and Recovery goes back to. */
  backups?: DirectoryBackup[];
  /** What readers may still not see, or see old: see core/replication.ts. */
  replicas: Record<string, Replica>;
  /** Which practice situation this tenant is for, one sentence. */
  story: string;
}

export interface Replica {
  createdAt: number;
  /** Older values that a lagging reader still gets, oldest first; null: did not exist. */
  versions: { until: number; value: unknown }[];
}

/** https://learn.microsoft.com/partner-center/customers/gdap-introduction */
export interface DelegatedAdmin {
  partnerTenantId: string;
  /** Of the user object in the partner's tenant; there is none in this one. */
  userId: string;
  /** Role template ids, which stand in `wids`. */
  roles: string[];
}

/** The part of a directory that Entra Backup and Recovery restores, as it was. */
export interface DirectoryBackup
  extends Pick<
    Tenant,
    'applications' | 'servicePrincipals' | 'appRoleAssignments' | 'oauth2PermissionGrants' | 'deletedItems'
  > {
  id: string;
  createdDateTime: string;
}

export interface User {
  id: string;
  displayName: string;
  userPrincipalName: string;
  mail: string | null;
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  assignedPlans: { service: string; capabilityStatus: string; servicePlanId: string; assignedDateTime: string }[];
  _password: string;
  /** Role template ids that are active; `_eligibleRoles` wait for an activation in PIM. */
  _roles: string[];
  _eligibleRoles: string[];
  /** Where somebody from elsewhere signs in: a guest, or a member by cross-tenant synchronization. */
  _homeTenantId: string | null;
  _drive: boolean;
  /** The drive is there, and nobody may open it. */
  _driveLocked?: boolean;
  /**
   * Where the mailbox is, when not at `mail`; null: there is none, whatever the plan says. Absent: at `mail`, for
   * whoever has a plan of Exchange.
   */
  _mailbox?: { address: string } | null;
  _mfaRegistered: boolean;
  /** Sign-ins before this moment (epoch ms) are revoked. */
  _validFrom: number;
}

export interface Group {
  id: string;
  displayName: string;
  mailNickname: string;
  isTeam: boolean;
  members: string[];
}

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
  hint: string;
  startDateTime: string;
  endDateTime: string;
  customKeyIdentifier: null;
  _secret: string;
  _createdAt: number;
}

export interface KeyCredential {
  keyId: string;
  type: 'AsymmetricX509Cert' | 'Symmetric' | 'X509CertAndPassword';
  usage: 'Verify' | 'Sign';
  displayName: string | null;
  startDateTime: string;
  endDateTime: string;
  customKeyIdentifier: string | null;
  /** Base64 DER of the certificate. */
  key: string;
  _createdAt: number;
  /** Only of seeded practice clients, whose credentials the command prints. */
  _privateKeyPem?: string;
}

export interface AppRole {
  id: string;
  value: string | null;
  displayName: string;
  description: string;
  isEnabled: boolean;
  allowedMemberTypes: ('Application' | 'User')[];
  origin?: string | null;
}

export interface OAuth2PermissionScope {
  id: string;
  value: string;
  type: 'User' | 'Admin';
  isEnabled: boolean;
  adminConsentDisplayName: string;
  adminConsentDescription: string;
  userConsentDisplayName: string | null;
  userConsentDescription: string | null;
}

/** Properties that are kept as they were written; no type here tells what they mean. */
export type KeptOfApplication =
  | 'addIns'
  | 'authenticationBehaviors'
  | 'defaultRedirectUri'
  | 'info'
  | 'isDeviceOnlyAuthSupported'
  | 'nativeAuthenticationApisEnabled'
  | 'oauth2RequirePostResponse'
  | 'parentalControlSettings'
  | 'requestSignatureVerification'
  | 'samlMetadataUrl'
  | 'serviceManagementReference'
  | 'servicePrincipalLockConfiguration'
  | 'tokenEncryptionKeyId';

export interface Application extends Partial<Record<KeptOfApplication, unknown>> {
  id: string;
  appId: string;
  uniqueName: string | null;
  displayName: string;
  description: string | null;
  notes: string | null;
  signInAudience:
    | 'AzureADMyOrg'
    | 'AzureADMultipleOrgs'
    | 'AzureADandPersonalMicrosoftAccount'
    | 'PersonalMicrosoftAccount';
  tags: string[];
  identifierUris: string[];
  groupMembershipClaims: string | null;
  isDisabled: boolean | null;
  createdDateTime: string;
  deletedDateTime: string | null;
  publisherDomain: string;
  requiredResourceAccess: RequiredResourceAccess[];
  passwordCredentials: PasswordCredential[];
  keyCredentials: KeyCredential[];
  appRoles: AppRole[];
  api: {
    requestedAccessTokenVersion: 1 | 2 | null;
    oauth2PermissionScopes: OAuth2PermissionScope[];
    preAuthorizedApplications: { appId: string; delegatedPermissionIds: string[] }[];
    knownClientApplications: string[];
    acceptMappedClaims: boolean | null;
  };
  web: {
    redirectUris: string[];
    homePageUrl: string | null;
    logoutUrl: string | null;
    implicitGrantSettings: { enableAccessTokenIssuance: boolean; enableIdTokenIssuance: boolean };
  };
  spa: { redirectUris: string[] };
  publicClient: { redirectUris: string[] };
  isFallbackPublicClient: boolean | null;
  optionalClaims: {
    accessToken: { name: string }[];
    idToken: { name: string }[];
    saml2Token: { name: string }[];
  } | null;
  _owners: string[];
  /** Absent: none. */
  _federated?: {
    id: string;
    name: string;
    issuer: string;
    subject: string;
    description: string | null;
    audiences: string[];
  }[];
}

/** The same for service principals. */
export type KeptOfServicePrincipal =
  | 'addIns'
  | 'alternativeNames'
  | 'description'
  | 'homepage'
  | 'info'
  | 'loginUrl'
  | 'logoutUrl'
  | 'notificationEmailAddresses'
  | 'preferredSingleSignOnMode'
  | 'preferredTokenSigningKeyThumbprint'
  | 'replyUrls'
  | 'samlSingleSignOnSettings'
  | 'tokenEncryptionKeyId';

export interface ServicePrincipal extends Partial<Record<KeptOfServicePrincipal, unknown>> {
  id: string;
  appId: string;
  displayName: string;
  servicePrincipalType: 'Application';
  appOwnerOrganizationId: string;
  accountEnabled: boolean;
  isDisabled: boolean | null;
  /** Only Microsoft sets it: nothing signs in any more. */
  disabledByMicrosoftStatus?: 'NotDisabled' | 'DisabledDueToViolationOfServicesAgreement' | null;
  appRoleAssignmentRequired: boolean;
  createdDateTime: string;
  deletedDateTime: string | null;
  tags: string[];
  notes: string | null;
  servicePrincipalNames: string[];
  /** Of the tenant's own principals of Microsoft's APIs; others show those of their application. */
  appRoles: AppRole[];
  oauth2PermissionScopes: OAuth2PermissionScope[];
  /** Credentials of its own: they sign in as those of the application do, in this tenant. */
  passwordCredentials?: PasswordCredential[];
  keyCredentials?: KeyCredential[];
  _owners: string[];
}

export interface AppRoleAssignment {
  id: string;
  principalId: string;
  principalType: 'ServicePrincipal' | 'User' | 'Group';
  principalDisplayName: string;
  resourceId: string;
  resourceDisplayName: string;
  appRoleId: string;
  createdDateTime: string;
}

export interface OAuth2PermissionGrant {
  id: string;
  /** Service principal of the client. */
  clientId: string;
  consentType: 'AllPrincipals' | 'Principal';
  principalId: string | null;
  /** Service principal of the API. */
  resourceId: string;
  /** Space separated. */
  scope: string;
}

export interface SubscribedSku {
  id: string;
  skuId: string;
  skuPartNumber: string;
  capabilityStatus: 'Enabled' | 'Warning' | 'Suspended' | 'Deleted' | 'LockedOut';
  consumedUnits: number;
  servicePlans: { servicePlanId: string; servicePlanName: string; provisioningStatus: string; appliesTo: string }[];
}

export interface PolicyRestriction {
  restrictionType: string;
  state: 'enabled' | 'disabled';
  maxLifetime: string | null;
  restrictForAppsCreatedAfterDateTime: string | null;
  excludeActors?: unknown;
}

export interface PolicyRestrictions {
  passwordCredentials: PolicyRestriction[];
  keyCredentials: PolicyRestriction[];
  /** Of a custom policy: rules about identifier URIs, which no application here has any of. */
  applicationRestrictions?: unknown;
}

export interface AppManagementPolicy {
  id: string;
  displayName: string;
  description: string;
  isEnabled: boolean;
  applicationRestrictions: PolicyRestrictions;
  servicePrincipalRestrictions: PolicyRestrictions;
}

/** A policy of its own for some applications. */
export interface CustomPolicy extends AppManagementPolicy {
  _appliesTo: string[];
}

export interface SignedInAccount {
  tenantId: string;
  userId: string;
  /** Epoch milliseconds of the password; `stepUp`: a second factor was confirmed. */
  authTime: number;
  stepUp: boolean;
}

export interface AuthorizationCode {
  clientId: string;
  tenantId: string;
  userId: string;
  redirectUri: string;
  scopes: string[];
  nonce: string | null;
  challenge: { value: string; method: 'S256' | 'plain' } | null;
  claims: string | null;
  authTime: number;
  /** Whether the sign-in satisfied authentication context c1 (claim `acrs`). */
  stepUp: boolean;
  expiresAt: number;
  /** Kept after use, so that a second redemption answers 54005. */
  used: boolean;
}

export interface RefreshToken {
  clientId: string;
  tenantId: string;
  userId: string;
  scopes: string[];
  authTime: number;
  stepUp: boolean;
  issuedAt: number;
  /** SPA tokens end 24 h after the sign-in. */
  expiresAt: number;
  spa: boolean;
}

export interface DeviceCode {
  userCode: string;
  clientId: string;
  tenant: string;
  scopes: string[];
  expiresAt: number;
  /** Set once a person approved it. */
  approvedBy: SignedInAccount | null;
  declined: boolean;
  /** Epoch milliseconds of the last time that the client asked. */
  polledAt: number | null;
}

export interface VplusServer {
  /** SHA-256 fingerprint (colon separated, upper case) and PEM of the self-signed certificate. */
  certificate: { pem: string; keyPem: string; fingerprint: string };
  users: Record<string, { guid: string; login: string; password: string; name: string }>;
  /** Session cookie value to login. */
  sessions: Record<string, { login: string; expiresAt: number }>;
  organizations: Record<string, VplusOrganization>;
  tasks: Record<string, VplusTask>;
}

export interface VplusOrganization {
  guid: string;
  name: string;
  tenantId: string;
  clientId: string;
  /** A secret, a certificate, or both: signed in with the certificate where there is one. */
  clientSecret: string | null;
  /** PKCS#12, base64, with the password that opens it. */
  certificate: string | null;
  certificatePassword: string | null;
  importUsers: boolean;
  importSites: boolean;
  createdAt: number;
  lastSynchronizedAt: number | null;
  description: string | null;
}

export interface VplusTask {
  guid: string;
  kind: 'inventory-sync' | 'organization-check';
  organizationGuid: string;
  state: 'QUEUED' | 'RUNNING' | 'FINISHED' | 'FAILED' | 'CANCELLED';
  progress: number;
  statusInfo: string | null;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
}

export interface TenantWeather {
  /** Milliseconds until others than the writer can rely on seeing a change; 0: at once. */
  replication: {
    /** New applications, service principals: reads by id, appId, uniqueName answer 404; changes: the old value. */
    applications: number;
    servicePrincipals: number;
    /** Reads of grants lack new rows. */
    grants: number;
    /** A new secret or certificate is refused (7000215, 700027). */
    credentials: number;
    /** App-only tokens lack newly granted roles. */
    roles: number;
    /** On-behalf-of says 65001 although consent was just given. */
    consent: number;
  };
  /** Answer 429 to every n-th Graph request; retryAfterSeconds null: without the header. */
  throttling: { everyNth: number; retryAfterSeconds: number | null } | null;
  /** What Conditional Access wants, and where it is noticed. */
  conditionalAccess: {
    demand: 'mfa' | 'block' | 'compliant-device';
    /** `client-credentials`: a policy for workload identities, which can only block. */
    at: 'sign-in' | 'on-behalf-of' | 'graph' | 'client-credentials';
  } | null;
  /** Any AADSTS code to answer: at authorize (shown or redirected), at the token endpoint, or at admin consent. */
  refuse: {
    at: 'authorize' | 'token' | 'on-behalf-of' | 'client-credentials' | 'adminconsent';
    code: number;
    times: number | null;
  }[];
  /** Services whose service principal is absent are removed from servicePrincipals itself. */
  mailboxesLimited: boolean;
  /**
   * Exchange's rule since October 2026: where Exchange Web Services were never set, or are on without a list, no
   * application gets in. false: before it, when an empty list restricted nobody.
   */
  ewsListRequired: boolean;
}

export interface GlobalWeather {
  /** Added to every answer of the service, milliseconds. */
  latencyMs: Record<'identity' | 'graph' | 'sharepoint' | 'exchange' | 'vplus', number>;
  /** Seconds that the server's clock is ahead, for the Date header and token times. */
  clockSkewSeconds: number;
  /** How long before its issue a token says that it begins (`nbf`, `iat`): Entra backdates by five minutes. */
  tokenBackdateSeconds?: number;
  /** What happens to `state` on the way back to the application. */
  returnedState?: ReturnedState | null;
  vplus: {
    down: boolean;
    synchronizationMs: number;
    synchronizationFails: string | null;
    strangeCertificate: boolean;
    contract: 'declared' | 'unknown';
  };
  faults: Fault[];
}

export interface ReturnedState {
  at: 'authorize' | 'adminconsent';
  how: 'missing' | 'changed';
  /** null: every time. */
  times: number | null;
}

/** A one-shot fault: hits the `nth` request (1-based) that matches from now on, `times` times in a row. */
export interface Fault {
  id: string;
  match: {
    service?: string;
    method?: string /** Regular expression on path and query. */;
    path?: string /** Regular expression on the request body. */;
    body?: string;
    tenantId?: string;
  };
  nth: number;
  times: number;
  effect:
    | {
        kind: 'status';
        status: number;
        headers?: Record<string, string>;
        body?: string /** Whether the request takes effect all the same. */;
        afterEffect?: boolean;
      }
    | { kind: 'refuse' }
    | { kind: 'cut-after-effect' }
    | { kind: 'hang'; ms: number; afterEffect?: boolean }
    | { kind: 'delay'; ms: number }
    | { kind: 'malformed'; how: 'truncated' | 'html' | 'empty' | 'reset-in-body' }
    | { kind: 'stale' /** Objects made in the last hour read as absent, for this one request. */ }
    | { kind: 'token-expired' }
    | { kind: 'claims-challenge' };
  _seen: number;
  _hit: number;
}
