import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { microsoftGraph } from '../seed/apis.ts';
import { type Ask, openPractice, type Practice } from './testing.ts';

let practice: Practice;
let ask: Ask;
beforeAll(async () => {
  practice = await openPractice();
});
beforeEach(() => {
  practice.emulator.reset();
  ask = practice.as('adele', 'contoso', [
    'Application.ReadWrite.All',
    'AppRoleAssignment.ReadWrite.All',
    'Directory.ReadWrite.All',
    'Policy.Read.All',
    'DelegatedPermissionGrant.ReadWrite.All',
  ]);
});
afterAll(() => practice.close());

const eventual = { consistencylevel: 'eventual' };
const newApplication = async (body: object = {}) =>
  (await ask('POST', 'applications', { displayName: 'Tried', ...body })).body;

test('a new application has its service principal at once in fair weather', async () => {
  const { appId } = await newApplication();

  expect((await ask('POST', 'servicePrincipals', { appId })).status).toBe(201);
});

test('$expand of a directory object gives twenty, and does not say that there are more', async () => {
  const client = (await ask('POST', 'servicePrincipals', { appId: (await newApplication()).appId })).body;
  const graph = (await ask('GET', `servicePrincipals(appId='${microsoftGraph}')?$select=id,appRoles`)).body;
  for (const { id } of graph.appRoles.filter((role: { isEnabled: boolean }) => role.isEnabled).slice(0, 25))
    await ask('POST', `servicePrincipals/${client.id}/appRoleAssignments`, {
      principalId: client.id,
      resourceId: graph.id,
      appRoleId: id,
    });
  practice.pass(60_000);

  const expanded = (await ask('GET', `servicePrincipals/${client.id}?$expand=appRoleAssignments`)).body;
  const selected = (
    await ask('GET', `servicePrincipals/${client.id}?$select=id&$expand=appRoleAssignments($select=id,appRoleId)`)
  ).body;
  const all = (await ask('GET', `servicePrincipals/${client.id}/appRoleAssignments`)).body;

  expect(expanded.appRoleAssignments).toHaveLength(20);
  expect(Object.keys(expanded).filter((name) => name.includes('nextLink'))).toEqual([]);
  expect(Object.keys(selected.appRoleAssignments[0])).toEqual(['id', 'appRoleId']);
  expect(all.value).toHaveLength(25);
});

test.each([
  ['', 'myorganization/applications?$top=1'],
  ['', 'MyOrganization/applications/$count'],
])('%smyorganization stands for the tenant: %s', async (_, path) => {
  expect((await ask('GET', path, undefined, eventual)).status).toBe(200);
});

test('myorganization is understood in a batch, and in a write', async () => {
  const batch = await ask('POST', 'myorganization/$batch', {
    requests: [{ id: '1', method: 'GET', url: '/myorganization/applications?$top=1' }],
  });
  const made = await ask('POST', 'myorganization/applications', { displayName: 'Made' });

  expect(batch.body.responses[0].status).toBe(200);
  expect(made.status).toBe(201);
});

test('properties have paths of their own', async () => {
  const path = `servicePrincipals(appId='${microsoftGraph}')`;
  const whole = (await ask('GET', path)).body;
  const application = await newApplication({ description: 'Words', web: { homePageUrl: 'https://home.example' } });

  const roles = await ask('GET', `servicePrincipals/${whole.id}/appRoles`);
  const scopes = await ask('GET', `${path}/oauth2PermissionScopes`);
  const name = await ask('GET', `applications/${application.id}/displayName`);
  const raw = await ask('GET', `applications/${application.id}/displayName/$value`);
  const web = await ask('GET', `applications/${application.id}/web`);
  const nothing = await ask('GET', `applications/${application.id}/notes`);
  const unknown = await ask('GET', `applications/${application.id}/colour`);

  expect(roles.body.value).toEqual(whole.appRoles);
  expect(roles.body['@odata.context']).toMatch(new RegExp(`#servicePrincipals\\('${whole.id}'\\)/appRoles$`));
  expect(scopes.body.value).toEqual(whole.oauth2PermissionScopes);
  expect(name.body).toMatchObject({ value: 'Tried' });
  expect(raw.body).toBe('Tried');
  expect(web.body).toMatchObject({ homePageUrl: 'https://home.example', redirectUris: [] });
  expect([nothing.status, nothing.body]).toEqual([204, '']);
  expect(unknown).toMatchObject({
    status: 400,
    body: { error: { code: 'BadRequest', message: "Resource not found for the segment 'colour'." } },
  });
});

