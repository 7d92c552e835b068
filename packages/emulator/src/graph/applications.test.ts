import { X509Certificate } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { microsoftApis } from '../seed/apis.ts';
import { makeDaemonCertificate } from '../seed/daemon-certificate.ts';
import { type Ask, createIfMissing, openPractice, type Practice } from './testing.ts';

let practice: Practice;
let adele: Ask;
beforeAll(async () => {
  practice = await openPractice();
});
beforeEach(() => {
  practice.emulator.reset();
  for (const tenant of Object.values(practice.cloud.world.tenants)) {
    Object.assign(tenant.weather.replication, { applications: 0, servicePrincipals: 0, grants: 0 });
  }
  adele = practice.as('adele');
});
afterAll(() => practice.close());

const named = (name: string) => `applications(uniqueName='${name}')`;

test('an upsert makes an application once and updates it afterwards', async () => {
  const made = await adele('PATCH', named('one'), { displayName: 'One' }, createIfMissing);
  const again = await adele('PATCH', named('one'), { displayName: 'Uno', tags: ['a'] }, createIfMissing);
  const read = await adele('GET', `${named('one')}?$select=id,displayName,tags,signInAudience,uniqueName`);

  expect(made.status).toBe(201);
  expect(made.headers.get('location')).toBe(`${practice.emulator.origins.graph}/v1.0/applications/${made.body.id}`);
  expect(again).toMatchObject({ status: 204, body: '' });
  expect(read.body).toEqual({
    '@odata.context': expect.stringContaining(
      '$metadata#applications(id,displayName,tags,signInAudience,uniqueName)/$entity',
    ),
    id: made.body.id,
    displayName: 'Uno',
    tags: ['a'],
    signInAudience: 'AzureADMyOrg',
    uniqueName: 'one',
  });
});

test('without the header an upsert of nothing is not found', async () => {
  const answer = await adele('PATCH', named('none'), { displayName: 'None' });

  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } });
});

test('a whole application carries every documented property and no secret of ours', async () => {
  const { body } = await adele('PATCH', named('whole'), { displayName: 'Whole' }, createIfMissing);

  expect(body).toMatchObject({
    appRoles: [],
    identifierUris: [],
    passwordCredentials: [],
    isFallbackPublicClient: null,
    api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [] },
    web: { redirectUris: [], redirectUriSettings: [] },
    info: { logoUrl: null },
  });
  expect(Object.keys(body).filter((name) => name.startsWith('_'))).toEqual([]);
});

test.each([
  ['an unknown property', { colour: 'red' }, "Invalid property 'colour'."],
  ['a read-only property', { appId: crypto.randomUUID() }, "Property 'appId' is read-only and cannot be set."],
  [
    'a long name',
    { displayName: 'x'.repeat(121) },
    "Invalid value specified for property 'displayName' of resource 'Application'.",
  ],
  ['a tag with a space', { tags: ['a b'] }, "Invalid value specified for property 'tags' of resource 'Application'."],
  ['a doubled tag', { tags: ['a', 'a'] }, "Invalid value specified for property 'tags' of resource 'Application'."],
  [
    'a permission that is no GUID',
    { requiredResourceAccess: [{ resourceAppId: 'graph', resourceAccess: [] }] },
    "Invalid value specified for property 'requiredResourceAccess' of resource 'Application'.",
  ],
])('refuses %s', async (_what, body, message) => {
  const answer = await adele('PATCH', named('bad'), { displayName: 'Bad', ...body }, createIfMissing);

  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest', message } } });
  expect((await adele('GET', named('bad'))).status).toBe(404);
});

test('personal accounts leave room for 30 permissions of an API and two secrets', async () => {
  const [graph] = microsoftApis();
  const access = (count: number) => [
    {
      resourceAppId: graph?.appId,
      resourceAccess: graph?.appRoles.slice(0, count).map(({ id }) => ({ id, type: 'Role' })),
    },
  ];
  const body = { displayName: 'Personal', signInAudience: 'AzureADandPersonalMicrosoftAccount' };

  expect(
    (await adele('PATCH', named('p'), { ...body, requiredResourceAccess: access(31) }, createIfMissing)).status,
  ).toBe(400);
  const made = await adele('PATCH', named('p'), { ...body, requiredResourceAccess: access(30) }, createIfMissing);
  const add = () => adele('POST', `applications/${made.body.id}/addPassword`, {});

  expect(made.status).toBe(201);
  expect([(await add()).status, (await add()).status, (await add()).status]).toEqual([200, 200, 400]);
});

