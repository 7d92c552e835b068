import type { GlobalWeather, Tenant, VplusServer, World } from '../core/world.ts';
import { installApis, sharePointOnline } from './apis.ts';
import { installClients } from './clients.ts';
import { crowdOf } from './crowd.ts';
import type { DaemonCertificate } from './daemon-certificate.ts';
import { secretLifetime, secretsForbidden } from './policies.ts';
import { makeTenant, type TenantSeed } from './tenant.ts';
import { makeVplus } from './vplus.ts';

export const tenantIds = {
  operator: '1a5e0b1c-7d42-4c8e-9f10-0b6d2e4f8a01',
  contoso: '2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12',
  fabrikam: '3c702d3e-9f64-4ea0-9b32-2d8f4061ac23',
  northwind: '4d813e4f-a075-4fb1-8c43-3e905172bd34',
  woodgrove: '5e924f50-b186-40c2-9d54-4fa16283ce45',
  tailspin: '6fa35061-c297-41d3-8e65-50b27394df56',
  wingtip: '70b46172-d3a8-42e4-9f76-61c384a5e067',
  litware: '81c57283-e4b9-43f5-8087-72d495b6f178',
  adventureWorks: '92d68394-f5ca-4406-9198-83e5a6c70289',
  proseware: 'a3e794a5-06db-4517-8209-94f6b7d8139a',
  trey: 'b4f8a5b6-17ec-4628-9310-a507c8e9240b',
} as const;

const fromFabrikam = { tenantId: tenantIds.fabrikam, domain: 'fabrikam.example' };
const gentleLag = {
  applications: 0,
  servicePrincipals: 0,
  grants: 800,
  credentials: 1500,
  roles: 1200,
  consent: 300,
};
const quick = { applications: 0, servicePrincipals: 0, grants: 300, credentials: 600, roles: 500, consent: 0 };

