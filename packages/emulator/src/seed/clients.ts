import { X509Certificate } from 'node:crypto';
import type { Application, RequiredResourceAccess, ServicePrincipal, Tenant } from '../core/world.ts';
import { microsoftGraph } from './apis.ts';
import type { DaemonCertificate } from './daemon-certificate.ts';
import { guidOf } from './guid.ts';

export const assistant = {
  clientId: '5b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11',
  secret: 'practice-assistant-secret-not-for-production',
  scopeId: '0f6f2d1e-4c1b-4f0a-9b0e-6d5a7c3e2b41',
  operatorRoleId: '7a9c1b34-52d6-4e8f-8a1d-3f2b6c9d0e75',
  graphScopes: [
    ['openid', '37f7f235-527c-4136-accd-4a02d197296e'],
    ['profile', '14dad69e-099b-42c9-810b-d002981feec1'],
    ['offline_access', '7427e0e9-2fba-42fe-b0c0-848c9e6a8182'],
    ['User.Read', 'e1fe6dd8-ba31-4d61-89e7-88639da4683d'],
    ['Application.ReadWrite.All', 'bdfbf15f-ee85-4955-8675-146e8e5296b5'],
    ['AppRoleAssignment.ReadWrite.All', '84bccea3-f856-4a8a-967b-dbe0a3d53a64'],
    ['Policy.Read.All', '572fea84-0151-49b2-9301-11cb16974376'],
    ['LicenseAssignment.Read.All', 'f395577a-0960-456b-979f-7228de0c5996'],
    ['SharePointTenantSettings.Read.All', '2ef70e10-5bfd-4ede-a5f6-67720500b258'],
  ],
} as const;

const webClient = {
  clientId: '8d0c5a0b-3f1e-4b62-9a77-2c4e6f8a1b02',
  secret: 'practice-web-secret-not-for-production',
};
const commandLine = { clientId: '9e1d6b1c-402f-4c73-8b88-3d5f70912c13' };
const daemon = {
  clientId: 'af2e7c2d-5130-4d84-9c99-4e6081a23d24',
  secret: 'practice-daemon-secret-not-for-production',
};

export const practiceClientIds: string[] = [assistant, webClient, commandLine, daemon].map((one) => one.clientId);

/** Graph roles of the practice daemon: User.Read.All, Application.Read.All, Group.Read.All, Organization.Read.All. */
const daemonRoles = [
  'df021288-bdef-4463-88db-98f22de89214',
  '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
  '5b567255-7703-4780-807c-7be8301ae99b',
  '498476ce-e0fe-48b0-b801-37ba7e2685c6',
];

const signInScopes = ['openid', 'profile', 'offline_access', 'User.Read'];

/** The assistant itself, and clients with which programs of others can try the practice cloud. */
export function installClients(
  operator: Tenant,
  daemonHome: Tenant,
  certificate: DaemonCertificate,
  now: number,
): void {
  const created = new Date(now - 200 * 86_400_000).toISOString();
  const own = makeAssistant(operator, created, now);
  for (const application of [own, makeWebClient(operator, created, now), makeCommandLine(operator, created)]) {
    operator.applications[application.id] = application;
  }
  grantAssistant(operator, install(operator, own, operator.id, created), created);

  const daemonApplication = makeDaemon(daemonHome, certificate, created, now);
  daemonHome.applications[daemonApplication.id] = daemonApplication;
  grantDaemon(daemonHome, install(daemonHome, daemonApplication, daemonHome.id, created), created);
}

