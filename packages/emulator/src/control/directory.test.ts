import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPractice, type Practice } from '../graph/testing.ts';
import { directoryRoles } from '../seed/roles.ts';
import { tenantIds } from '../seed/tenants.ts';
import { browse } from '../testing/browse.ts';
import { visitor } from '../testing/world.ts';

const graphApi = '00000003-0000-0000-c000-000000000000';
const exchangeApi = '00000002-0000-0ff1-ce00-000000000000';

let practice: Practice;
let visit: ReturnType<typeof visitor>;
beforeAll(async () => {
  practice = await openPractice();
  visit = visitor(practice.emulator);
});
beforeEach(() => practice.emulator.reset());
afterAll(() => practice.close());

const graphDefault = 'https://graph.microsoft.com/.default';

test('no token is issued for an API whose service principal is switched off, until it is on again', async () => {
  const path = `/tenants/contoso.example/service-principals/${exchangeApi}`;
  await visit.control('PATCH', path, { accountEnabled: false });

  const refused = await visit.appToken('https://outlook.office365.com/.default');
  const other = await visit.appToken(graphDefault);
  await visit.control('PATCH', path, { accountEnabled: true });
  const issued = await visit.appToken('https://outlook.office365.com/.default');

  expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_resource', error_codes: [500014] } });
  expect(refused.body.error_description).toContain("resource 'https://outlook.office365.com' is disabled");
  expect([other.status, issued.status]).toEqual([200, 200]);
});

test('people are refused a token for a disabled API too, at the sign-in', async () => {
  await visit.control('PATCH', `/tenants/contoso.example/service-principals/${graphApi}`, { accountEnabled: false });

  const { back } = await visit.signIn('Contoso', 'adele@contoso.example', 'openid User.Read');

  expect(back?.searchParams.get('error_description')).toContain('AADSTS500014');
});

test.each([
  ['applications', { isDisabled: true }],
  ['service-principals', { accountEnabled: false }],
  ['service-principals', { isDisabled: true }],
])('an application that is switched off (%s %o) signs in nowhere', async (kind, change) => {
  const { clientId } = visit.clientOf('Practice daemon');
  await visit.control('PATCH', `/tenants/contoso.example/${kind}/${clientId}`, change);

  const refused = await visit.appToken(graphDefault);

  expect(refused).toMatchObject({ status: 400, body: { error: 'unauthorized_client', error_codes: [7000112] } });
});

test('a mailbox may be elsewhere than at mail, or missing although there is a plan', async () => {
  const app = practice.asApp(['Mail.Read', 'User.Read.All'], 'proseware');
  const percy = practice.person('percy', practice.tenant('proseware'));

  const elsewhere = await app('GET', `users/${percy.id}/mailFolders/inbox`);
  const missing = await app('GET', 'users/petra@proseware.example/mailFolders/inbox');
  const shown = await app('GET', `users/${percy.id}?$select=mail,proxyAddresses`);

  expect(elsewhere.status).toBe(200);
  expect(missing).toMatchObject({ status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } });
  expect(shown.body).toMatchObject({
    mail: 'percy.osei@post.example',
    proxyAddresses: ['SMTP:percy@proseware.example', 'smtp:percy.osei@post.example'],
  });
});

test('Exchange Web Services find a mailbox by its own address and not by mail', async () => {
  const ask = async (address: string) => {
    const token = await practice.tokenWith({
      tid: tenantIds.proseware,
      idtyp: 'app',
      roles: ['full_access_as_app'],
      aud: 'https://outlook.office365.com',
    });
    const answer = await fetch(`${practice.emulator.origins.exchange}/EWS/Exchange.asmx`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/xml' },
      body: `<s:Envelope><s:Header><ExchangeImpersonation><ConnectingSID><PrimarySmtpAddress>${address}</PrimarySmtpAddress></ConnectingSID></ExchangeImpersonation></s:Header><s:Body><GetFolder></GetFolder></s:Body></s:Envelope>`,
    });
    return answer.text();
  };

  expect(await ask('percy@proseware.example')).toContain('ResponseClass="Success"');
  expect(await ask('percy.osei@post.example')).toContain('ErrorNonExistentMailbox');
  expect(await ask('petra@proseware.example')).toContain('ErrorNonExistentMailbox');
});