test('a secret is shown once, lives two years, and can be taken away', async () => {
  const { body: app } = await adele('PATCH', named('secret'), { displayName: 'Secret' }, createIfMissing);
  const { status, body: secret } = await adele('POST', `applications/${app.id}/addPassword`, {
    passwordCredential: { displayName: 's' },
  });
  const { body: read } = await adele('GET', `applications/${app.id}`);
  const removed = await adele('POST', `applications/${app.id}/removePassword`, { keyId: secret.keyId });
  const twice = await adele('POST', `applications/${app.id}/removePassword`, { keyId: secret.keyId });

  expect(status).toBe(200);
  expect(secret.secretText).toMatch(/^\S{40}$/);
  expect(secret.hint).toBe(secret.secretText.slice(0, 3));
  expect(Number(secret.endDateTime.slice(0, 4)) - Number(secret.startDateTime.slice(0, 4))).toBe(2);
  expect(read.passwordCredentials).toEqual([
    expect.objectContaining({ keyId: secret.keyId, displayName: 's', secretText: null }),
  ]);
  expect(JSON.stringify(read)).not.toContain(secret.secretText);
  expect([removed.status, twice.status]).toEqual([204, 400]);
});

test('certificates are replaced as a whole and shown only when asked for', async () => {
  const { body: app } = await adele('PATCH', named('keys'), { displayName: 'Keys' }, createIfMissing);
  const [first, second] = [await certificate(), await certificate()];
  await adele('PATCH', `applications/${app.id}`, { keyCredentials: [entry(first.base64)] });
  const { body: before } = await adele('GET', `applications/${app.id}?$select=keyCredentials`);
  const kept = { ...before.keyCredentials[0], key: null };
  await adele('PATCH', `applications/${app.id}`, { keyCredentials: [kept, entry(second.base64)] });
  const { body: both } = await adele('GET', `applications/${app.id}?$select=keyCredentials`);
  await adele('PATCH', `applications/${app.id}`, { keyCredentials: [entry(second.base64)] });
  const { body: whole } = await adele('GET', `applications/${app.id}`);

  expect(before.keyCredentials[0]).toMatchObject({ key: first.base64, type: 'AsymmetricX509Cert', usage: 'Verify' });
  expect(both.keyCredentials.map((key: { key: string }) => key.key)).toEqual([first.base64, second.base64]);
  expect(whole.keyCredentials).toEqual([expect.objectContaining({ key: null })]);
});

test('refuses URL-safe base64, what is no certificate, and a life beyond the certificate', async () => {
  const { body: app } = await adele('PATCH', named('badkeys'), { displayName: 'Keys' }, createIfMissing);
  const { base64 } = await certificate();
  const patch = (credential: object) => adele('PATCH', `applications/${app.id}`, { keyCredentials: [credential] });
  const urlSafe = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '').concat('-');

  expect((await patch(entry(urlSafe))).status).toBe(400);
  expect((await patch(entry(Buffer.from('no certificate').toString('base64')))).body.error.code).toBe(
    'KeyCredentialsInvalidKeyValue',
  );
  expect((await patch({ ...entry(base64), endDateTime: '2099-01-01T00:00:00Z' })).body.error.code).toBe(
    'KeyCredentialsInvalidEndDate',
  );
});

test('addKey needs a certificate that vouches, so never brings the first one', async () => {
  const { body: app } = await adele('PATCH', named('roll'), { displayName: 'Roll' }, createIfMissing);
  const [old, fresh] = [await certificate(), await certificate()];
  const body = {
    keyCredential: entry(fresh.base64),
    passwordCredential: null,
    proof: await proofBy(old.privateKeyPem, app.id),
  };
  const itself = practice.asApp([], 'contoso', app.appId);

  const tooEarly = await itself('POST', `applications/${app.id}/addKey`, body);
  await adele('PATCH', `applications/${app.id}`, { keyCredentials: [entry(old.base64)] });
  const rolled = await itself('POST', `applications/${app.id}/addKey`, body);
  const removed = await itself('POST', `applications/${app.id}/removeKey`, {
    keyId: (await adele('GET', `applications/${app.id}`)).body.keyCredentials[0].keyId,
    proof: body.proof,
  });

  expect(tooEarly.status).toBe(403);
  expect(rolled).toMatchObject({ status: 200, body: { type: 'AsymmetricX509Cert', key: null } });
  expect(removed.status).toBe(204);
});

test('an application in the bin keeps its name until it is purged', async () => {
  const { body: app } = await adele('PATCH', named('bin'), { displayName: 'Bin' }, createIfMissing);
  await adele('DELETE', `applications/${app.id}`);
  const taken = await adele('PATCH', named('bin'), { displayName: 'Bin' }, createIfMissing);
  const listed = await adele(
    'GET',
    "directory/deletedItems/microsoft.graph.application?$filter=displayName eq 'Bin'&$select=id,uniqueName",
  );
  const purged = await adele('DELETE', `directory/deletedItems/${app.id}`);
  const free = await adele('PATCH', named('bin'), { displayName: 'Bin' }, createIfMissing);

  expect(taken).toMatchObject({
    status: 400,
    body: {
      error: {
        code: 'Request_BadRequest',
        message: 'Another object with the same value for property uniqueName already exists.',
      },
    },
  });
  expect(listed.body.value).toEqual([{ id: app.id, uniqueName: 'bin' }]);
  expect([purged.status, free.status]).toEqual([204, 201]);
});

