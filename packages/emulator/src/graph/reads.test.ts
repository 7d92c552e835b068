import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, openPractice, type Practice } from './testing.ts';

let practice: Practice;
let app: Ask;
beforeAll(async () => {
  practice = await openPractice();
  app = practice.asApp(['Directory.Read.All']);
});
afterAll(() => practice.close());

const loginsOf = (answer: { body: { value: { userPrincipalName: string }[] } }) =>
  answer.body.value.map((user) => user.userPrincipalName.split('@')[0]);

test.each([
  ["startsWith(displayName,'me')", ['megan']],
  ["displayName eq 'Megan Bowen' or displayName eq 'lee gu'", ['megan', 'lee']],
  ["userPrincipalName in ('megan@contoso.example','lee@contoso.example')", ['megan', 'lee']],
  ["accountEnabled eq true and (startsWith(displayName,'Lee') or startsWith(displayName,'Nestor'))", ['lee', 'nestor']],
  [
    "userType eq 'Member' and assignedPlans/any(p:p/service eq 'exchange' and p/capabilityStatus eq 'Enabled') and startsWith(mail,'isa')",
    ['isaiah'],
  ],
])('filters users by %s', async (filter, logins) => {
  expect(loginsOf(await app('GET', `users?$filter=${encodeURIComponent(filter)}`))).toEqual(logins);
});

test('operators of the index are answered only by the index', async () => {
  const path = `users?$count=true&$select=userPrincipalName&$filter=${encodeURIComponent("not startsWith(displayName,'a') and userType ne 'Guest'")}`;
  const indexed = await app('GET', path, undefined, { ConsistencyLevel: 'eventual' });

  expect((await app('GET', path)).body.error.code).toBe('Request_UnsupportedQuery');
  expect(loginsOf(indexed)).not.toContain('adele');
  expect(indexed.body['@odata.count']).toBe(indexed.body.value.length);
});

test('pages lead to each other until nothing is left', async () => {
  const all = Object.keys(practice.tenant('contoso').users);
  const seen: string[] = [];
  let path: string | undefined = 'users?$top=4&$select=id';
  let pages = 0;
  while (path) {
    const { body } = await app('GET', path);
    seen.push(...body.value.map((user: { id: string }) => user.id));
    path = body['@odata.nextLink']?.split('/v1.0/')[1];
    pages += 1;
  }

  expect(seen).toEqual(all);
  expect(pages).toBe(Math.ceil(all.length / 4));
});

test('the number alone is asked for by $count', async () => {
  const counted = await app('GET', 'users/$count', undefined, { ConsistencyLevel: 'eventual' });

  expect(counted.body).toBe(String(Object.keys(practice.tenant('contoso').users).length));
  expect((await app('GET', 'users/$count')).status).toBe(400);
});

test('a user shows eleven properties and the others when selected', async () => {
  const { id } = practice.person('megan', practice.tenant('contoso'));
  const whole = await app('GET', 'users/megan@contoso.example');
  const chosen = await app('GET', `users/${id}?$select=id,userType,accountEnabled`);

  expect(Object.keys(whole.body).filter((name) => !name.startsWith('@'))).toHaveLength(11);
  expect(chosen.body).toEqual({ '@odata.context': expect.any(String), id, userType: 'Member', accountEnabled: true });
});

test('with User.Read the organization shows only its basics', async () => {
  const basics = await practice.as('isaiah', 'contoso', ['User.Read'])('GET', 'organization');
  const whole = await app('GET', 'organization');

  expect(basics.body.value[0]).toMatchObject({ displayName: 'Contoso', assignedPlans: null, createdDateTime: null });
  expect(basics.body.value[0].verifiedDomains.map((one: { name: string }) => one.name)).toEqual(
    practice.tenant('contoso').domains,
  );
  expect(whole.body.value[0].assignedPlans).not.toBeNull();
});

test('memberships that a token may not read are reduced to type and id', async () => {
  const role = { '@odata.type': '#microsoft.graph.directoryRole', id: expect.any(String) };
  const limited = await practice.as('adele', 'contoso', ['User.Read'])('GET', 'me/transitiveMemberOf');
  const whole = await practice.as('adele', 'contoso', ['User.Read', 'RoleManagement.Read.Directory'])(
    'GET',
    'me/transitiveMemberOf',
  );

  expect(limited.body.value[0]).toEqual(role);
  expect(whole.body.value[0]).toMatchObject({ ...role, roleTemplateId: '62e90394-69f5-4237-9190-012177145e10' });
});

test('the cast to directory roles wants the index', async () => {
  const adele = practice.as('adele', 'contoso', ['User.Read', 'Directory.Read.All']);
  const path = 'me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true';
  const answer = await adele('GET', path, undefined, { ConsistencyLevel: 'eventual' });

  expect((await adele('GET', path)).status).toBe(400);
  expect(answer.body.value).toMatchObject([{ displayName: 'Global Administrator' }]);
});

test('role assignments are the active ones', async () => {
  const adele = practice.as('adele', 'contoso', ['RoleManagement.Read.Directory']);
  const tenant = practice.tenant('contoso');
  const ofPerson = async (login: string) =>
    (
      await adele(
        'GET',
        `roleManagement/directory/roleAssignments?$filter=principalId eq '${practice.person(login, tenant).id}'`,
      )
    ).body.value;

  expect(await ofPerson('megan')).toHaveLength(2);
  expect(await ofPerson('diego')).toEqual([]);
});

test('an application has no /me', async () => {
  expect((await app('GET', 'me')).body.error.message).toBe(
    '/me request is only valid with delegated authentication flow.',
  );
});

test('a mailbox or drive that is not there is told apart from one that may not be read', async () => {
  const ask = practice.asApp(['Mail.ReadWrite', 'Files.ReadWrite.All']);
  const tenant = practice.tenant('contoso');
  const unlicensed = practice.person('backup', tenant).id;
  const licensed = practice.person('megan', tenant).id;
  const codeOf = async (path: string) => {
    const { status, body } = await ask('GET', path);
    return [status, body.error?.code];
  };

  expect(await codeOf(`users/${unlicensed}/mailFolders/inbox`)).toEqual([404, 'MailboxNotEnabledForRESTAPI']);
  expect(await codeOf(`users/${unlicensed}/drive`)).toEqual([404, 'ResourceNotFound']);
  expect(await codeOf(`users/${licensed}/calendars`)).toEqual([403, 'ErrorAccessDenied']);
  tenant.weather.mailboxesLimited = true;
  expect(await codeOf(`users/${licensed}/mailFolders/inbox`)).toEqual([403, 'ErrorAccessDenied']);
});

test('user info speaks of the signed-in person', async () => {
  const tenant = practice.tenant('contoso');
  const adele = practice.person('adele', tenant);
  const token = await practice.tokenWith({ tid: tenant.id, oid: adele.id, scp: 'openid profile email' });
  const response = await fetch(`${practice.emulator.origins.graph}/oidc/userinfo`, {
    headers: { authorization: `Bearer ${token}` },
  });

  expect(await response.json()).toMatchObject({
    sub: expect.any(String),
    name: 'Adele Vance',
    email: 'adele@contoso.example',
  });
});
