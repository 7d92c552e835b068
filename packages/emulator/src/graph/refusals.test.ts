import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { assistantScopes, createIfMissing, openPractice, type Practice } from './testing.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await openPractice();
});
beforeEach(() => practice.emulator.reset());
afterAll(() => practice.close());

const contosoPerson = () => {
  const tenant = practice.tenant('contoso');
  return { tid: tenant.id, oid: practice.person('adele', tenant).id, scp: 'User.Read' };
};

test.each([
  ['no token', () => Promise.resolve(''), 'Access token is empty.'],
  ['no JWT', () => Promise.resolve('opaque'), 'IDX14100: JWT is not well formed, there are no dots (.).'],
  [
    'a token for another API',
    () => practice.tokenWith({ ...contosoPerson(), aud: 'https://outlook.office365.com' }),
    'Access token validation failure. Invalid audience.',
  ],
  [
    'an expired token',
    () => practice.tokenWith({ ...contosoPerson(), exp: Math.floor(practice.cloud.clock.now() / 1000) - 10 }),
    'Lifetime validation failed, the token is expired.',
  ],
  [
    'a token with changed claims',
    async () => {
      const [header, , signature] = (await practice.tokenWith(contosoPerson())).split('.');
      const claims = JSON.stringify({ ...contosoPerson(), scp: 'Directory.ReadWrite.All' });
      return [header, Buffer.from(claims).toString('base64url'), signature].join('.');
    },
    'Access token validation failure. Invalid signature.',
  ],
])('%s is unauthorized, inside and outside of a batch', async (_what, token, message) => {
  const ask = practice.askWith(token);
  const answers = [
    await ask('GET', 'me'),
    await ask('POST', '$batch', { requests: [{ id: '1', method: 'GET', url: '/me' }] }),
  ];

  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken', message } } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm=""/);
  }
});

test('an error tells when and by which ids it can be found again', async () => {
  const answer = await practice.as('adele')('GET', 'applications/none', undefined, { 'client-request-id': 'mine' });
  const requestId = answer.headers.get('request-id');

  expect(answer.body.error).toEqual({
    code: 'Request_ResourceNotFound',
    message: "Resource 'none' does not exist or one of its queried reference-property objects are not present.",
    innerError: {
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}$/),
      'request-id': requestId,
      'client-request-id': 'mine',
    },
  });
  expect(answer.headers.get('client-request-id')).toBe('mine');
  expect(answer.headers.get('content-type')).toContain('odata.metadata=minimal');
});

test.each([
  ['GET', 'nothing', 400, "Resource not found for the segment 'nothing'."],
  ['GET', 'applications/1/nothing', 400, "Resource not found for the segment 'nothing'."],
  ['DELETE', 'organization', 405, 'Specified HTTP method is not allowed for the request target.'],
  [
    'GET',
    'applications?$select=colour',
    400,
    expect.stringContaining("Could not find a property named 'colour' on type 'microsoft.graph.application'"),
  ],
  [
    'GET',
    'applications?$filter=colour eq 1',
    400,
    expect.stringContaining("specified for property 'colour' of resource 'Application'"),
  ],
  ['GET', 'applications?$filter=displayName eq', 400, expect.stringContaining('Syntax error')],
  ['GET', 'applications?$top=1000', 400, expect.stringContaining('1000')],
])('%s %s answers %i', async (method, path, status, message) => {
  expect(await practice.as('adele')(method, path)).toMatchObject({ status, body: { error: { message } } });
});

test('a body must be JSON and say so', async () => {
  const { tid, oid } = contosoPerson();
  const token = await practice.tokenWith({ tid, oid, scp: assistantScopes.join(' ') });
  const post = (body: string, type: string) =>
    fetch(`${practice.emulator.origins.graph}/v1.0/applications`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body,
    });

  expect((await post('{"displayName":', 'application/json')).status).toBe(400);
  expect((await post('{"displayName":"x"}', 'text/plain')).status).toBe(400);
});

test.each([
  ['adele', 200, 200, 200],
  ['megan', 403, 403, 200],
  ['nestor', 200, 200, 200],
  ['lidia', 403, 200, 200],
  ['isaiah', 403, 403, 200],
])(
  '%s gets %i for the app policy, %i for the SharePoint switch, %i for the licences',
  async (login, policy, sharepoint, licences) => {
    const ask = practice.as(login);

    expect((await ask('GET', 'policies/defaultAppManagementPolicy')).status).toBe(policy);
    expect((await ask('GET', 'admin/sharepoint/settings')).status).toBe(sharepoint);
    expect((await ask('GET', 'subscribedSkus')).status).toBe(licences);
  },
);

test('the SharePoint switch is turned with its own scope and role only', async () => {
  const body = { isLegacyAuthProtocolsEnabled: true };
  const writer = ['SharePointTenantSettings.ReadWrite.All'];

  expect((await practice.as('adele')('PATCH', 'admin/sharepoint/settings', body)).status).toBe(403);
  expect((await practice.as('nestor', 'contoso', writer)('PATCH', 'admin/sharepoint/settings', body)).status).toBe(403);
  expect(await practice.as('lidia', 'contoso', writer)('PATCH', 'admin/sharepoint/settings', body)).toMatchObject({
    status: 200,
    body,
  });
  expect(practice.tenant('contoso').sharepoint.isLegacyAuthProtocolsEnabled).toBe(true);
});

