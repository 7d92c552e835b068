import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as openid from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from './index.ts';
import { browse } from './testing/browse.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
});
afterAll(() => emulator.close());

const clientOf = (name: string) => {
  const client = emulator.description.clients.find(({ displayName }) => displayName === name);
  if (!client) throw new Error(`No client ${name}`);
  return client;
};

test('openid-client discovers the server, signs a person in and reads who it is', async () => {
  const contoso = emulator.description.tenants.find(({ displayName }) => displayName === 'Contoso');
  const adele = contoso?.people.find(({ displayName }) => displayName.startsWith('Adele'));
  if (!contoso || !adele) throw new Error('No Adele');
  const web = clientOf('Practice web client');
  const config = await openid.discovery(
    new URL(`${emulator.origins.identity}/${contoso.id}/v2.0`),
    web.clientId,
    web.secret,
    undefined,
    { execute: [openid.allowInsecureRequests] },
  );
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const nonce = openid.randomNonce();
  const address = openid.buildAuthorizationUrl(config, {
    redirect_uri: 'http://localhost/callback',
    scope: 'openid profile offline_access User.Read',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });

  const back = await browse(address, { login: adele.username, passwd: adele.password });
  const tokens = await openid.authorizationCodeGrant(config, back, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
  const person = await openid.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '');
  const renewed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');

  expect(tokens.claims()).toMatchObject({ tid: contoso.id, oid: adele.id, ver: '2.0' });
  expect(person.name).toBe(adele.displayName);
  expect(renewed.access_token).not.toBe(tokens.access_token);
});

test('@azure/identity gets an app-only token over https and a Graph call succeeds with it', async () => {
  const daemon = clientOf('Practice daemon');
  const script = `
    import { ClientSecretCredential } from '@azure/identity';
    const credential = new ClientSecretCredential(process.env.TENANT, process.env.CLIENT, process.env.SECRET, { authorityHost: process.env.HOST, disableInstanceDiscovery: true });
    const { token } = await credential.getToken('https://graph.microsoft.com/.default');
    const answer = await fetch(process.env.GRAPH + '/v1.0/users?$top=1&$select=id', { headers: { authorization: 'Bearer ' + token } });
    console.log(JSON.stringify({ status: answer.status, users: (await answer.json()).value?.length }));
  `;

  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: emulator.caFile,
      TENANT: daemon.tenantId,
      CLIENT: daemon.clientId,
      SECRET: daemon.secret ?? '',
      HOST: emulator.secureOrigins.identity,
      GRAPH: emulator.secureOrigins.graph,
    },
  });

  expect(JSON.parse(stdout)).toEqual({ status: 200, users: 1 });
});

test('an older client gets a token by resource, numbers as texts, from the endpoint that discovery names', async () => {
  const daemon = clientOf('Practice daemon');
  const discovery = await fetch(`${emulator.origins.identity}/${daemon.tenantId}/.well-known/openid-configuration`);
  const { token_endpoint: endpoint } = (await discovery.json()) as { token_endpoint: string };

  const answer = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: daemon.clientId,
      client_secret: daemon.secret ?? '',
      resource: 'https://graph.microsoft.com',
    }),
  });

  expect(answer.headers.get('x-ms-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await answer.json()).toMatchObject({
    token_type: 'Bearer',
    expires_in: '3599',
    expires_on: expect.stringMatching(/^\d{10}$/),
    resource: 'https://graph.microsoft.com',
    access_token: expect.any(String),
  });
});