const tenants: TenantSeed[] = [
  {
    key: 'operator',
    id: tenantIds.operator,
    displayName: 'Practice Operator',
    story: 'The company that runs vPlus: the assistant is registered here and its operators sign in here.',
    people: [
      { login: 'operator', name: 'Olivia Operator' },
      { login: 'omar', name: 'Omar Haddad', roles: ['Global Administrator'] },
      { login: 'erin', name: 'Erin Employee' },
    ],
    lag: quick,
  },
  {
    key: 'contoso',
    id: tenantIds.contoso,
    displayName: 'Contoso',
    story: 'Fair weather: every service is there. New grants and secrets need a second to be known everywhere.',
    people: [
      { login: 'adele', name: 'Adele Vance', roles: ['Global Administrator'] },
      {
        login: 'megan',
        name: 'Megan Bowen',
        roles: ['Privileged Role Administrator', 'Cloud Application Administrator'],
      },
      { login: 'pradeep', name: 'Pradeep Gupta', roles: ['Privileged Role Administrator'] },
      { login: 'lee', name: 'Lee Gu', roles: ['Cloud Application Administrator'] },
      { login: 'nestor', name: 'Nestor Wilke', roles: ['Global Reader'] },
      { login: 'isaiah', name: 'Isaiah Langer' },
      { login: 'diego', name: 'Diego Siciliani', eligible: ['Global Administrator'] },
      { login: 'lidia', name: 'Lidia Holloway', roles: ['SharePoint Administrator'] },
      { login: 'backup', name: 'Backup Administrator', roles: ['Global Administrator'], unlicensed: true },
      { login: 'frida', name: 'Frida Lind (guest)', home: fromFabrikam },
      {
        login: 'gustav',
        name: 'Gustav Berg (guest administrator)',
        roles: ['Global Administrator'],
        home: fromFabrikam,
      },
    ],
    lag: gentleLag,
  },
  {
    key: 'fabrikam',
    id: tenantIds.fabrikam,
    displayName: 'Fabrikam',
    story: 'A slow directory: what is new shows after six to twelve seconds.',
    people: [
      { login: 'fatima', name: 'Fatima Rahimi', roles: ['Global Administrator'] },
      { login: 'frida', name: 'Frida Lind' },
      { login: 'gustav', name: 'Gustav Berg' },
    ],
    lag: {
      applications: 6000,
      servicePrincipals: 8000,
      grants: 7000,
      credentials: 12_000,
      roles: 10_000,
      consent: 6000,
    },
  },
  {
    key: 'northwind',
    id: tenantIds.northwind,
    displayName: 'Northwind Traders',
    story: 'A policy lets client secrets live for 90 days at most.',
    people: [
      { login: 'nadia', name: 'Nadia Petrova', roles: ['Global Administrator'] },
      { login: 'noah', name: 'Noah Fischer' },
    ],
    lag: quick,
    secretRules: [secretLifetime('P90D')],
  },
  {
    key: 'woodgrove',
    id: tenantIds.woodgrove,
    displayName: 'Woodgrove Bank',
    story: 'A policy forbids client secrets altogether.',
    people: [
      { login: 'wanda', name: 'Wanda Okafor', roles: ['Global Administrator'] },
      { login: 'silas', name: 'Silas Moreau', roles: ['Security Administrator'] },
      { login: 'will', name: 'Will Tanaka' },
    ],
    lag: quick,
    secretRules: [secretsForbidden],
  },
  {
    key: 'tailspin',
    id: tenantIds.tailspin,
    displayName: 'Tailspin Toys',
    story: 'Only mail is licensed: SharePoint is not in this tenant and nobody has Teams.',
    people: [
      { login: 'tara', name: 'Tara Lopez', roles: ['Global Administrator'] },
      { login: 'tom', name: 'Tom Nguyen' },
    ],
    sku: 'EXCHANGEENTERPRISE',
    lag: quick,
    withoutApis: [sharePointOnline],
  },
  {
    key: 'wingtip',
    id: tenantIds.wingtip,
    displayName: 'Wingtip Toys',
    story: 'Exchange Web Services only for applications on a list, and Graph answers "too many requests" now and then.',
    people: [
      { login: 'wilma', name: 'Wilma Jansen', roles: ['Global Administrator'] },
      { login: 'wes', name: 'Wes Carter' },
    ],
    lag: quick,
    ews: { enabled: true, allowedAppIds: ['c3e79405-06db-4517-82a9-94f6b7d8139a'] },
    weather: { throttling: { everyNth: 9, retryAfterSeconds: 2 } },
  },
  {
    key: 'litware',
    id: tenantIds.litware,
    displayName: 'Litware',
    story:
      'Strict: people may not consent or register applications, and Conditional Access asks for a second factor midway.',
    people: [
      { login: 'lucia', name: 'Lucia Romano', roles: ['Global Administrator'] },
      { login: 'paula', name: 'Paula Weber', roles: ['Privileged Role Administrator'] },
      { login: 'liam', name: 'Liam Novak' },
    ],
    lag: quick,
    authorizationPolicy: { allowedToCreateApps: false, userConsent: false },
    weather: { conditionalAccess: { demand: 'mfa', at: 'on-behalf-of' } },
  },
  {
    key: 'adventure-works',
    id: tenantIds.adventureWorks,
    displayName: 'Adventure Works',
    story: 'Exchange Web Services are switched off for everybody.',
    people: [
      { login: 'anna', name: 'Anna Kowalska', roles: ['Global Administrator'] },
      { login: 'aaron', name: 'Aaron Silva', noDrive: true },
    ],
    lag: quick,
    ews: { enabled: false, allowedAppIds: null },
  },
  {
    key: 'proseware',
    id: tenantIds.proseware,
    displayName: 'Proseware',
    story: 'The first mailboxes, drives and sites cannot be opened: elsewhere, missing or locked. Others can.',
    people: [
      { login: 'pia', name: 'Pia Lindqvist', roles: ['Global Administrator'], unlicensed: true },
      {
        login: 'percy',
        name: 'Percy Osei (mail elsewhere)',
        mail: 'percy.osei@post.example',
        mailbox: 'percy@proseware.example',
      },
      { login: 'petra', name: 'Petra Simic (plan without a mailbox)', mailbox: null, driveLocked: true },
      { login: 'paul', name: 'Paul Andersen' },
    ],
    lag: quick,
    lockedSites: ['/sites/projects'],
  },
  {
    key: 'trey',
    id: tenantIds.trey,
    displayName: 'Trey Research',
    story:
      'Administered from outside: by members of Fabrikam, whom cross-tenant synchronization brings, and by a partner without a user object here (GDAP).',
    people: [
      { login: 'tina', name: 'Tina Sørensen', roles: ['Global Administrator'] },
      { login: 'theo', name: 'Theo Laurent' },
      {
        login: 'gustav',
        name: 'Gustav Berg (synchronized member)',
        roles: ['Global Administrator'],
        home: fromFabrikam,
        synchronized: true,
      },
    ],
    lag: quick,
    delegatedAdmins: [
      {
        tenantKey: 'fabrikam',
        tenantId: tenantIds.fabrikam,
        login: 'fatima',
        roles: ['Privileged Role Administrator', 'Cloud Application Administrator', 'Global Reader'],
      },
    ],
  },
];

/** All but what every start makes anew: signing keys and the certificate of the vPlus server. */
export type SeededWorld = Omit<World, 'signingKeys' | 'vplus'> & { vplus: Omit<VplusServer, 'certificate'> };

export function seedWorld(now: number, daemon: DaemonCertificate, crowd = 0): SeededWorld {
  const made = [...tenants, ...crowdOf(crowd)].map((seed) => {
    const tenant = makeTenant(seed, now);
    installApis(tenant, { without: seed.withoutApis ?? [] });
    return tenant;
  });
  const [operator, contoso] = made as [Tenant, Tenant];
  installClients(operator, contoso, daemon, now);
  return {
    tenants: Object.fromEntries(made.map((tenant) => [tenant.id, tenant])),
    codes: {},
    refreshTokens: {},
    deviceCodes: {},
    sessions: {},
    vplus: makeVplus(),
    weather: fairWeather(),
  };
}

function fairWeather(): GlobalWeather {
  return {
    latencyMs: { identity: 0, graph: 0, sharepoint: 0, exchange: 0, vplus: 0 },
    clockSkewSeconds: 0,
    tokenBackdateSeconds: 300,
    returnedState: null,
    vplus: {
      down: false,
      synchronizationMs: 6000,
      synchronizationFails: null,
      strangeCertificate: false,
      contract: 'declared',
    },
    faults: [],
  };
}