test('a tenant without SharePoint says so', async () => {
  const answer = await practice.asApp(['Sites.Read.All'], 'tailspin')('GET', 'sites/root');

  expect(answer).toMatchObject({ status: 400, body: { error: { message: 'Tenant does not have a SPO license.' } } });
});

test('where members may not register, only administrators do', async () => {
  const employee = Object.values(practice.tenant('litware').users).find(
    (one) => one.userType === 'Member' && one._roles.length === 0,
  );
  const ask = practice.as(employee?.userPrincipalName.split('@')[0] ?? '', 'litware');
  const guest = practice.as('frida');

  expect((await ask('POST', 'applications', { displayName: 'x' })).status).toBe(403);
  expect((await guest('POST', 'applications', { displayName: 'x' })).status).toBe(403);
});

test('a policy caps the life of secrets', async () => {
  const nadia = practice.as('nadia', 'northwind');
  const { body: app } = await nadia(
    'PATCH',
    "applications(uniqueName='capped')",
    { displayName: 'Capped' },
    createIfMissing,
  );
  practice.pass(1000);
  const until = (days: number) => new Date(practice.cloud.clock.now() + days * 86_400_000).toISOString();
  const add = (days: number) =>
    nadia('POST', `applications/${app.id}/addPassword`, { passwordCredential: { endDateTime: until(days) } });

  expect((await add(180)).body.error.code).toBe('CredentialInvalidLifetimeAsPerAppPolicy');
  expect((await add(89)).status).toBe(200);
});

test('a policy forbids secrets, and a policy of the application’s own replaces it', async () => {
  const wanda = practice.as('wanda', 'woodgrove');
  const { body: app } = await wanda(
    'PATCH',
    "applications(uniqueName='none')",
    { displayName: 'None' },
    createIfMissing,
  );
  practice.pass(1000);
  const refused = await wanda('POST', `applications/${app.id}/addPassword`, {});
  const tenant = practice.tenant('woodgrove');
  const id = crypto.randomUUID();
  const free = { passwordCredentials: [], keyCredentials: [] };
  const own = {
    id,
    displayName: 'Free',
    description: '',
    isEnabled: true,
    applicationRestrictions: free,
    servicePrincipalRestrictions: free,
  };
  tenant.appManagementPolicies[id] = { ...own, _appliesTo: [app.id] };

  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'CredentialTypeNotAllowedAsPerAppPolicy' } } });
  expect((await wanda('GET', `applications/${app.id}/appManagementPolicies`)).body.value).toEqual([
    { id, deletedDateTime: null, description: '', displayName: 'Free', isEnabled: true, restrictions: free },
  ]);
  expect((await wanda('POST', `applications/${app.id}/addPassword`, {})).status).toBe(200);
});

test.each([[2], [null]])('every third request is throttled (Retry-After %s)', async (retryAfterSeconds) => {
  practice.tenant('contoso').weather.throttling = { everyNth: 3, retryAfterSeconds };
  const requests = Array.from({ length: 6 }, (_, index) => ({
    id: String(index),
    method: 'GET',
    url: '/me?$select=id',
  }));
  const { body } = await practice.as('adele')('POST', '$batch', { requests });
  const throttled = body.responses.filter((item: { status: number }) => item.status === 429);

  expect(throttled).toHaveLength(2);
  expect(throttled[0].body.error.code).toBe('TooManyRequests');
  expect(throttled[0].headers['Retry-After']).toBe(retryAfterSeconds === null ? undefined : '2');
});

test('Conditional Access at Graph asks for a step-up until the token shows it', async () => {
  practice.tenant('contoso').weather.conditionalAccess = { demand: 'mfa', at: 'graph' };
  const challenged = await practice.as('adele')('GET', 'me');
  const satisfied = practice.askWith(() => practice.tokenWith({ ...contosoPerson(), acrs: ['c1'] }));
  const claims =
    /error="insufficient_claims", claims="([^"]+)"/.exec(challenged.headers.get('www-authenticate') ?? '')?.[1] ?? '';

  expect(challenged.status).toBe(401);
  expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toEqual({
    access_token: { acrs: { essential: true, value: 'c1' } },
  });
  expect((await satisfied('GET', 'me')).status).toBe(200);
});

test('a revoked session is noticed at once by clients that understand it', async () => {
  const adele = practice.person('adele', practice.tenant('contoso'));
  adele._validFrom = practice.cloud.clock.now() + 60_000;
  const aware = practice.askWith(() => practice.tokenWith({ ...contosoPerson(), xms_cc: ['CP1'] }));
  const answer = await aware('GET', 'me');

  expect(answer).toMatchObject({
    status: 401,
    body: { error: { message: expect.stringContaining('TokenIssuedBeforeRevocationTimestamp') } },
  });
  expect((await practice.as('adele')('GET', 'me')).status).toBe(200);
});
