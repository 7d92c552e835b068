import { generateKeyPairSync, verify } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { type Received, type Reply, serve } from '../testing/serve.ts';
import { testTransport } from '../testing/transport.ts';
import { createIdentity } from './create-identity.ts';
import type { ClientCredential, IdentityOptions } from './identity.ts';

const tenantId = '3f9e1c52-0000-4000-8000-000000000001';
const scope = 'https://graph.microsoft.com/.default';
const credential = { secret: 'marked-client-secret' };
const asked = { tenantId, assertion: 'marked.assertion.value', scope };
const application = { tenantId, clientId: 'made-app', credential, scope };

test('exchanges a token on behalf of a person by exactly one request', async () => {
  const { identity, requests } = await identityAt(() => ({
    body: {
      ...answer(unsigned({})),
      scope: 'https://graph.microsoft.com/Application.ReadWrite.All User.Read openid profile',
    },
  }));

  const token = await identity.onBehalfOf(asked);

  expect(token.accessToken).toBe(unsigned({}));
  expect(token.scopes).toEqual(expect.arrayContaining(['application.readwrite.all', 'user.read']));
  expect(token.expiresAt).toBeGreaterThan(Date.now() + 3_000_000);
  expect(requests).toHaveLength(1);
  expect(requests[0]?.url.split('?')[0]).toBe(`/${tenantId}/oauth2/v2.0/token`);
  const form = formOf(requests[0]);
  expect(form).toMatchObject({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    assertion: asked.assertion,
    client_id: 'assistant',
    client_secret: credential.secret,
  });
  expect(form.scope?.split(' ')).toContain(scope);
  expect(JSON.parse(form.claims ?? '')).toMatchObject({ access_token: { xms_cc: { values: ['cp1'] } } });
});

test('sends a claims challenge on, beside what this client can handle', async () => {
  const { identity, requests } = await identityAt(() => ({ body: answer(unsigned({})) }));

  await identity.onBehalfOf({ ...asked, claims: '{"access_token":{"nbf":{"essential":true,"value":"17"}}}' });

  expect(JSON.parse(formOf(requests[0]).claims ?? '')).toMatchObject({
    access_token: { nbf: { essential: true, value: '17' }, xms_cc: { values: ['cp1'] } },
  });
});

test('asks for an application token anew each time, without cp1, and reads its roles', async () => {
  const { identity, requests } = await identityAt((_, number) => ({
    body: answer(unsigned(number === 1 ? {} : { roles: ['User.Read.All', 'Sites.Read.All'] })),
  }));

  const before = await identity.appOnly(application);
  const after = await identity.appOnly(application);

  expect([before.roles, after.roles]).toEqual([[], ['User.Read.All', 'Sites.Read.All']]);
  expect(requests).toHaveLength(2);
  expect(formOf(requests[0])).toMatchObject({ grant_type: 'client_credentials', scope, client_id: 'made-app' });
  expect(formOf(requests[0])).not.toHaveProperty('claims');
});