test('roles and scopes are on unless they say otherwise, and parts of a platform may be left out', async () => {
  const scope = {
    id: crypto.randomUUID(),
    value: 'read',
    adminConsentDisplayName: 'Read',
    adminConsentDescription: 'Reads.',
  };
  const role = {
    id: crypto.randomUUID(),
    value: 'Read',
    displayName: 'Read',
    description: 'Reads.',
    allowedMemberTypes: ['Application'],
  };
  const made = await newApplication({
    appRoles: [role],
    api: { oauth2PermissionScopes: [scope] },
    web: { implicitGrantSettings: { enableIdTokenIssuance: true } },
    spa: {},
    publicClient: {},
  });
  await ask('PATCH', `applications/${made.id}`, {
    web: { implicitGrantSettings: { enableAccessTokenIssuance: true } },
  });

  const { body } = await ask('GET', `applications/${made.id}`);

  expect(body.appRoles).toEqual([expect.objectContaining({ id: role.id, isEnabled: true })]);
  expect(body.api.oauth2PermissionScopes).toEqual([expect.objectContaining({ isEnabled: true, type: 'User' })]);
  expect(body.web.implicitGrantSettings).toEqual({ enableAccessTokenIssuance: true, enableIdTokenIssuance: true });
  expect(body).toMatchObject({ spa: { redirectUris: [] }, publicClient: { redirectUris: [] } });
});

const writableOfApplication = {
  addIns: [{ id: '40f6e09c-a2d6-4a5c-9f83-6f4ad0b4a21b', type: 'Try', properties: [{ key: 'a', value: 'b' }] }],
  api: { requestedAccessTokenVersion: 2 },
  appRoles: [],
  authenticationBehaviors: { removeUnverifiedEmailClaim: true },
  defaultRedirectUri: 'http://localhost/one',
  description: 'Words',
  displayName: 'Other',
  groupMembershipClaims: 'SecurityGroup',
  identifierUris: [],
  info: { supportUrl: 'https://support.example' },
  isDeviceOnlyAuthSupported: true,
  isDisabled: true,
  isFallbackPublicClient: true,
  keyCredentials: [],
  nativeAuthenticationApisEnabled: 'none',
  notes: 'Notes',
  oauth2RequirePostResponse: true,
  optionalClaims: { accessToken: [{ name: 'acct' }] },
  parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
  publicClient: { redirectUris: ['http://localhost'] },
  requestSignatureVerification: { isSignedRequestRequired: false, allowedWeakAlgorithms: 'rsaSha1' },
  requiredResourceAccess: [],
  samlMetadataUrl: 'https://saml.example/metadata',
  serviceManagementReference: 'TICKET-1',
  servicePrincipalLockConfiguration: { isEnabled: true, allProperties: true },
  signInAudience: 'AzureADMultipleOrgs',
  spa: { redirectUris: ['http://localhost/auth'] },
  tags: ['one'],
  tokenEncryptionKeyId: null,
  web: { redirectUris: ['http://localhost/one'] },
};

test.each(Object.entries(writableOfApplication))(
  'an application takes %s in a PATCH and shows it',
  async (name, value) => {
    const { id } = await newApplication();

    const answer = await ask('PATCH', `applications/${id}`, { [name]: value });
    const shown = (await ask('GET', `applications/${id}?$select=${name}`)).body[name];

    expect(answer.status).toBe(204);
    if (value !== null && typeof value === 'object') expect(shown).toMatchObject(value);
    else expect(shown).toEqual(value);
  },
);

const writableOfServicePrincipal = {
  accountEnabled: false,
  addIns: writableOfApplication.addIns,
  alternativeNames: ['other'],
  appRoleAssignmentRequired: true,
  description: 'Words',
  displayName: 'Other',
  homepage: 'https://home.example',
  isDisabled: true,
  loginUrl: 'https://login.example',
  logoutUrl: 'https://logout.example',
  notes: 'Notes',
  notificationEmailAddresses: ['somebody@contoso.example'],
  preferredSingleSignOnMode: 'saml',
  preferredTokenSigningKeyThumbprint: 'A1B2',
  replyUrls: ['http://localhost/one'],
  samlSingleSignOnSettings: { relayState: 'there' },
  servicePrincipalNames: ['name'],
  tags: ['one'],
  tokenEncryptionKeyId: '40f6e09c-a2d6-4a5c-9f83-6f4ad0b4a21b',
};

