import { endpoints } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from '../testing/installation.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(() => installation.close());

test('tells the browser how to sign in, and nothing that is secret', async () => {
  const { status, body } = await installation.call(null, 'GET', '/config');

  const { identity, graph, control, clients } = installation.emulator.description;
  expect(status).toBe(200);
  expect(body).toMatchObject({
    authority: 'https://login.practice.example/organizations',
    knownAuthorities: ['login.practice.example'],
    loginOrigin: identity,
    consentScope: `${graph}/.default`,
    practice: { controlUrl: control },
  });
  expect(JSON.parse(String(body.authorityMetadata)).token_endpoint).toBe(`${identity}/organizations/oauth2/v2.0/token`);
  for (const { secret } of clients) if (secret) expect(JSON.stringify(body)).not.toContain(secret);
});

test('says that it lives and that it can work', async () => {
  expect((await installation.call(null, 'GET', '/health')).body).toMatchObject({ status: 'ok' });
  expect((await installation.call(null, 'GET', '/ready')).body).toEqual({ status: 'ready' });
});

test('describes every endpoint in OpenAPI', async () => {
  const { body } = await installation.call<{ paths: Record<string, object> }>(null, 'GET', '/openapi.json');

  const described = Object.values(body.paths).flatMap((methods) => Object.keys(methods));
  expect(described).toHaveLength(endpoints.length);
});

test('serves every endpoint that the contract names', async () => {
  const nothing = '00000000-0000-4000-8000-000000000000';
  const statuses = await Promise.all(
    endpoints
      .filter(({ signedIn }) => signedIn)
      .map(({ method, path }) => installation.call(null, method, path.replace(/:\w+/, nothing)))
      .map(async (answer) => (await answer).status),
  );

  expect(statuses).toEqual(statuses.map(() => 401));
});

test('answers an address that it does not have with a problem document', async () => {
  const { status, body, headers } = await installation.call(null, 'GET', '/nowhere');

  expect(status).toBe(404);
  expect(headers.get('content-type')).toMatch('application/problem+json');
  expect(body).toMatchObject({ code: 'not-found', traceId: expect.any(String) });
});

test('keeps replies out of caches and other pages out of ours', async () => {
  const { headers } = await installation.call(null, 'GET', '/config');

  const { identity } = installation.emulator.description;
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('strict-transport-security')).toBeNull();
  expect(headers.get('content-security-policy')?.split(';').sort()).toEqual(
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src 'self' ${identity}`,
      `frame-src 'self' ${identity}`,
      `form-action 'self' ${identity}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].sort(),
  );
});