function makeAssistant(home: Tenant, created: string, now: number): Application {
  const { clientId, scopeId, operatorRoleId } = assistant;
  const base = makeApplication(home, clientId, 'vPlus setup assistant', created);
  return {
    ...base,
    signInAudience: 'AzureADMultipleOrgs',
    identifierUris: [`api://${clientId}`],
    groupMembershipClaims: 'DirectoryRole',
    requiredResourceAccess: [
      graphAccess(assistant.graphScopes.map(([, id]) => id)),
      { resourceAppId: clientId, resourceAccess: [{ id: scopeId, type: 'Scope' }] },
    ],
    passwordCredentials: [makeSecret(clientId, assistant.secret, now)],
    appRoles: [
      {
        id: operatorRoleId,
        value: 'Operator',
        displayName: 'Operator',
        description: 'Runs vPlus: sees every tenant that is connected.',
        isEnabled: true,
        allowedMemberTypes: ['User'],
      },
    ],
    api: {
      ...base.api,
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [
        {
          id: scopeId,
          value: 'access_as_user',
          type: 'User',
          isEnabled: true,
          adminConsentDisplayName: 'Use the vPlus setup assistant',
          adminConsentDescription: 'Lets people of your organization use the vPlus setup assistant as themselves.',
          userConsentDisplayName: 'Use the vPlus setup assistant',
          userConsentDescription: 'Lets you use the vPlus setup assistant as yourself.',
        },
      ],
      preAuthorizedApplications: [{ appId: clientId, delegatedPermissionIds: [scopeId] }],
    },
    spa: { redirectUris: ['http://localhost/auth', 'http://localhost/auth-bridge'] },
    web: { ...base.web, redirectUris: ['http://localhost/consent-return'] },
    optionalClaims: {
      accessToken: [{ name: 'xms_cc' }, { name: 'login_hint' }],
      idToken: [{ name: 'login_hint' }],
      saml2Token: [],
    },
  };
}

function makeWebClient(home: Tenant, created: string, now: number): Application {
  const base = makeApplication(home, webClient.clientId, 'Practice web client', created);
  return {
    ...base,
    signInAudience: 'AzureADMultipleOrgs',
    requiredResourceAccess: [graphAccess(scopeIds(signInScopes))],
    passwordCredentials: [makeSecret(webClient.clientId, webClient.secret, now)],
    web: { ...base.web, redirectUris: ['http://localhost/callback'] },
  };
}

function makeCommandLine(home: Tenant, created: string): Application {
  return {
    ...makeApplication(home, commandLine.clientId, 'Practice command line', created),
    signInAudience: 'AzureADMultipleOrgs',
    requiredResourceAccess: [graphAccess(scopeIds(signInScopes))],
    publicClient: { redirectUris: ['http://localhost'] },
    isFallbackPublicClient: true,
  };
}

function makeDaemon(home: Tenant, certificate: DaemonCertificate, created: string, now: number): Application {
  const parsed = new X509Certificate(certificate.certificatePem);
  return {
    ...makeApplication(home, daemon.clientId, 'Practice daemon', created),
    requiredResourceAccess: [
      { resourceAppId: microsoftGraph, resourceAccess: daemonRoles.map((id) => ({ id, type: 'Role' as const })) },
    ],
    passwordCredentials: [makeSecret(daemon.clientId, daemon.secret, now)],
    keyCredentials: [
      {
        keyId: guidOf(`${daemon.clientId}/certificate`),
        type: 'AsymmetricX509Cert',
        usage: 'Verify',
        displayName: parsed.subject,
        startDateTime: parsed.validFromDate.toISOString(),
        endDateTime: parsed.validToDate.toISOString(),
        customKeyIdentifier: parsed.fingerprint.replaceAll(':', ''),
        key: parsed.raw.toString('base64'),
        _createdAt: 0,
        _privateKeyPem: certificate.privateKeyPem,
      },
    ],
  };
}

function grantAssistant(operator: Tenant, principal: ServicePrincipal, created: string): void {
  const graph = principalOf(operator, microsoftGraph);
  const consents: [ServicePrincipal, string][] = [
    [graph, assistant.graphScopes.map(([value]) => value).join(' ')],
    [principal, 'access_as_user'],
  ];
  for (const [resource, scope] of consents) {
    const id = guidOf(`${operator.id}/consent/${resource.appId}`);
    operator.oauth2PermissionGrants[id] = {
      id,
      clientId: principal.id,
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId: resource.id,
      scope,
    };
  }
  const person = Object.values(operator.users).find((user) => user.userPrincipalName.startsWith('operator@'));
  if (person) assign(operator, { ...person, type: 'User' }, principal, assistant.operatorRoleId, created);
}

