import { execFile, spawn, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
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

/** A Python that has Debian's or PyPI's MSAL; null where there is none. */
const python = ['/usr/bin/python3', 'python3'].find(
  (command) => spawnSync(command, ['-c', 'import msal']).status === 0,
);

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

test.skipIf(!python)(
  'MSAL for Python signs an application in by certificate and by secret (skipped without it)',
  async () => {
    const daemon = clientOf('Practice daemon');
    const script = `
import json, os, sys, msal
given = json.load(sys.stdin)
def token(credential):
    app = msal.ConfidentialClientApplication(given['client'], client_credential=credential, authority=given['authority'], instance_discovery=False, verify=given['ca'])
    answer = app.acquire_token_for_client(['https://graph.microsoft.com/.default'])
    return answer.get('token_type') or answer
print(json.dumps([token({'private_key': given['key'], 'thumbprint': given['thumbprint']}), token(given['secret'])]))
`;
    const given = {
      client: daemon.clientId,
      authority: `${emulator.secureOrigins.identity}/${daemon.tenantId}`,
      ca: emulator.caFile,
      key: daemon.privateKeyPem,
      thumbprint: new X509Certificate(daemon.certificatePem ?? '').fingerprint.replaceAll(':', ''),
      secret: daemon.secret,
    };

    expect(await pythonSays(script, given)).toEqual(['Bearer', 'Bearer']);
  },
);

test.skipIf(!python)(
  'MSAL for Python begins a log-in of the Azure CLI by a device code (skipped without it)',
  async () => {
    const script = `
import json, sys, msal
given = json.load(sys.stdin)
app = msal.PublicClientApplication('04b07795-8ddb-461a-bbee-02f9e1bf7b46', authority=given['authority'], instance_discovery=False, verify=given['ca'])
flow = app.initiate_device_flow(['https://management.core.windows.net//.default'])
print(json.dumps(flow))
`;

    const flow = await pythonSays(script, {
      authority: `${emulator.secureOrigins.identity}/organizations`,
      ca: emulator.caFile,
    });

    expect(flow).toMatchObject({ user_code: expect.stringMatching(/^\w{9}$/), interval: expect.any(Number) });
  },
);

async function pythonSays(script: string, given: object): Promise<unknown> {
  // What the environment trusts goes before `verify` in the library underneath.
  const env = { ...process.env, REQUESTS_CA_BUNDLE: emulator.caFile };
  const child = spawn(python ?? '', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'], env });
  child.stdin.end(JSON.stringify(given));
  let said = '';
  for await (const piece of child.stdout.setEncoding('utf8')) said += piece;
  return JSON.parse(said);
}
