import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mailboxAddressOf } from '../core/mailbox.ts';
import { faultsOf } from '../schema/check.ts';
import { guidOf } from '../seed/guid.ts';
import { directoryRoles } from '../seed/roles.ts';
import { tenantIds } from '../seed/tenants.ts';
import { routes } from './routes.ts';
import { openPractice, type Practice } from './testing.ts';

/** Every permission that a route may want. */
const everything = [
  ...new Set(routes.flatMap(({ access }) => [...access.scopes, ...access.appRoles].flatMap((one) => one.split('+')))),
];

let practice: Practice;
beforeAll(async () => {
  practice = await openPractice();
});
beforeEach(() => {
  practice.emulator.reset();
  practice.cloud.schemaFaults?.splice(0);
});
afterAll(() => practice.close());

const names = Object.keys(tenantIds) as (keyof typeof tenantIds)[];

test.each(names)('every answer of Graph about %s has the names and types of the published schema', async (name) => {
  const tenant = practice.tenant(name);
  const person = Object.values(tenant.users).find((user) =>
    user._roles.includes(directoryRoles['Global Administrator']),
  );
  const login = person?.userPrincipalName.split('@')[0] ?? '';
  const app = practice.asApp(everything, name);
  const administrator = practice.as(login, name, everything);
  tenant.weather.throttling = null;
  tenant.weather.conditionalAccess ??= { demand: 'mfa', at: 'sign-in' };

  const answered: number[] = [];
  for (const { method, path } of routes) {
    if (method !== 'GET') continue;
    const ask = path.startsWith('me') ? administrator : app;
    answered.push((await ask('GET', filled(path, tenant), undefined, eventual)).status);
  }

  expect(answered.filter((status) => status === 200).length).toBeGreaterThan(25);
  expect([...new Set(practice.cloud.schemaFaults)]).toEqual([]);
});

test.each([
  ['displayName', 7, 'application', 'is no Edm.String'],
  ['appId', null, 'application', null],
  ['tags', 'one', 'application', 'no collection'],
  ['tags', null, 'application', null],
  ['appRoleAssignmentRequired', null, 'servicePrincipal', 'never null'],
  ['createdDateTime', '2026-11-30', 'application', 'is no Edm.DateTimeOffset'],
  ['api', { requestedAccessTokenVersion: '2' }, 'application', 'is no Edm.Int32'],
  ['web', { redirectUri: [] }, 'application', 'declares no such property'],
  ['permissionGrantPolicyIdsAssignedToDefaultUserRole', [], 'authorizationPolicy', 'declares no such property'],
  ['allowInvitesFrom', 'anybody', 'authorizationPolicy', 'is no allowInvitesFrom'],
])('the check sees %s: %o of %s', (property, value, type, fault) => {
  const faults = faultsOf({ [property]: value }, type, 'here');

  if (fault === null) expect(faults).toEqual([]);
  else expect(faults.join()).toContain(fault);
});

const eventual = { consistencylevel: 'eventual' };

/** The route's path with keys of what the tenant has. */
function filled(path: string, tenant: ReturnType<Practice['tenant']>): string {
  const first = (items: object) => Object.keys(items)[0] ?? guidOf('nobody');
  const keys: Record<string, string> = {
    application: first(tenant.applications),
    servicePrincipal: first(tenant.servicePrincipals),
    assignment: first(tenant.appRoleAssignments),
    grant: first(tenant.oauth2PermissionGrants),
    user: Object.values(tenant.users).findLast((user) => mailboxAddressOf(user) !== null)?.id ?? '',
    group: first(tenant.groups),
    team: Object.values(tenant.groups).find((group) => group.isTeam)?.id ?? guidOf('nobody'),
    organization: tenant.id,
    site: 'root',
    on: "(on='principal')",
    role: guidOf(`${tenant.id}/role/${directoryRoles['Global Administrator']}`),
    policy: first(tenant.appManagementPolicies),
    item: first(tenant.deletedItems),
    object: first(tenant.users),
    owner: first(tenant.users),
  };
  return path.replace(/\/\{on\}/, keys.on ?? '').replace(/\{(\w+)\}/g, (_, name: string) => keys[name] ?? name);
}
