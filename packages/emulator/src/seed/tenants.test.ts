import { createPrivateKey, X509Certificate } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { World } from '../core/world.ts';
import { sharePointOnline } from './apis.ts';
import { assistant } from './clients.ts';
import { makeDaemonCertificate } from './daemon-certificate.ts';
import { practiceClients } from './practice-clients.ts';
import { directoryRoles } from './roles.ts';
import { type SeededWorld, seedWorld, tenantIds } from './tenants.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
let world: SeededWorld;

beforeAll(async () => {
  world = seedWorld(now, await makeDaemonCertificate(now));
});

test('every tenant has a Global Administrator, an ordinary employee with a mailbox, and the licences behind it', () => {
  for (const tenant of Object.values(world.tenants)) {
    const people = Object.values(tenant.users);
    const employee = people.find((one) => one.userType === 'Member' && one._roles.length === 0);

    expect(people.some((one) => one._roles.includes(directoryRoles['Global Administrator']))).toBe(true);
    expect(employee?.assignedPlans).toContainEqual(
      expect.objectContaining({ service: 'exchange', capabilityStatus: 'Enabled' }),
    );
    expect(tenant.subscribedSkus[0]?.servicePlans).toContainEqual(
      expect.objectContaining({ servicePlanName: 'EXCHANGE_S_ENTERPRISE', provisioningStatus: 'Success' }),
    );
    expect(tenant.domains.some((domain) => domain.endsWith('.onmicrosoft.example'))).toBe(true);
  }
});

test('a second start has the same ids, so that what refers to them still holds', async () => {
  const again = seedWorld(now + 86_400_000, await makeDaemonCertificate(now));

  expect(idsOf(again)).toEqual(idsOf(world));
  expect(new Set(idsOf(world)).size).toBe(idsOf(world).length);
});

test('the assistant is approved in the tenant of its operator and nowhere else', () => {
  for (const tenant of Object.values(world.tenants)) {
    const principals = Object.values(tenant.servicePrincipals).filter((one) => one.appId === assistant.clientId);
    expect(principals).toHaveLength(tenant.id === tenantIds.operator ? 1 : 0);
  }
  const operator = world.tenants[tenantIds.operator];
  const scopes = Object.values(operator?.oauth2PermissionGrants ?? {}).flatMap((grant) => grant.scope.split(' '));
  expect(scopes.toSorted()).toEqual([...assistant.graphScopes.map(([value]) => value), 'access_as_user'].toSorted());
});

test('the scopes that the assistant declares are those that Microsoft Graph offers under their ids', () => {
  const operator = world.tenants[tenantIds.operator];
  const offered = Object.values(operator?.servicePrincipals ?? {}).flatMap((one) => one.oauth2PermissionScopes);

  for (const [value, id] of assistant.graphScopes) {
    expect(offered).toContainEqual(expect.objectContaining({ id, value }));
  }
});

test('a guest is the same person at home, by address', () => {
  const contoso = world.tenants[tenantIds.contoso];
  const guests = Object.values(contoso?.users ?? {}).filter((one) => one.userType === 'Guest');

  expect(guests).toHaveLength(2);
  for (const guest of guests) {
    const home = world.tenants[guest._homeTenantId ?? ''];
    expect(Object.values(home?.users ?? {}).map((one) => one.userPrincipalName)).toContain(guest.mail);
  }
});

test('Tailspin has no SharePoint and nobody there has Teams', () => {
  const tailspin = world.tenants[tenantIds.tailspin];

  expect(Object.values(tailspin?.servicePrincipals ?? {}).map((one) => one.appId)).not.toContain(sharePointOnline);
  expect(Object.values(tailspin?.groups ?? {}).some((group) => group.isTeam)).toBe(false);
});

test('the key that is told for the daemon belongs to the certificate that its application carries', () => {
  const daemon = practiceClients(world as World).find((client) => client.kind === 'daemon');
  const application = Object.values(world.tenants[tenantIds.contoso]?.applications ?? {})[0];
  const certificate = new X509Certificate(daemon?.certificatePem ?? '');

  expect(certificate.checkPrivateKey(createPrivateKey(daemon?.privateKeyPem ?? ''))).toBe(true);
  expect(application?.keyCredentials[0]?.key).toBe(certificate.raw.toString('base64'));
});

test('a crowd of tenants comes beside those with a story, each with ids of its own', async () => {
  const crowded = seedWorld(now, await makeDaemonCertificate(now), 3);

  const added = Object.values(crowded.tenants).filter(({ id }) => !world.tenants[id]);
  expect(added.map(({ domains }) => domains[0])).toEqual(['crowd-1.example', 'crowd-2.example', 'crowd-3.example']);
  expect(new Set(idsOf(crowded)).size).toBe(idsOf(crowded).length);
});

function idsOf(seeded: SeededWorld): string[] {
  return Object.values(seeded.tenants).flatMap((tenant) => [
    tenant.id,
    ...[
      tenant.users,
      tenant.groups,
      tenant.applications,
      tenant.servicePrincipals,
      tenant.appRoleAssignments,
      tenant.oauth2PermissionGrants,
    ].flatMap((objects) => Object.keys(objects)),
  ]);
}