test.each(Object.entries(writableOfServicePrincipal))(
  'a service principal takes %s in a PATCH and shows it',
  async (name, value) => {
    const { id } = (await ask('POST', 'servicePrincipals', { appId: (await newApplication()).appId })).body;

    const answer = await ask('PATCH', `servicePrincipals/${id}`, { [name]: value });

    expect(answer.status).toBe(204);
    expect((await ask('GET', `servicePrincipals/${id}?$select=${name}`)).body[name]).toEqual(value);
  },
);

test.each([
  ['applications', 'appId'],
  ['applications', 'createdDateTime'],
  ['applications', 'publisherDomain'],
  ['applications', 'verifiedPublisher'],
  ['applications', 'certification'],
  ['servicePrincipals', 'appOwnerOrganizationId'],
  ['servicePrincipals', 'signInAudience'],
  ['servicePrincipals', 'verifiedPublisher'],
])('%s refuse a PATCH of %s, which is read-only', async (kind, name) => {
  const application = await newApplication();
  const principal = (await ask('POST', 'servicePrincipals', { appId: application.appId })).body;
  const { id } = kind === 'applications' ? application : principal;

  const answer = await ask('PATCH', `${kind}/${id}`, { [name]: null });

  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
  expect(answer.body.error.message).toContain(name);
});

test.each([
  ['description', 7],
  ['tags', [1]],
  ['isDisabled', 'yes'],
  ['servicePrincipalLockConfiguration', { isEnabled: 'yes' }],
  ['requestSignatureVerification', { isSignedRequestRequired: true, allowedWeakAlgorithms: 'md5' }],
  ['tokenEncryptionKeyId', '40f6e09c-a2d6-4a5c-9f83-6f4ad0b4a21b'],
  ['colour', 'blue'],
])('an application refuses %s: %o', async (name, value) => {
  const { id } = await newApplication();

  expect((await ask('PATCH', `applications/${id}`, { [name]: value })).status).toBe(400);
});