test('drives and sites may be locked', async () => {
  const app = practice.asApp(['Files.Read.All', 'Sites.Read.All'], 'proseware');
  const sites = (await app('GET', 'sites?search=*')).body.value as { id: string; name: string }[];
  const projects = sites.find(({ name }) => name === 'projects');
  await visit.control('PATCH', '/tenants/proseware.example/people/paul', { drive: 'locked' });

  const answers = [
    await app('GET', `sites/${projects?.id}`),
    await app('GET', 'users/petra@proseware.example/drive'),
    await app('GET', 'users/paul@proseware.example/drive'),
  ];

  expect(answers.map(({ status, body }) => [status, body.error.code])).toEqual(Array(3).fill([423, 'notAllowed']));
  expect((await app('GET', 'sites/root')).status).toBe(200);
});

test('a member by cross-tenant synchronization carries idp, is a member all the same, and no guest', async () => {
  const { claims, token } = await visit.signIn('Trey Research', 'gustav@fabrikam.example', 'openid User.Read');
  const me = await visit.graph(String(token), 'me?$select=userType,creationType,userPrincipalName');

  expect(claims).toMatchObject({
    tid: tenantIds.trey,
    idp: expect.stringContaining(tenantIds.fabrikam),
    wids: expect.arrayContaining([directoryRoles['Global Administrator']]),
  });
  expect(me.body).toMatchObject({ userType: 'Member', creationType: 'Invitation' });
  expect(me.body.userPrincipalName).toContain('#EXT#');
});

test("a partner's technician has roles in the token and no user object in the tenant", async () => {
  await approveWebClientAt('Trey Research', 'tina@trey.example');

  const { claims, token } = await visit.signIn('Trey Research', 'fatima@fabrikam.example', 'openid User.Read');
  const me = await visit.graph(String(token), 'me');

  expect(claims).toMatchObject({ tid: tenantIds.trey, idp: expect.stringContaining(tenantIds.fabrikam) });
  expect(claims.wids).toEqual(
    ['Privileged Role Administrator', 'Cloud Application Administrator', 'Global Reader'].map(
      (name) => directoryRoles[name as keyof typeof directoryRoles],
    ),
  );
  expect(me).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } });
});

test("a partner's technician approves nothing by signing in", async () => {
  const { page } = await visit.signIn('Trey Research', 'fatima@fabrikam.example', 'openid User.Read');

  expect(page).toContain('AADSTS90099');
});

test('acct tells guests from members where a registration asks for it', async () => {
  const web = visit.clientOf('Practice web client');
  const application = Object.values(practice.tenant('operator').applications).find(
    ({ appId }) => appId === web.clientId,
  );
  if (application) application.optionalClaims = { accessToken: [], idToken: [{ name: 'acct' }], saml2Token: [] };
  const statusOf = async (tenant: string, login: string) =>
    (await visit.signIn(tenant, login, 'openid User.Read')).idClaims.acct;

  expect(await statusOf('Contoso', 'frida@fabrikam.example')).toBe(1);
  expect(await statusOf('Trey Research', 'gustav@fabrikam.example')).toBe(0);
});

test('tokens begin five minutes before they are issued, and the weather can say otherwise', async () => {
  const begins = async () => {
    const { body } = await visit.appToken(graphDefault);
    const { nbf = 0, iat = 0 } = decodeJwt(body.access_token);
    return [nbf, iat].map((time) => Math.floor(practice.cloud.clock.now() / 1000 - time));
  };

  expect(await begins()).toEqual([300, 300]);
  await visit.control('PATCH', '/weather', { tokenBackdateSeconds: 0 });
  expect(await begins()).toEqual([0, 0]);
});

test('a token of after the end of all sessions is good although it says that it began before', async () => {
  await visit.control('POST', '/tenants/contoso.example/revoke-sessions');
  practice.pass(1000);

  const { token } = await visit.signIn('Contoso', 'adele@contoso.example', 'openid User.Read');

  expect((await visit.graph(String(token), 'me')).status).toBe(200);
});

test.each([
  ['missing', null],
  ['changed', 'statx'],
])('state comes back %s once, and then as it was sent', async (how, expected) => {
  await visit.control('PATCH', '/weather', { returnedState: { at: 'authorize', how, times: 1 } });
  const stateBack = async () => {
    const { back } = await visit.signIn('Contoso', 'adele@contoso.example', 'openid User.Read', 'state');
    return back?.searchParams.get('state') ?? null;
  };

  expect(await stateBack()).toBe(expected);
  expect(await stateBack()).toBe('state');
});

