import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Tenant } from '../core/world.ts';
import { assistant } from '../seed/clients.ts';
import { tenantIds } from '../seed/tenants.ts';
import { type Emulator, startEmulator } from '../start.ts';
import { knownNumbers, Refusal } from './aadsts.ts';

let emulator: Emulator;
let contoso: Tenant;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  contoso = emulator.cloud.world.tenants[tenantIds.contoso] as Tenant;
});
afterAll(() => emulator.close());
beforeEach(() => {
  contoso.weather.refuse = [];
});

const stayOnPage = knownNumbers.filter((code) => new Refusal(code).onPage);
const goBack = knownNumbers.filter((code) => !new Refusal(code).onPage);

test.each(stayOnPage)('AADSTS%i at the sign-in stays on its own page, with what support asks for', async (code) => {
  refuse('authorize', code);

  const answer = await open('/oauth2/v2.0/authorize', { ...signIn, redirect_uri: 'http://localhost/auth' });

  const page = await answer.text();
  expect(answer.headers.get('location')).toBeNull();
  expect(page).toContain(`AADSTS${code}:`);
  expect(page).toMatch(/Correlation Id<\/dt><dd>[0-9a-f-]{36}<.*Timestamp<\/dt><dd>20\d\d-/s);
});

test.each(goBack)('AADSTS%i at the sign-in goes back with its OAuth error and the state', async (code) => {
  refuse('authorize', code);

  const answer = await open('/oauth2/v2.0/authorize', { ...signIn, redirect_uri: 'http://localhost/auth' });

  const back = new URL(answer.headers.get('location') ?? '').searchParams;
  expect(Object.fromEntries(back)).toMatchObject({
    error: new Refusal(code).error,
    error_description: expect.stringMatching(new RegExp(`^AADSTS${code}: .*Trace ID: .*Correlation ID: .*Timestamp: `)),
    state: 'kept',
  });
});

test.each(goBack)('AADSTS%i at the approval goes back marked as an approval, and is none', async (code) => {
  refuse('adminconsent', code);

  const answer = await open('/v2.0/adminconsent', { ...signIn, redirect_uri: 'http://localhost/consent-return' });

  const back = new URL(answer.headers.get('location') ?? '').searchParams;
  expect(Object.fromEntries(back)).toMatchObject({
    error: new Refusal(code).error,
    admin_consent: 'True',
    state: 'kept',
  });
  expect(back.has('tenant')).toBe(false);
});

test.each(knownNumbers)('AADSTS%i at the token endpoint has the shape that Microsoft documents', async (code) => {
  refuse('token', code);

  const answer = await token({ grant_type: 'client_credentials' });

  const refusal = new Refusal(code);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await answer.json()).toMatchObject({
    error: refusal.error,
    error_description: expect.stringContaining(`AADSTS${code}: ${refusal.message}`),
    error_codes: [code],
    timestamp: expect.stringMatching(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
    trace_id: expect.any(String),
    correlation_id: expect.any(String),
    error_uri: `${emulator.origins.identity}/error?code=${code}`,
  });
});

test('a second factor that the next API wants comes as a challenge; a rule that only says no does not', async () => {
  refuse('on-behalf-of', 50076);
  const challenge = await refusalOf(onBehalfOf);
  refuse('on-behalf-of', 53003);
  const block = await refusalOf(onBehalfOf);

  expect(challenge).toMatchObject({ error: 'interaction_required', suberror: 'basic_action' });
  expect(JSON.parse(String(challenge.claims))).toHaveProperty('access_token');
  expect(block).toMatchObject({ error: 'interaction_required', suberror: 'message_only' });
  expect(block).not.toHaveProperty('claims');
});

test('a rule that is to hold a few times is gone afterwards', async () => {
  contoso.weather.refuse = [{ at: 'client-credentials', code: 90033, times: 1 }];

  const first = await refusalOf({ grant_type: 'client_credentials' });
  const second = await refusalOf({ grant_type: 'client_credentials' });

  expect(first.error_codes).toEqual([90033]);
  expect(second.error_codes).not.toEqual([90033]);
});

const signIn = {
  client_id: assistant.clientId,
  response_type: 'code',
  response_mode: 'query',
  scope: 'openid',
  state: 'kept',
  code_challenge: 'c'.repeat(43),
  code_challenge_method: 'S256',
};
const onBehalfOf = {
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  requested_token_use: 'on_behalf_of',
};

function refuse(at: Tenant['weather']['refuse'][number]['at'], code: number): void {
  contoso.weather.refuse = [{ at, code, times: null }];
}

function open(path: string, params: Record<string, string>): Promise<Response> {
  const address = new URL(`/${contoso.id}${path}`, emulator.origins.identity);
  address.search = new URLSearchParams(params).toString();
  return fetch(address, { redirect: 'manual' });
}

function token(params: Record<string, string>): Promise<Response> {
  return fetch(new URL(`/${contoso.id}/oauth2/v2.0/token`, emulator.origins.identity), {
    method: 'POST',
    body: new URLSearchParams({ client_id: assistant.clientId, ...params }),
  });
}

const refusalOf = async (params: Record<string, string>) =>
  (await (await token(params)).json()) as Record<string, unknown>;