function grantDaemon(home: Tenant, principal: ServicePrincipal, created: string): void {
  for (const role of daemonRoles)
    assign(home, { ...principal, type: 'ServicePrincipal' }, principalOf(home, microsoftGraph), role, created);
}

function assign(
  tenant: Tenant,
  to: { id: string; displayName: string; type: 'User' | 'ServicePrincipal' },
  resource: ServicePrincipal,
  appRoleId: string,
  createdDateTime: string,
): void {
  const id = guidOf(`${tenant.id}/assignment/${to.id}/${resource.appId}/${appRoleId}`);
  tenant.appRoleAssignments[id] = {
    id,
    principalId: to.id,
    principalType: to.type,
    principalDisplayName: to.displayName,
    resourceId: resource.id,
    resourceDisplayName: resource.displayName,
    appRoleId,
    createdDateTime,
  };
}

function principalOf(tenant: Tenant, appId: string): ServicePrincipal {
  const found = Object.values(tenant.servicePrincipals).find((principal) => principal.appId === appId);
  if (!found) throw new Error(`${tenant.displayName} has no service principal of ${appId}`);
  return found;
}

function install(tenant: Tenant, application: Application, ownerId: string, created: string): ServicePrincipal {
  const principal: ServicePrincipal = {
    id: guidOf(`${tenant.id}/principal/${application.appId}`),
    appId: application.appId,
    displayName: application.displayName,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: ownerId,
    accountEnabled: true,
    isDisabled: null,
    appRoleAssignmentRequired: false,
    createdDateTime: created,
    deletedDateTime: null,
    tags: [],
    notes: null,
    servicePrincipalNames: [application.appId, ...application.identifierUris],
    appRoles: [],
    oauth2PermissionScopes: [],
    _owners: [],
  };
  tenant.servicePrincipals[principal.id] = principal;
  return principal;
}

export function makeApplication(home: Tenant, appId: string, displayName: string, created: string): Application {
  return {
    id: guidOf(`application/${appId}`),
    appId,
    uniqueName: null,
    displayName,
    description: null,
    notes: null,
    signInAudience: 'AzureADMyOrg',
    tags: [],
    identifierUris: [],
    groupMembershipClaims: null,
    isDisabled: null,
    createdDateTime: created,
    deletedDateTime: null,
    publisherDomain: home.domains[0] ?? '',
    requiredResourceAccess: [],
    passwordCredentials: [],
    keyCredentials: [],
    appRoles: [],
    api: {
      requestedAccessTokenVersion: null,
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
      knownClientApplications: [],
      acceptMappedClaims: null,
    },
    web: {
      redirectUris: [],
      homePageUrl: null,
      logoutUrl: null,
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    },
    spa: { redirectUris: [] },
    publicClient: { redirectUris: [] },
    isFallbackPublicClient: null,
    optionalClaims: null,
    _owners: [],
  };
}

function makeSecret(clientId: string, secret: string, now: number): Application['passwordCredentials'][number] {
  return {
    keyId: guidOf(`${clientId}/secret`),
    displayName: 'practice',
    hint: secret.slice(0, 3),
    startDateTime: new Date(now - 30 * 86_400_000).toISOString(),
    endDateTime: new Date(now + 700 * 86_400_000).toISOString(),
    customKeyIdentifier: null,
    _secret: secret,
    _createdAt: 0,
  };
}

function graphAccess(ids: string[]): RequiredResourceAccess {
  return { resourceAppId: microsoftGraph, resourceAccess: ids.map((id) => ({ id, type: 'Scope' })) };
}

function scopeIds(names: string[]): string[] {
  return assistant.graphScopes.filter(([value]) => names.includes(value)).map(([, id]) => id);
}