test('state comes back changed after an approval, too', async () => {
  await visit.control('PATCH', '/weather', { returnedState: { at: 'adminconsent', how: 'changed' } });
  const web = visit.clientOf('Practice web client');
  const url = new URL(`${practice.emulator.origins.identity}/contoso.example/v2.0/adminconsent`);
  url.search = new URLSearchParams({
    client_id: web.clientId,
    redirect_uri: 'http://localhost/callback',
    scope: 'https://graph.microsoft.com/.default',
    state: 'state',
  }).toString();
  const { username, password } = visit.personOf('Contoso', 'Adele');

  const back = await browse(url, { login: username, passwd: password });

  expect(back.searchParams.get('admin_consent')).toBe('True');
  expect(back.searchParams.get('state')).toBe('statx');
});

test('the directory goes back to an earlier state: old secrets return, what came since is in the bin', async () => {
  const ask = practice.as('adele');
  const kept = (await ask('POST', 'applications', { displayName: 'Kept' })).body;
  const changed = (await ask('POST', 'applications', { displayName: 'Changed' })).body;
  const principal = (await ask('POST', 'servicePrincipals', { appId: changed.appId })).body;
  const { keyId, secretText } = (await ask('POST', `applications/${changed.id}/addPassword`, {})).body;
  const backup = (await visit.control('POST', '/tenants/contoso.example/backups')).body;
  await ask('POST', `applications/${changed.id}/removePassword`, { keyId });
  await ask('DELETE', `servicePrincipals/${principal.id}`);
  await ask('DELETE', `applications/${kept.id}`);
  await ask('DELETE', `directory/deletedItems/${kept.id}`);
  const since = (await ask('POST', 'applications', { displayName: 'Since' })).body;
  practice.pass(60_000);

  await visit.control('POST', `/tenants/contoso.example/backups/${backup.id}/restore`);

  const signedIn = await visit.tokenRequest(tenantIds.contoso, {
    grant_type: 'client_credentials',
    client_id: changed.appId,
    client_secret: secretText,
    scope: graphDefault,
  });
  expect(signedIn.status).toBe(200);
  expect((await ask('GET', `servicePrincipals/${principal.id}`)).status).toBe(200);
  expect((await ask('GET', `applications/${kept.id}`)).status).toBe(404);
  expect((await ask('GET', `applications/${since.id}`)).status).toBe(404);
  expect((await ask('GET', `directory/deletedItems/${since.id}`)).status).toBe(200);
});

test('a snapshot of more than ten megabytes is taken back whole', async () => {
  const { cloud } = practice;
  const [first] = Object.values(cloud.world.tenants);
  if (first) first.story = 'x'.repeat(6 * 1024 * 1024);
  const snapshot = await (await fetch(`${practice.emulator.origins.control}/snapshot`)).text();
  if (first) first.story = '';
  expect(snapshot.length).toBeGreaterThan(10 * 1024 * 1024);

  const answer = await visit.control('PUT', '/snapshot', snapshot);

  expect(answer.status).toBe(204);
  expect(Object.values(cloud.world.tenants)[0]?.story).toHaveLength(6 * 1024 * 1024);
});

test('sixty people without a licence can stand before everybody else', async () => {
  for (let number = 0; number < 60; number += 1) {
    await visit.control('POST', '/tenants/contoso.example/people', {
      login: `unlicensed${number}`,
      name: `Unlicensed ${number}`,
      unlicensed: true,
      first: true,
    });
  }

  const { body } = await practice.asApp(['User.Read.All'])('GET', 'users?$top=50&$select=mail,assignedPlans');

  expect(body.value.every((user: { assignedPlans: unknown[] }) => user.assignedPlans.length === 0)).toBe(true);
});

async function approveWebClientAt(tenantName: string, login: string): Promise<void> {
  const { back } = await visit.signIn(tenantName, login, 'openid profile offline_access User.Read');
  expect(back).not.toBeNull();
  const tenant = practice.cloud.world.tenants[visit.tenantOf(tenantName).id];
  for (const grant of Object.values(tenant?.oauth2PermissionGrants ?? {})) {
    grant.consentType = 'AllPrincipals';
    grant.principalId = null;
  }
}
