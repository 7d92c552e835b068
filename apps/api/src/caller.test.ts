import { message } from '@vplus/messages';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
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

const elsewhere = `https://sts.windows.net/${otherTenantId}/`;
test.each<[string, Record<string, unknown>, boolean | null]>([
  ['a guest', { acct: 1, idp: elsewhere }, true],
  ['a guest who signed in here', { acct: 1 }, true],
  ['a member by cross-tenant synchronization', { acct: 0, idp: elsewhere }, false],
  ['a member, whose token does not say', {}, false],
  ['a member who signed in here', { idp: `https://sts.windows.net/${tenantId}/` }, false],
  ["a partner's technician (GDAP), of whom only the directory knows", { idp: elsewhere }, null],
])('knows %s', async (_who, claims, guest) => {
  const token = await server.token(claims);

  await expect(identify(`Bearer ${token}`)).resolves.toMatchObject({ guest });
});

const minute = 60_000;
test.each([
  ['behind', -10 * minute, message('server.clock-behind', { minutes: 10 })],
  ['ahead', 90 * minute, message('server.clock-ahead', { minutes: 90 })],
])('says that our clock is %s, instead of refusing the person', async (_how, ours, detail) => {
  identify = createIdentify({ clientId, identityOrigin: server.origin, fetch, now: () => Date.now() + ours });
  const token = await server.token();

  await expect(identify(`Bearer ${token}`)).rejects.toMatchObject({
    code: 'server-clock-wrong',
    detail,
  });
});

test('an old token is an old token while our clock is right, and while it is wrong', async () => {
  const seconds = Math.floor(Date.now() / 1000);
  const old = await server.token({ nbf: seconds - 9000, exp: seconds - 3600 });

  await expect(identify(`Bearer ${old}`)).rejects.toMatchObject({ code: 'sign-in-required' });
  identify = createIdentify({ clientId, identityOrigin: server.origin, fetch, now: () => Date.now() + 10 * minute });
  await expect(identify(`Bearer ${old}`)).rejects.toMatchObject({ code: 'sign-in-required' });
});

test('keys that were good stay good for a day while new ones cannot be had, and the log says so once', async () => {
  const ahead = 0;
  const said: string[] = [];
  const note = (_: unknown, text?: string) => said.push(text ?? String(_));
  const log = { warn: note, info: note } as unknown as NonNullable<Parameters<typeof createIdentify>[0]['log']>;
  identify = createIdentify({ clientId, identityOrigin: server.origin, fetch, now: () => Date.now() + ahead, log });
  const tokenThen = async (kid = 'one') => {
    const seconds = Math.floor((Date.now() + ahead) / 1000);
    return `Bearer ${await server.token({ nbf: seconds - 5, exp: seconds + 3600 }, undefined, kid)}`;
  };
  await identify(await tokenThen());
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    server.state.status = 503;
    for (const hours of [1, 2, 20]) {
      vi.setSystemTime(Date.now() + hours * 60 * minute);
      await expect(identify(await tokenThen())).resolves.toMatchObject({ objectId: personId });
    }
    await expect(identify(await tokenThen('unknown'))).rejects.toMatchObject({ code: 'microsoft-unreachable' });
    expect(said).toEqual([expect.stringContaining('cannot be had')]);
  } finally {
    vi.useRealTimers();
  }
});

test('does not take missing directory roles for none', async () => {
  const token = await server.token({ wids: undefined });

  await expect(identify(`Bearer ${token}`)).resolves.toMatchObject({ wids: null });
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
