import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { exchangeOnline, microsoftGraph, sharePointOnline } from '../seed/apis.ts';
import { type Ask, assistantScopes, createIfMissing, openPractice, type Practice } from './testing.ts';

const calendars = 'ef54d2bf-783f-4e0f-bca1-3210c0444d99';
const fullAccess = 'dc890d15-9560-4a4c-9b7f-a736ec74ec40';
const allSites = 'd13f72ca-a275-4b96-b789-48ebcc4da984';

let practice: Practice;
let adele: Ask;
let principal: { id: string; appId: string };
beforeAll(async () => {
  practice = await openPractice();
});
beforeEach(async () => {
  practice.emulator.reset();
  Object.assign(practice.tenant('contoso').weather.replication, { applications: 0, servicePrincipals: 0, grants: 0 });
  adele = practice.as('adele');
  const { body: app } = await adele(
    'PATCH',
    "applications(uniqueName='granted')",
    { displayName: 'Granted' },
    createIfMissing,
  );
  principal = (await adele('PATCH', `servicePrincipals(appId='${app.appId}')`, {}, createIfMissing)).body;
});
afterAll(() => practice.close());

test('a grant can be made from either side, seen from both and taken back', async () => {
  const graph = await apiId(microsoftGraph);
  const exchange = await apiId(exchangeOnline);
  const first = await grant(adele, graph, calendars);
  const second = await adele(
    'POST',
    `servicePrincipals/${principal.id}/appRoleAssignments`,
    body(exchange, fullAccess),
  );
  const mine = await adele('GET', `servicePrincipals/${principal.id}/appRoleAssignments`);
  const theirs = await adele(
    'GET',
    `servicePrincipals/${graph}/appRoleAssignedTo?$filter=principalId eq ${principal.id}`,
  );
  const expanded = await adele('GET', `servicePrincipals/${principal.id}?$select=id&$expand=appRoleAssignments`);
  const gone = await adele('DELETE', `servicePrincipals/${principal.id}/appRoleAssignments/${first.body.id}`);

  expect([first.status, second.status, gone.status]).toEqual([201, 201, 204]);
  expect(first.body).toMatchObject({
    principalType: 'ServicePrincipal',
    resourceDisplayName: 'Microsoft Graph',
    appRoleId: calendars,
  });
  expect(ids(mine.body.value)).toEqual([first.body.id, second.body.id]);
  expect(ids(theirs.body.value)).toContain(first.body.id);
  expect(expanded.body.appRoleAssignments).toHaveLength(2);
  expect(ids((await adele('GET', `servicePrincipals/${principal.id}/appRoleAssignments`)).body.value)).toEqual([
    second.body.id,
  ]);
});

test('the same grant twice, an unknown role and an unknown principal are refused by name', async () => {
  const graph = await apiId(microsoftGraph);
  await grant(adele, graph, calendars);
  const messages = [
    await grant(adele, graph, calendars),
    await grant(adele, graph, fullAccess),
    await adele('POST', `servicePrincipals/${graph}/appRoleAssignedTo`, {
      ...body(graph, calendars),
      principalId: crypto.randomUUID(),
    }),
  ].map((answer) => [answer.status, answer.body.error.message]);

  expect(messages).toEqual([
    [400, 'Permission being assigned already exists on the object'],
    [400, `Permission being assigned was not found on application '${microsoftGraph}'.`],
    [400, 'Not a valid reference update.'],
  ]);
});

test.each([
  ['adele', 'Global Administrator', 201, 201],
  ['pradeep', 'Privileged Role Administrator', 201, 201],
  ['lee', 'Cloud Application Administrator', 403, 201],
  ['nestor', 'Global Reader', 403, 403],
  ['isaiah', 'no role', 403, 403],
])('%s (%s) gets %i for a Graph role and %i for a SharePoint role', async (login, _role, ofGraph, ofSharePoint) => {
  const ask = practice.as(login);

  expect((await grant(ask, await apiId(microsoftGraph), calendars)).status).toBe(ofGraph);
  expect((await grant(ask, await apiId(sharePointOnline), allSites)).status).toBe(ofSharePoint);
});

