import { readFileSync } from 'node:fs';
import type { AppRole, OAuth2PermissionScope, ServicePrincipal, Tenant } from '../core/world.ts';
import { guidOf } from './guid.ts';

export const microsoftGraph = '00000003-0000-0000-c000-000000000000';
export const exchangeOnline = '00000002-0000-0ff1-ce00-000000000000';
export const sharePointOnline = '00000003-0000-0ff1-ce00-000000000000';
/** Windows Azure Service Management API: what `az` and Azure PowerShell talk to first. */
export const managementApi = '797f4846-ba00-4fd7-ba43-dac1f8f63013';

/** The tenant in which Microsoft keeps its own applications. */
export const microsoftServices = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** What a Microsoft API offers, the same in every tenant that has it. */
export interface MicrosoftApi {
  appId: string;
  displayName: string;
  servicePrincipalNames: string[];
  appRoles: AppRole[];
  oauth2PermissionScopes: OAuth2PermissionScope[];
}

let loaded: MicrosoftApi[] | undefined;

/** Graph, Exchange Online, SharePoint Online and Azure's management with the ids of their real roles and scopes. */
export function microsoftApis(): MicrosoftApi[] {
  loaded ??= [
    {
      appId: microsoftGraph,
      displayName: 'Microsoft Graph',
      servicePrincipalNames: [microsoftGraph, 'https://graph.microsoft.com'],
      ...permissionsOf('microsoft-graph'),
    },
    {
      appId: exchangeOnline,
      displayName: 'Office 365 Exchange Online',
      servicePrincipalNames: [exchangeOnline, 'https://outlook.office365.com', 'https://outlook.office.com'],
      ...permissionsOf('exchange-online'),
    },
    {
      appId: sharePointOnline,
      displayName: 'Office 365 SharePoint Online',
      servicePrincipalNames: [sharePointOnline, 'https://microsoft.sharepoint-df.com'],
      ...permissionsOf('sharepoint-online'),
    },
    {
      appId: managementApi,
      displayName: 'Windows Azure Service Management API',
      servicePrincipalNames: [managementApi, 'https://management.azure.com/', 'https://management.core.windows.net/'],
      appRoles: [],
      oauth2PermissionScopes: [
        {
          id: '41094075-9dad-400e-a0bd-54e686782033',
          value: 'user_impersonation',
          type: 'User',
          isEnabled: true,
          adminConsentDisplayName: 'Access Azure Resource Manager as organization users',
          adminConsentDescription: 'Lets the application act as the signed-in person in Azure Resource Manager.',
          userConsentDisplayName: 'Access Azure Resource Manager as you',
          userConsentDescription: 'Lets the application act as you in Azure Resource Manager.',
        },
      ],
    },
  ];
  return loaded;
}

/** Gives a tenant the service principals of Microsoft's APIs, with ids that are the same in every start. */
export function installApis(tenant: Tenant, options: { without?: string[] } = {}): void {
  for (const api of microsoftApis()) {
    if (options.without?.includes(api.appId)) continue;
    const principal: ServicePrincipal = {
      id: guidOf(`${tenant.id}/principal/${api.appId}`),
      appId: api.appId,
      displayName: api.displayName,
      servicePrincipalType: 'Application',
      appOwnerOrganizationId: microsoftServices,
      accountEnabled: true,
      isDisabled: null,
      appRoleAssignmentRequired: false,
      createdDateTime: tenant.createdDateTime,
      deletedDateTime: null,
      tags: [],
      notes: null,
      servicePrincipalNames: [...api.servicePrincipalNames],
      appRoles: [...api.appRoles],
      oauth2PermissionScopes: [...api.oauth2PermissionScopes],
      _owners: [],
    };
    tenant.servicePrincipals[principal.id] = principal;
  }
}

/** Reads `data/<name>.csv`: kind, value, id, who may consent, enabled. */
function permissionsOf(name: string): Pick<MicrosoftApi, 'appRoles' | 'oauth2PermissionScopes'> {
  const [, ...lines] = readFileSync(new URL(`data/${name}.csv`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line) => {
    const [kind = '', value = '', id = '', consent = '', enabled = ''] = line.split(',');
    return { kind, value, id, consent, enabled };
  });
  return {
    appRoles: rows
      .filter((row) => row.kind === 'application')
      .map(({ value, id, enabled }) => ({
        id,
        value,
        displayName: value,
        description: `Allows the app ${value} without a signed-in user.`,
        isEnabled: enabled === 'true',
        allowedMemberTypes: ['Application'],
        origin: 'Application',
      })),
    oauth2PermissionScopes: rows
      .filter((row) => row.kind === 'delegated')
      .map(({ value, id, consent, enabled }) => ({
        id,
        value,
        type: consent === 'Admin' ? 'Admin' : 'User',
        isEnabled: enabled === 'true',
        adminConsentDisplayName: value,
        adminConsentDescription: `Allows the app ${value} on behalf of the signed-in user.`,
        userConsentDisplayName: consent === 'Admin' ? null : value,
        userConsentDescription: consent === 'Admin' ? null : `Allows the app ${value} on your behalf.`,
      })),
  };
}