test('proves itself with a certificate where it has one', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = {
    thumbprintSha256: 'ab'.repeat(32),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  const { identity, requests } = await identityAt(() => ({ body: answer(unsigned({})) }));

  await identity.appOnly({ ...application, credential: { certificate } });

  const form = formOf(requests[0]);
  const [header = '', payload = '', signature = ''] = (form.client_assertion ?? '').split('.');
  const key = { key: publicKey, padding: 6, saltLength: 32 };
  expect(form).not.toHaveProperty('client_secret');
  expect(decoded(header)).toMatchObject({ alg: 'PS256', 'x5t#S256': Buffer.alloc(32, 0xab).toString('base64url') });
  expect(decoded(payload)).toMatchObject({ iss: 'made-app', sub: 'made-app' });
  expect(verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
});

test.each([
  'https://login.microsoftonline.com',
  'https://login.microsoftonline.us',
  'https://login.partner.microsoftonline.cn',
  'https://login.practice.example',
])('needs no discovery at %s', async (origin) => {
  const asked: string[] = [];
  const identity = createIdentity({
    ...testTransport(),
    fetch: async (url) => {
      asked.push(String(url));
      return Response.json(answer(unsigned({})));
    },
    authority: { origin },
    clientId: 'assistant',
    credential,
  });

  await identity.onBehalfOf({ tenantId, assertion: 'a.b.c', scope });
  await identity.appOnly(application);

  const endpoint = `${origin}/${tenantId}/oauth2/v2.0/token`;
  expect(asked.map((url) => url.split('?')[0])).toEqual([endpoint, endpoint]);
});

test('tells all numbers and the claims of a refusal, and how to find it in the logs', async () => {
  const claims = '{"access_token":{"capolids":{"essential":true,"values":["c1"]}}}';
  const { identity } = await identityAt(() => ({
    status: 400,
    body: {
      error: 'interaction_required',
      error_description: 'AADSTS50076: Use multi-factor authentication.\r\nTrace ID: t\r\nCorrelation ID: c',
      error_codes: [50076, 50079],
      trace_id: 'trace-1',
      correlation_id: 'correlation-1',
      suberror: 'basic_action',
      claims,
    },
  }));

  expect(await failureOf(identity.onBehalfOf(asked))).toEqual({
    service: 'identity',
    operation: 'POST /token (on-behalf-of)',
    failure: 'refused',
    status: 400,
    code: 'interaction_required',
    aadsts: [50076, 50079],
    remoteMessage: 'AADSTS50076: Use multi-factor authentication.',
    requestId: 'trace-1',
    correlationId: 'correlation-1',
    claims,
    at: '2026-11-23T10:00:00.000Z',
  });
});

test('tells how long a busy server wants to be left alone', async () => {
  const { identity } = await identityAt(() => ({ status: 503, headers: { 'retry-after': '9' }, body: '<html>' }));

  expect(await failureOf(identity.appOnly(application))).toMatchObject({ status: 503, retryAfterMs: 9000 });
});

test.each([{ body: '{"access_tok' }, { body: '' }, { body: {} }])('calls %j no token', async (reply) => {
  const { identity } = await identityAt(() => reply);

  expect(await failureOf(identity.appOnly(application))).toMatchObject({ failure: 'malformed' });
});

test('tells a lost line from a time-out and from an abort', async () => {
  const stop = new AbortController();
  const lost = await identityAt(() => 'cut');
  const late = await identityAt(() => 'hang', testTransport(50));
  const stopped = await identityAt(() => {
    stop.abort();
    return 'hang';
  });

  expect(await failureOf(lost.identity.onBehalfOf(asked))).toMatchObject({ failure: 'unreachable' });
  expect(await failureOf(late.identity.onBehalfOf(asked))).toMatchObject({ failure: 'timeout' });
  expect(await failureOf(stopped.identity.onBehalfOf({ ...asked, signal: stop.signal }))).toMatchObject({
    failure: 'aborted',
  });
  expect(lost.requests).toHaveLength(1);
});

test('keeps assertion, secret and token out of its failures, also when the server repeats them', async () => {
  const { identity } = await identityAt((_, number) =>
    number === 1
      ? { status: 400, body: { error: 'invalid_grant', error_description: `${asked.assertion} ${credential.secret}` } }
      : { body: '{"access_token":"marked-token"' },
  );

  const failures = [
    await identity.onBehalfOf(asked).catch((error: unknown) => error),
    await identity.onBehalfOf(asked).catch((error: unknown) => error),
  ];

  expect(inspect(failures, { depth: 9, showHidden: true })).not.toContain('marked');
});

async function identityAt(answer: (request: Received, number: number) => Reply, transport = testTransport()) {
  const { origin, requests } = await serve(answer);
  const options: IdentityOptions = {
    ...transport,
    authority: { origin: 'https://login.practice.example', endpointOrigin: origin },
    clientId: 'assistant',
    credential: credential satisfies ClientCredential,
  };
  return { identity: createIdentity(options), requests };
}

function answer(token: string) {
  return { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token };
}

function unsigned(claims: object): string {
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
}

function decoded(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}

function formOf(request: Received | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(request?.body));
}