test('managing applications is enough for Exchange, while Graph wants the scope for grants', async () => {
  const ask = practice.as('adele', 'contoso', ['Application.ReadWrite.All']);
  const without = practice.as('adele', 'contoso', ['AppRoleAssignment.ReadWrite.All']);

  expect((await grant(ask, await apiId(microsoftGraph), calendars)).body.error.code).toBe(
    'Authorization_RequestDenied',
  );
  expect((await grant(ask, await apiId(exchangeOnline), fullAccess)).status).toBe(201);
  expect((await grant(without, await apiId(microsoftGraph), calendars)).status).toBe(403);
});

test('a role that was activated after the token was issued counts at once', async () => {
  const diego = practice.as('diego');
  const before = await grant(diego, await apiId(microsoftGraph), calendars);
  const person = practice.person('diego', practice.tenant('contoso'));
  person._roles = person._eligibleRoles;

  expect(before.status).toBe(403);
  expect((await grant(diego, await apiId(microsoftGraph), calendars)).status).toBe(201);
});

test('deleting a service principal takes its grants along', async () => {
  await grant(adele, await apiId(microsoftGraph), calendars);
  await adele('DELETE', `servicePrincipals(appId='${principal.appId}')`);
  await adele('POST', `directory/deletedItems/${principal.id}/restore`);

  expect((await adele('GET', `servicePrincipals/${principal.id}/appRoleAssignments`)).body.value).toEqual([]);
});

test('a service principal needs an application, and there is one of each', async () => {
  const nobody = crypto.randomUUID();
  const foreign = practice.as('fatima', 'fabrikam');

  const without = await adele('PATCH', `servicePrincipals(appId='${nobody}')`, {}, createIfMissing);
  const ofOthers = await foreign('PATCH', `servicePrincipals(appId='${principal.appId}')`, {}, createIfMissing);
  const openToAll = await foreign('POST', 'servicePrincipals', { appId: '5b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11' });
  const twice = await adele('POST', 'servicePrincipals', { appId: principal.appId });

  expect(without.body.error).toMatchObject({
    code: 'NoBackingApplicationObject',
    message: `The appId '${nobody}' of the service principal does not reference a valid application object.`,
  });
  expect(ofOthers.body.error.code).toBe('NoBackingApplicationObject');
  expect(openToAll).toMatchObject({ status: 201, body: { appOwnerOrganizationId: practice.tenant('operator').id } });
  expect(twice).toMatchObject({ status: 409, body: { error: { code: 'Request_MultipleObjectsWithSameKeyValue' } } });
});

test('delegated grants are read and written with their own permissions', async () => {
  const ask = practice.as('adele', 'contoso', ['DelegatedPermissionGrant.ReadWrite.All']);
  const wanted = {
    clientId: principal.id,
    consentType: 'AllPrincipals',
    resourceId: await apiId(microsoftGraph),
    scope: 'User.Read',
  };
  const made = await ask('POST', 'oauth2PermissionGrants', wanted);
  const twice = await ask('POST', 'oauth2PermissionGrants', wanted);
  await ask('PATCH', `oauth2PermissionGrants/${made.body.id}`, { scope: 'User.Read openid' });
  const listed = await ask('GET', `oauth2PermissionGrants?$filter=clientId eq '${principal.id}'`);
  const removed = await ask('DELETE', `oauth2PermissionGrants/${made.body.id}`);

  expect([made.status, twice.status, removed.status]).toEqual([201, 409, 204]);
  expect(listed.body.value).toEqual([{ ...wanted, id: made.body.id, principalId: null, scope: 'User.Read openid' }]);
  expect((await practice.as('adele', 'contoso', assistantScopes)('GET', 'oauth2PermissionGrants')).status).toBe(403);
});

const body = (resourceId: string, appRoleId: string) => ({ principalId: principal.id, resourceId, appRoleId });
const grant = (ask: Ask, resourceId: string, appRoleId: string) =>
  ask('POST', `servicePrincipals/${resourceId}/appRoleAssignedTo`, body(resourceId, appRoleId));
const ids = (items: { id: string }[]) => items.map((item) => item.id);

async function apiId(appId: string): Promise<string> {
  return (await adele('GET', `servicePrincipals(appId='${appId}')?$select=id`)).body.id;
}
