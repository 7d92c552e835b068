import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../start.ts';
import { walk } from '../testing/browse.ts';
import { visitor } from '../testing/world.ts';
import { permissionTitle } from './permission-titles.ts';

let emulator: Emulator;
let visit: ReturnType<typeof visitor>;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  visit = visitor(emulator);
});
afterAll(() => emulator.close());

const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const graphTools = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

const authorize = (client: string, more: Record<string, string>, tenant = 'organizations') => {
  const url = new URL(`${emulator.origins.identity}/${tenant}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({ client_id: client, response_type: 'code', state: 's', ...more }).toString();
  return url;
};

test('the page of accounts says what each tenant is for and what each person may do', async () => {
  const web = visit.clientOf('Practice web client');
  const page = await (
    await fetch(authorize(web.clientId, { redirect_uri: 'http://localhost/callback', scope: 'openid' }))
  ).text();

  for (const { displayName, story } of emulator.description.tenants) {
    expect(page).toContain(displayName);
    expect(page).toContain(story.replaceAll('"', '&quot;'));
  }
  expect(page).toContain('can activate Global Administrator');
  expect(page).toContain('no administrator role');
});

test('the account page of a tenant shows guests, synchronized members and partners as what they are', async () => {
  const web = visit.clientOf('Practice web client');
  const page = await (
    await fetch(authorize(web.clientId, { redirect_uri: 'http://localhost/callback', scope: 'openid' }, 'trey.example'))
  ).text();

  expect(page).toContain('fatima@fabrikam.example');
  expect(page).toContain('partner (GDAP) · Privileged Role Administrator');
});

test('consent names permissions in words', async () => {
  const [assistant] = emulator.description.clients.filter(({ kind }) => kind === 'spa');
  const url = new URL(`${emulator.origins.identity}/contoso.example/v2.0/adminconsent`);
  url.search = new URLSearchParams({
    client_id: assistant?.clientId ?? '',
    redirect_uri: 'http://localhost/consent-return',
    scope: 'https://graph.microsoft.com/.default',
  }).toString();
  const [adele] = visit.tenantOf('Contoso').people;

  const page = await consentPageOf(url, { login: adele?.username ?? '', passwd: adele?.password ?? '' });

  expect(page).toContain('Read and write applications');
  expect(page).not.toMatch(/<li>\w+\.Read/);
});

test.each([
  ['Mail.ReadWrite', 'Read and write mail'],
  ['MailboxSettings.Read', 'Read mailbox settings'],
  ['GroupMember.Read.All', 'Read all group members'],
  ['full_access_as_app', 'full_access_as_app'],
])('%s is called "%s"', (value, title) => {
  expect(permissionTitle(value)).toBe(title);
});

test('the Azure CLI signs in without a consent, and may manage and read the directory as its person', async () => {
  const adele = visit.personOf('Contoso', 'Adele');
  const person = { login: adele.username, passwd: adele.password };
  const { id: tenantId } = visit.tenantOf('Contoso');
  const redirect_uri = 'http://localhost:8400';
  const scope = 'https://management.core.windows.net//.default offline_access openid profile';

  const back = await walk(authorize(azureCli, { redirect_uri, scope }), person);
  const first = await visit.tokenRequest('organizations', {
    grant_type: 'authorization_code',
    client_id: azureCli,
    code: back instanceof URL ? (back.searchParams.get('code') ?? '') : '',
    redirect_uri,
    scope,
  });
  const forGraph = await visit.tokenRequest(tenantId, {
    grant_type: 'refresh_token',
    client_id: azureCli,
    refresh_token: first.body.refresh_token,
    scope: 'https://graph.microsoft.com/.default',
  });
  const tenants = await fetch(`${emulator.origins.management}/tenants?api-version=2022-12-01`, {
    headers: { authorization: `Bearer ${first.body.access_token}` },
  });
  const applications = await visit.graph(forGraph.body.access_token, 'applications?$top=1');

  expect(await tenants.json()).toMatchObject({ value: [{ tenantId, defaultDomain: 'contoso.example' }] });
  expect(applications.status).toBe(200);
});

test('Connect-MgGraph signs in by a device code with the scopes that it wants, once somebody consents', async () => {
  const adele = visit.personOf('Contoso', 'Adele');
  const start = await fetch(`${emulator.origins.identity}/organizations/oauth2/v2.0/devicecode`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: graphTools, scope: 'Application.ReadWrite.All User.Read openid' }),
  });
  const { user_code: otc, device_code, verification_uri } = (await start.json()) as Record<string, string>;

  const entered = new URL(verification_uri ?? '');
  const page = await fetch(entered, { method: 'POST', body: new URLSearchParams({ otc: otc ?? '' }) });
  await signInOn(page, { login: adele.username, passwd: adele.password });
  const tokens = await visit.tokenRequest('organizations', {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: graphTools,
    device_code: device_code ?? '',
  });
  const made = await visit.graph(tokens.body.access_token, 'applications', {
    method: 'POST',
    body: JSON.stringify({ displayName: 'Made by PowerShell' }),
    headers: { 'content-type': 'application/json' },
  });

  expect(tokens.body.scope).toContain('Application.ReadWrite.All');
  expect(made.status).toBe(201);
});

test('a public client may sign in without PKCE, a page may not', async () => {
  const adele = visit.personOf('Contoso', 'Adele');
  const person = { login: adele.username, passwd: adele.password };
  const line = visit.clientOf('Practice command line');
  const page = emulator.description.clients.find(({ kind }) => kind === 'spa');

  const back = await walk(authorize(line.clientId, { redirect_uri: 'http://localhost', scope: 'openid' }), person);
  const refused = await fetch(
    authorize(page?.clientId ?? '', { redirect_uri: 'http://localhost/auth', scope: 'openid' }),
    { redirect: 'manual' },
  );

  expect(back instanceof URL && back.searchParams.has('code')).toBe(true);
  expect(decodeURIComponent(refused.headers.get('location') ?? '')).toContain('AADSTS9002325');
});

/** Signs in and stops at the page that asks for consent. */
async function consentPageOf(url: URL, person: { login: string; passwd: string }): Promise<string> {
  let answer = await fetch(url);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  for (const step of ['other', 'password']) {
    const [, flow = ''] = /name="flow" value="([^"]+)"/.exec(await answer.text()) ?? [];
    answer = await fetch(new URL('/common/login', url), {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ flow, step, ...(step === 'password' ? person : {}) }),
    });
  }
  return answer.text();
}

/** Goes on from a page that was shown, to the one that says that the device is signed in. */
async function signInOn(page: Response, person: { login: string; passwd: string }): Promise<void> {
  const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  let text = await page.text();
  for (const step of ['other', 'password', 'device']) {
    const [, flow = ''] = /name="flow" value="([^"]+)"/.exec(text) ?? [];
    const answer = await fetch(new URL('/common/login', page.url), {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({
        flow,
        step,
        ...(step === 'password' ? person : {}),
        ...(step === 'device' ? { decision: 'accept' } : {}),
      }),
    });
    text = await answer.text();
  }
  expect(text).toContain('You are signed in');
}
