import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Ask, assistantScopes, openPractice, type Practice } from './testing.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await openPractice();
});
beforeEach(() => practice.emulator.reset());
afterAll(() => practice.close());

const scopes = [...assistantScopes, 'Policy.ReadWrite.ApplicationConfiguration'];
const lifted = {
  passwordCredentials: [{ restrictionType: 'passwordAddition', state: 'disabled' }],
  keyCredentials: [],
};
const body = { displayName: 'Exempt', description: 'One', isEnabled: true, restrictions: lifted };
const policiesAt = 'policies/appManagementPolicies';

async function made(ask: Ask, uniqueName = 'exempt'): Promise<string> {
  const prefer = { prefer: 'create-if-missing' };
  const { body: app } = await ask('PATCH', `applications(uniqueName='${uniqueName}')`, { displayName: 'x' }, prefer);
  practice.pass(1000);
  return app.id;
}

const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/${policiesAt}/${id}` });

test('a policy of its own lifts what the default one forbids, until it is taken off', async () => {
  const wanda = practice.as('wanda', 'woodgrove', scopes);
  const id = await made(wanda);
  const created = await wanda('POST', policiesAt, body);
  expect(created).toMatchObject({ status: 201, body: { displayName: 'Exempt', restrictions: lifted } });
  practice.pass(1000);
  const assign = () => wanda('POST', `applications/${id}/appManagementPolicies/$ref`, reference(created.body.id));

  expect((await assign()).status).toBe(204);
  expect((await wanda('POST', `applications/${id}/addPassword`, {})).body.error.code).toBe(
    'CredentialTypeNotAllowedAsPerAppPolicy',
  );
  practice.pass(1000);
  expect((await wanda('POST', `applications/${id}/addPassword`, {})).status).toBe(200);
  expect((await assign()).status).toBe(400);
  expect((await wanda('GET', `${policiesAt}/${created.body.id}/appliesTo`)).body.value).toMatchObject([{ id }]);

  const off = `applications/${id}/appManagementPolicies/${created.body.id}/$ref`;
  expect((await wanda('DELETE', off)).status).toBe(204);
  practice.pass(1000);
  expect((await wanda('DELETE', off)).status).toBe(404);
  expect((await wanda('POST', `applications/${id}/addPassword`, {})).status).toBe(400);
  expect((await wanda('DELETE', `${policiesAt}/${created.body.id}`)).status).toBe(204);
  practice.pass(1000);
  expect((await wanda('GET', policiesAt)).body.value).toEqual([]);
});

test('an application has one custom policy at most', async () => {
  const wanda = practice.as('wanda', 'woodgrove', scopes);
  const id = await made(wanda);
  const [one, other] = [await wanda('POST', policiesAt, body), await wanda('POST', policiesAt, body)];
  practice.pass(1000);
  const assign = (policy: string) => wanda('POST', `applications/${id}/appManagementPolicies/$ref`, reference(policy));

  expect((await assign(one.body.id)).status).toBe(204);
  expect((await assign(other.body.id)).status).toBe(400);
  expect((await assign(crypto.randomUUID())).status).toBe(404);
});

test('rules about identifier URIs are kept, and answered as they were sent', async () => {
  const wanda = practice.as('wanda', 'woodgrove', scopes);
  const state = { state: 'enabled', excludeSaml: true, restrictForAppsCreatedAfterDateTime: '2026-01-01T00:00:00Z' };
  const restrictions = { ...lifted, applicationRestrictions: { identifierUris: { nonDefaultUriAddition: state } } };

  const { body: created } = await wanda('POST', policiesAt, { ...body, restrictions });

  expect(created).toMatchObject({ restrictions });
  practice.pass(1000);
  expect((await wanda('GET', `${policiesAt}/${created.id}`)).body).toMatchObject({ restrictions });
});

test('a change of the restrictions counts once it has spread', async () => {
  const nadia = practice.as('nadia', 'northwind', scopes);
  const id = await made(nadia);
  const longer = (maxLifetime: string) => ({
    passwordCredentials: [{ restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime }],
    keyCredentials: [],
  });
  const { body: policy } = await nadia('POST', policiesAt, { ...body, restrictions: longer('P30D') });
  practice.pass(10_000);
  await nadia('POST', `applications/${id}/appManagementPolicies/$ref`, reference(policy.id));
  practice.pass(10_000);
  const until = (days: number) => new Date(practice.cloud.clock.now() + days * 86_400_000).toISOString();
  const add = (days: number) =>
    nadia('POST', `applications/${id}/addPassword`, { passwordCredential: { endDateTime: until(days) } });
  expect((await add(60)).body.error.code).toBe('CredentialInvalidLifetimeAsPerAppPolicy');

  expect((await nadia('PATCH', `${policiesAt}/${policy.id}`, { restrictions: longer('P400D') })).status).toBe(204);
  practice.pass(10_000);

  expect((await add(365)).status).toBe(200);
});

test.each([
  ['wanda', assistantScopes, 403],
  ['silas', scopes, 403],
  ['wanda', scopes, 201],
])('%s with %s gets %i for a new policy', async (login, granted, status) => {
  expect((await practice.as(login, 'woodgrove', [...granted])('POST', policiesAt, body)).status).toBe(status);
});

test.each([
  [{ ...body, displayName: undefined }, 'displayName'],
  [{ ...body, color: 'red' }, 'color'],
  [{ ...body, restrictions: { passwordCredentials: [{ restrictionType: 'anything' }] } }, 'restrictions'],
  [{ ...body, restrictions: { ...lifted, applicationRestrictions: { uris: {} } } }, 'uris'],
])('a policy that is no policy is refused: %j', async (wrong, named) => {
  const answer = await practice.as('wanda', 'woodgrove', scopes)('POST', policiesAt, wrong);

  expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining(named) } } });
});
