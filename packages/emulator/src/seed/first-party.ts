import type { Application, Tenant } from '../core/world.ts';
import { managementApi, microsoftGraph, microsoftServices } from './apis.ts';
import { makeApplication } from './clients.ts';
import { makeTenant } from './tenant.ts';

/** Applications of Microsoft's own that every tenant knows, with the ids that they have in the world outside. */
const known = [
  {
    appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    displayName: 'Microsoft Azure CLI',
    /** What Microsoft has approved for everybody, by API. */
    approved: {
      [microsoftGraph]: [
        'openid',
        'profile',
        'email',
        'offline_access',
        'AuditLog.Read.All',
        'Directory.AccessAsUser.All',
        'Group.ReadWrite.All',
        'User.ReadWrite.All',
      ],
      [managementApi]: ['user_impersonation'],
    },
  },
  // Asks for what its caller wants, and waits for consent: Connect-MgGraph.
  { appId: '14d82eec-204b-4c2f-b7e8-296a70dab67e', displayName: 'Microsoft Graph Command Line Tools', approved: {} },
] as const satisfies { appId: string; displayName: string; approved: Record<string, readonly string[]> }[];

/** Microsoft's own tenant: nobody signs in there, and its objects are in no snapshot. */
const home: Tenant = makeTenant(
  { key: 'microsoft', id: microsoftServices, displayName: 'Microsoft Services', story: '', people: [] },
  Date.parse('2026-01-01T00:00:00Z'),
);

const applications: Application[] = known.map(({ appId, displayName }) => ({
  ...makeApplication(home, appId, displayName, home.createdDateTime),
  signInAudience: 'AzureADMultipleOrgs',
  publisherDomain: 'microsoft.com',
  isFallbackPublicClient: true,
  publicClient: {
    redirectUris: ['http://localhost', 'https://login.microsoftonline.com/common/oauth2/nativeclient'],
  },
}));

export function firstParty(appId: string): { application: Application; home: Tenant } | null {
  const application = applications.find((one) => one.appId === appId.toLowerCase());
  return application ? { application, home } : null;
}

/** Scopes of an API that Microsoft has approved for one of its own applications, in every tenant. */
export function approvedByMicrosoft(appId: string, api: string): readonly string[] {
  const approved: Record<string, readonly string[]> = known.find((one) => one.appId === appId)?.approved ?? {};
  return approved[api] ?? [];
}