test('a secret of the service principal itself signs in, and is seen beside none of the application', async () => {
  const { id, appId } = await newApplication();
  const principal = (await ask('POST', 'servicePrincipals', { appId })).body;
  const { secretText, keyId } = (await ask('POST', `servicePrincipals/${principal.id}/addPassword`, {})).body;
  practice.pass(60_000);
  const signIn = () =>
    fetch(`${practice.emulator.origins.identity}/${practice.tenant('contoso').id}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secretText,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });

  expect((await signIn()).status).toBe(200);
  expect((await ask('GET', `applications/${id}`)).body.passwordCredentials).toEqual([]);
  expect((await ask('GET', `servicePrincipals/${principal.id}`)).body.passwordCredentials).toEqual([
    expect.objectContaining({ keyId, secretText: null }),
  ]);
  await ask('POST', `servicePrincipals/${principal.id}/removePassword`, { keyId });
  expect((await signIn()).status).toBe(401);
});

test.each([
  ['none', 'application/json;odata.metadata=none', []],
  ['minimal', 'application/json', ['@odata.context']],
  ['full', 'application/json;odata.metadata=full', ['@odata.context', '@odata.editLink', '@odata.id']],
])('odata.metadata=%s says what it should about one object', async (level, accept, annotations) => {
  const { id } = await newApplication();

  const answer = await ask('GET', `applications/${id}?$select=id,displayName`, undefined, { accept });

  expect(answer.headers.get('content-type')).toContain(`odata.metadata=${level}`);
  expect(
    Object.keys(answer.body)
      .filter((name) => name.includes('@'))
      .toSorted(),
  ).toEqual(annotations);
  expect(answer.body.displayName).toBe('Tried');
});

test('odata.metadata=none keeps the link to more and the count', async () => {
  await newApplication();
  await newApplication();

  const { body } = await ask('GET', 'applications?$top=1&$count=true', undefined, {
    ...eventual,
    accept: 'application/json;odata.metadata=none',
  });

  expect(
    Object.keys(body)
      .filter((name) => name.includes('@'))
      .toSorted(),
  ).toEqual(['@odata.count', '@odata.nextLink']);
});

test('what Graph has is told without a token', async () => {
  const { graph } = practice.emulator.origins;

  const metadata = await fetch(`${graph}/v1.0/$metadata`);
  const document = await fetch(`${graph}/v1.0/`);
  const text = await metadata.text();

  expect(metadata.headers.get('content-type')).toContain('xml');
  expect(text).toContain(
    '<EntityType Name="servicePrincipal" BaseType="microsoft.graph.directoryObject" OpenType="true">',
  );
  expect(text).toContain('<Property Name="appRoleAssignmentRequired" Type="Edm.Boolean" Nullable="false"/>');
  expect(((await document.json()) as { value: unknown[] }).value).toContainEqual({
    name: 'users',
    kind: 'EntitySet',
    url: 'users',
  });
});

test('beta has what v1.0 has not', async () => {
  const { graph } = practice.emulator.origins;
  const token = await practice.tokenWith({
    tid: practice.tenant('contoso').id,
    oid: practice.person('adele', practice.tenant('contoso')).id,
    scp: 'Policy.Read.All DelegatedPermissionGrant.ReadWrite.All',
  });
  const beta = await fetch(`${graph}/beta/policies/authorizationPolicy`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const stable = (await ask('GET', 'policies/authorizationPolicy')).body;

  expect(((await beta.json()) as { value: unknown[] }).value[0]).toHaveProperty(
    'permissionGrantPolicyIdsAssignedToDefaultUserRole',
  );
  expect(stable).not.toHaveProperty('permissionGrantPolicyIdsAssignedToDefaultUserRole');
});

test('a consent in v1.0 has no times', async () => {
  const client = (await ask('POST', 'servicePrincipals', { appId: (await newApplication()).appId })).body;
  const graph = (await ask('GET', `servicePrincipals(appId='${microsoftGraph}')?$select=id`)).body;
  const grant = { clientId: client.id, consentType: 'AllPrincipals', resourceId: graph.id, scope: 'User.Read' };

  const refused = await ask('POST', 'oauth2PermissionGrants', { ...grant, expiryTime: '2027-01-01T00:00:00Z' });
  const made = await ask('POST', 'oauth2PermissionGrants', grant);

  expect(refused).toMatchObject({ status: 400, body: { error: { message: "Invalid property 'expiryTime'." } } });
  expect(Object.keys(made.body)).not.toContain('startTime');
});

test.each([
  ['users?$search="displayName:adele"', {}, 400, 'Request_UnsupportedQuery'],
  ['users?$search=adele', eventual, 400, 'BadRequest'],
  ["users?$filter=startswith(displayName,'a')&$orderby=displayName", {}, 400, 'Request_UnsupportedQuery'],
  ['users?$skip=1', {}, 400, 'Request_BadRequest'],
  ['users?$apply=groupby', {}, 400, 'Request_BadRequest'],
  ['users?$top=1000', {}, 400, 'Request_UnsupportedQuery'],
  ['applications(colour=%27x%27)', {}, 400, 'BadRequest'],
])('%s is refused as Graph does', async (path, headers, status, code) => {
  expect(await ask('GET', path, undefined, headers)).toMatchObject({ status, body: { error: { code } } });
});

test.each([
  ['users?$search="displayName:vance"&$select=displayName', eventual, ['Adele Vance']],
  [
    'users?$search="displayName:vance" OR "displayName:lee"&$orderby=displayName&$select=displayName',
    eventual,
    ['Adele Vance', 'Lee Gu'],
  ],
  ["users?$filter=DisplayName eq 'lee gu'&$select=DISPLAYNAME", {}, ['Lee Gu']],
  ["Users?$Filter=displayName eq 'Lee Gu'&select=displayName", {}, ['Lee Gu']],
])('%s finds whom it should', async (path, headers, names) => {
  const { body } = await ask('GET', path, undefined, headers);

  expect(body.value.map((user: { displayName: string }) => user.displayName)).toEqual(names);
});

test('a list that is not of the directory can be asked for what comes later', async () => {
  const app = practice.asApp(['Sites.Read.All']);

  const all = (await app('GET', 'sites/getAllSites?$select=id')).body.value;
  const later = (await app('GET', 'sites/getAllSites?$select=id&$skip=1')).body.value;

  expect(later).toEqual(all.slice(1));
});

test('a page of another origin may ask and read', async () => {
  const { graph } = practice.emulator.origins;
  const origin = 'https://page.example';

  const asked = await fetch(`${graph}/v1.0/me`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization,consistencylevel',
    },
  });
  const answer = await fetch(`${graph}/v1.0/me`, { headers: { origin } });

  expect(asked.status).toBe(200);
  expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,consistencylevel');
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
});

test('HEAD answers as GET does, without the body', async () => {
  const answer = await ask('HEAD', 'applications?$top=1');

  expect(answer.status).toBe(200);
});
