import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createIdentify, type Identify } from './caller.ts';
import { clientId, otherTenantId, personId, startIdentityServer, tenantId, wids } from './testing/identity-server.ts';

type IdentityServer = Awaited<ReturnType<typeof startIdentityServer>>;
let server: IdentityServer;
let identify: Identify;

beforeAll(async () => {
  server = await startIdentityServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.state.status = 200;
  server.state.keyIssuer = `${server.origin}/{tenantid}/v2.0`;
  identify = createIdentify({ clientId, identityOrigin: server.origin, fetch, now: Date.now });
});

test('knows the person by tenant and object id', async () => {
  const token = await server.token();

  const caller = await identify(`Bearer ${token}`);

  expect(caller).toMatchObject({
    tenantId,
    objectId: personId,
    name: 'Adele Vance',
    guest: false,
    wids: [wids.globalAdministrator],
    appRoles: [],
    token,
  });
});

test('asks for the keys once, however many people come', async () => {
  const before = server.state.requests;

  await Promise.all([1, 2, 3].map(async () => identify(`Bearer ${await server.token()}`)));
  await identify(`Bearer ${await server.token()}`);

  expect(server.state.requests - before).toBe(1);
});

test.each<[string, () => Record<string, unknown>]>([
  ['for another application', () => ({ aud: otherTenantId })],
  ['asked for by another application', () => ({ azp: otherTenantId })],
  ['of version 1', () => ({ ver: '1.0' })],
  ['without our scope', () => ({ scp: 'User.Read' })],
  ['with a scope that only begins like ours', () => ({ scp: 'access_as_user_too' })],
  ['of an application without a person', () => ({ scp: undefined, roles: ['Operator'] })],
  ['whose issuer is another tenant than its tid', () => ({ tid: otherTenantId })],
  ['of another identity server', () => ({ iss: `https://login.example/${tenantId}/v2.0` })],
  ['that has expired', () => ({ exp: Math.floor(Date.now() / 1000) - 120 })],
  ['that is not valid yet', () => ({ nbf: Math.floor(Date.now() / 1000) + 120 })],
  ['that never expires', () => ({ exp: undefined })],
  ['without a person id', () => ({ oid: undefined })],
  [
    'of a personal account',
    () => ({
      tid: '9188040d-6c67-4c5b-b112-36a304b66dad',
      iss: `${server.origin}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`,
    }),
  ],
])('refuses a token %s', async (_what, change) => {
  const token = await server.token(change());

  await expect(identify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'sign-in-required' });
});

test('refuses a token that somebody else signed', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  const token = await server.token({}, privateKey);

  await expect(identify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'sign-in-required' });
});

test('refuses a token that is not signed, or signed with a shared secret', async () => {
  const unsigned = `${encode({ alg: 'none', kid: 'one' })}.${encode(server.claims())}.`;
  const shared = await new SignJWT(server.claims())
    .setProtectedHeader({ alg: 'HS256', kid: 'one' })
    .sign(Buffer.from('a secret that anybody could choose'));

  await expect(identify(`Bearer ${unsigned}`)).rejects.toMatchObject({ code: 'sign-in-required' });
  await expect(identify(`Bearer ${shared}`)).rejects.toMatchObject({ code: 'sign-in-required' });
});

test.each([
  ['of another tenant', () => `${server.origin}/${otherTenantId}/v2.0`],
  ['of another cloud', () => 'https://login.example/{tenantid}/v2.0'],
  ['without an issuer', () => undefined],
])('refuses a token under a key %s', async (_what, keyIssuer) => {
  server.state.keyIssuer = keyIssuer();
  const token = await server.token();

  await expect(identify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'sign-in-required' });
});

test.each([undefined, '', 'Basic YTpi', 'Bearer', 'Bearer not-a-token'])('refuses the header %j', async (header) => {
  await expect(identify(header)).rejects.toMatchObject({ code: 'sign-in-required' });
});

test('does not blame the person when the keys cannot be had', async () => {
  server.state.status = 500;
  const token = await server.token();

  await expect(identify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'microsoft-unreachable' });
});

test('asks Microsoft for keys once, however many tokens name keys that do not exist', async () => {
  await identify(`Bearer ${await server.token()}`);
  const before = server.state.requests;

  for (let number = 0; number < 50; number += 1) {
    const token = await server.token({}, undefined, `no-such-key-${number}`);
    await expect(identify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'sign-in-required' });
  }

  expect(server.state.requests - before).toBeLessThanOrEqual(1);
  await expect(identify(`Bearer ${await server.token()}`)).resolves.toMatchObject({ objectId: personId });
});

test('leaves an identity server alone for a moment that could not give its keys', async () => {
  let now = Date.now();
  identify = createIdentify({ clientId, identityOrigin: server.origin, fetch, now: () => now });
  server.state.status = 500;
  const before = server.state.requests;

  for (let number = 0; number < 50; number += 1) {
    const token = `Bearer ${await server.token()}`;
    await expect(identify(token)).rejects.toMatchObject({ code: 'microsoft-unreachable' });
  }

  expect(server.state.requests - before).toBe(1);
  server.state.status = 200;
  now += 5_000;
  await expect(identify(`Bearer ${await server.token()}`)).resolves.toMatchObject({ objectId: personId });
});

test('tells a guest from a member by where they signed in', async () => {
  const guest = await server.token({ idp: `https://sts.windows.net/${otherTenantId}/` });
  const member = await server.token({ idp: `https://sts.windows.net/${tenantId}/` });

  await expect(identify(`Bearer ${guest}`)).resolves.toMatchObject({ guest: true });
  await expect(identify(`Bearer ${member}`)).resolves.toMatchObject({ guest: false });
});

test('does not take missing directory roles for none', async () => {
  const token = await server.token({ wids: undefined });

  await expect(identify(`Bearer ${token}`)).resolves.toMatchObject({ wids: null });
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