test('application and service principal are restored one by one, and old secrets come back', async () => {
  const { body: app } = await adele('PATCH', named('back'), { displayName: 'Back' }, createIfMissing);
  const { body: principal } = await adele('PATCH', `servicePrincipals(appId='${app.appId}')`, {}, createIfMissing);
  const { body: secret } = await adele('POST', `applications/${app.id}/addPassword`, {});
  await adele('DELETE', `applications/${app.id}`);
  const without = await adele('GET', `servicePrincipals/${principal.id}`);

  const restored = await adele('POST', `directory/deletedItems/${app.id}/restore`);
  const half = await adele('GET', `servicePrincipals/${principal.id}`);
  await adele('POST', `directory/deletedItems/${principal.id}/restore`);

  expect([without.status, half.status]).toEqual([404, 404]);
  expect(restored).toMatchObject({
    status: 200,
    body: { '@odata.type': '#microsoft.graph.application', id: app.id, deletedDateTime: null },
  });
  expect((await adele('GET', `servicePrincipals/${principal.id}`)).status).toBe(200);
  expect((await adele('GET', `applications/${app.id}`)).body.passwordCredentials).toEqual([
    expect.objectContaining({ keyId: secret.keyId }),
  ]);
});

test('the bin wants a cast, and empties itself after thirty days', async () => {
  const { body: app } = await adele('PATCH', named('old'), { displayName: 'Old' }, createIfMissing);
  await adele('DELETE', `applications/${app.id}`);
  const uncast = await adele('GET', 'directory/deletedItems');
  practice.pass(31 * 86_400_000);

  expect(uncast.status).toBe(400);
  expect((await adele('GET', `directory/deletedItems/${app.id}`)).status).toBe(404);
});

test('who registers without an administrator’s role becomes the owner, others do not', async () => {
  const isaiah = practice.as('isaiah');
  const { body: his } = await isaiah('POST', 'applications', { displayName: 'His' });
  const { body: hers } = await adele('POST', 'applications', { displayName: 'Hers' });
  const { id } = practice.person('isaiah', practice.tenant('contoso'));
  const ownersOf = async (app: string) => (await adele('GET', `applications/${app}/owners?$select=id`)).body.value;

  expect(await ownersOf(his.id)).toEqual([{ '@odata.type': '#microsoft.graph.user', id }]);
  expect(await ownersOf(hers.id)).toEqual([]);
  expect((await isaiah('POST', `applications/${his.id}/addPassword`, {})).status).toBe(200);
  expect((await isaiah('POST', `applications/${hers.id}/addPassword`, {})).status).toBe(403);
});

test('owners are added and removed by reference', async () => {
  const { body: app } = await adele('POST', 'applications', { displayName: 'Owned' });
  const { id } = practice.person('lee', practice.tenant('contoso'));
  const reference = { '@odata.id': `${practice.emulator.origins.graph}/v1.0/directoryObjects/${id}` };
  const added = await adele('POST', `applications/${app.id}/owners/$ref`, reference);
  const twice = await adele('POST', `applications/${app.id}/owners/$ref`, reference);
  const removed = await adele('DELETE', `applications/${app.id}/owners/${id}/$ref`);

  expect([added.status, removed.status]).toEqual([204, 204]);
  expect(twice).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining("'owners'") } } });
  expect((await adele('GET', `applications/${app.id}/owners`)).body.value).toEqual([]);
});

test('a role that is in use is switched off before it is taken away', async () => {
  const role = {
    id: crypto.randomUUID(),
    value: 'R',
    displayName: 'R',
    description: 'R',
    isEnabled: true,
    allowedMemberTypes: ['User'],
  };
  const { body: app } = await adele('POST', 'applications', { displayName: 'Roles', appRoles: [role] });
  const path = `applications/${app.id}`;

  expect((await adele('PATCH', path, { appRoles: [] })).body.error.code).toBe('CannotDeleteOrUpdateEnabledEntitlement');
  await adele('PATCH', path, { appRoles: [{ ...role, isEnabled: false }] });
  expect((await adele('PATCH', path, { appRoles: [] })).status).toBe(204);
});

async function certificate() {
  const { certificatePem, privateKeyPem } = await makeDaemonCertificate(practice.cloud.clock.now());
  return { base64: new X509Certificate(certificatePem).raw.toString('base64'), privateKeyPem };
}

const entry = (key: string) => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key });

async function proofBy(privateKeyPem: string, issuer: string): Promise<string> {
  const seconds = Math.floor(practice.cloud.clock.now() / 1000);
  return new SignJWT({ aud: '00000002-0000-0000-c000-000000000000', iss: issuer, nbf: seconds, exp: seconds + 600 })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(await importPKCS8(privateKeyPem, 'RS256'));
}
