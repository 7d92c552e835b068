import type { Group, PolicyRestriction, Tenant, TenantWeather, User } from '../core/world.ts';
import { guidOf } from './guid.ts';
import { makeSku, plansOf, type SkuName } from './licences.ts';
import { makePerson, type PersonSeed, personId } from './people.ts';
import { makeDefaultPolicy } from './policies.ts';
import { type DirectoryRoleName, directoryRoles } from './roles.ts';

/** A practice tenant as its author thinks of it; all else follows. */
export interface TenantSeed {
  /** Makes `key.example` and `key.onmicrosoft.example`. */
  key: string;
  id: string;
  displayName: string;
  story: string;
  people: PersonSeed[];
  sku?: SkuName;
  lag?: Partial<TenantWeather['replication']>;
  weather?: Partial<Omit<TenantWeather, 'replication'>>;
  secretRules?: PolicyRestriction[];
  ews?: Tenant['ews'];
  authorizationPolicy?: Tenant['authorizationPolicy'];
  /** People of another tenant who administer this one as a partner (GDAP). */
  delegatedAdmins?: { tenantKey: string; tenantId: string; login: string; roles: DirectoryRoleName[] }[];
  /** Paths of sites that nobody may open, as in `/sites/projects`. */
  lockedSites?: string[];
  /** App ids of Microsoft's APIs that this tenant lacks. */
  withoutApis?: string[];
}

const noLag = { applications: 0, servicePrincipals: 0, grants: 0, credentials: 0, roles: 0, consent: 0 };

export function makeTenant(seed: TenantSeed, now: number): Tenant {
  const created = new Date(now - 900 * 86_400_000).toISOString();
  const domain = `${seed.key}.example`;
  const sku = seed.sku ?? 'SPE_E5';
  const plans = plansOf(sku);
  const people = seed.people.map((person) => makePerson(seed.key, domain, plans, person, created));
  return {
    id: seed.id,
    displayName: seed.displayName,
    domains: [domain, `${seed.key}.onmicrosoft.example`],
    createdDateTime: created,
    users: byId(people),
    groups: byId(makeGroups(seed.key, people, plans.includes('TEAMS1'))),
    applications: {},
    servicePrincipals: {},
    appRoleAssignments: {},
    oauth2PermissionGrants: {},
    deletedItems: {},
    subscribedSkus: [makeSku(seed.id, sku, people.filter((person) => person.assignedPlans.length > 0).length)],
    defaultAppManagementPolicy: makeDefaultPolicy(seed.secretRules ?? []),
    appManagementPolicies: {},
    authorizationPolicy: { ...(seed.authorizationPolicy ?? { allowedToCreateApps: true, userConsent: true }) },
    sharepoint: {
      host: `${seed.key}.sharepoint.example`,
      isLegacyAuthProtocolsEnabled: false,
      lockedSites: [...(seed.lockedSites ?? [])],
    },
    ews: { ...(seed.ews ?? { enabled: true, allowedAppIds: null }) },
    weather: {
      replication: { ...noLag, ...seed.lag },
      throttling: null,
      conditionalAccess: null,
      refuse: [],
      mailboxesLimited: false,
      ewsListRequired: false,
      ...seed.weather,
    },
    delegatedAdmins: (seed.delegatedAdmins ?? []).map(({ tenantKey, tenantId, login, roles }) => ({
      partnerTenantId: tenantId,
      userId: personId(tenantKey, login),
      roles: roles.map((role) => directoryRoles[role]),
    })),
    backups: [],
    replicas: {},
    story: seed.story,
  };
}

function makeGroups(key: string, people: User[], teams: boolean): Group[] {
  const group = (mailNickname: string, displayName: string, isTeam: boolean, members: User[]): Group => ({
    id: guidOf(`${key}/groups/${mailNickname}`),
    displayName,
    mailNickname,
    isTeam,
    members: members.map((person) => person.id),
  });
  const own = people.filter((person) => person.userType === 'Member');
  return [group('everyone', 'Everyone', false, people), group('projects', 'Projects', teams, own)];
}

function byId<T extends { id: string }>(items: T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}
