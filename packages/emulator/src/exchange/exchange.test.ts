import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { signToken } from '../core/tokens.ts';
import { exchangeOnline } from '../seed/apis.ts';
import { tenantIds } from '../seed/tenants.ts';
import { type Emulator, startEmulator } from '../start.ts';

const application = 'd1a1b5de-3b0c-4f4e-8a4e-9d1c6b1f2a33';
const adele = 'adele@contoso.example';
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
});

afterEach(() => emulator.reset());

afterAll(() => emulator.close());

test('an application with full_access_as_app reads the inbox of a mailbox that it impersonates', async () => {
  const answer = await getFolder(await token({}), adele);

  expect(answer.status).toBe(200);
  const xml = await answer.text();
  expect(xml).toContain('ResponseClass="Success"');
  expect(xml).toMatch(/<t:FolderId Id="[^"]+"/);
});

test('a person without a mailbox is told so inside the answer', async () => {
  const xml = await (await getFolder(await token({}), 'backup@contoso.example')).text();

  expect(xml).toContain('ResponseClass="Error"');
  expect(xml).toContain('<m:ResponseCode>ErrorNonExistentMailbox</m:ResponseCode>');
});

test('an application that impersonates nobody is refused', async () => {
  const answer = await getFolder(await token({}), null);

  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain('ErrorImpersonateUserDenied');
});

test.each([
  ['without the role', { roles: ['Mail.Read'] }, 403],
  ['with a token for Microsoft Graph', { aud: 'https://graph.microsoft.com' }, 401],
])('a request %s is refused', async (_, claims, status) => {
  expect((await getFolder(await token(claims), adele)).status).toBe(status);
});

test.each([
  ['on without a list', { enabled: true, allowedAppIds: null }, 200],
  ['on with an empty list', { enabled: true, allowedAppIds: [] }, 200],
  ['on with a list that names it', { enabled: true, allowedAppIds: [application] }, 200],
  ['on with a list of others', { enabled: true, allowedAppIds: ['c3e79405-06db-4517-82a9-94f6b7d8139a'] }, 403],
  ['off', { enabled: false, allowedAppIds: [application] }, 403],
  ['never set, where a list has no effect', { enabled: null, allowedAppIds: [] }, 200],
])('with EWS %s an application is answered accordingly', async (_, ews, status) => {
  await fetch(`${emulator.origins.control}/tenants/${tenantIds.contoso}`, {
    method: 'PATCH',
    body: JSON.stringify({ ews }),
  });

  expect((await getFolder(await token({}), adele)).status).toBe(status);
});

test.each([
  ['on with an empty list', { enabled: true, allowedAppIds: [] }, 403],
  ['never set', { enabled: null, allowedAppIds: null }, 403],
  ['on with a list that names it', { enabled: true, allowedAppIds: [application] }, 200],
])('since October 2026, with EWS %s, only who is listed gets in', async (_, ews, status) => {
  await fetch(`${emulator.origins.control}/tenants/${tenantIds.contoso}`, {
    method: 'PATCH',
    body: JSON.stringify({ ews, weather: { ewsListRequired: true } }),
  });

  expect((await getFolder(await token({}), adele)).status).toBe(status);
});

test.each([
  ['a kiosk mailbox is closed to it', '4a82b400-a79f-41a4-b4e2-e94f5787b113', 403, ''],
  ['a foundation plan is no mailbox', '113feb6c-3fe4-4440-bddc-54d774bf0318', 200, 'ErrorNonExistentMailbox'],
])('%s', async (_, servicePlanId, status, code) => {
  const person = Object.values(emulator.cloud.world.tenants[tenantIds.contoso]?.users ?? {}).find(
    ({ mail }) => mail === adele,
  );
  for (const plan of person?.assignedPlans ?? []) if (plan.service === 'exchange') plan.servicePlanId = servicePlanId;

  const answer = await getFolder(await token({}), adele);

  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(code);
});

test('an Exchange policy that limits applications shows as access denied', async () => {
  const weather = { mailboxesLimited: true };
  await fetch(`${emulator.origins.control}/tenants/${tenantIds.contoso}`, {
    method: 'PATCH',
    body: JSON.stringify({ weather }),
  });

  expect(await (await getFolder(await token({}), adele)).text()).toContain('ErrorAccessDenied');
});

function getFolder(bearer: string, mailbox: string | null): Promise<Response> {
  const impersonation = `<soap:Header><t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${mailbox}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></soap:Header>`;
  return fetch(`${emulator.origins.exchange}/EWS/Exchange.asmx`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': 'text/xml',
      ...(mailbox && { 'x-anchormailbox': mailbox }),
    },
    body: `<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
${mailbox ? impersonation : ''}
<soap:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder></soap:Body>
</soap:Envelope>`,
  });
}

function token(claims: Record<string, unknown>): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return signToken(
    {
      aud: exchangeOnline,
      tid: tenantIds.contoso,
      appid: application,
      oid: 'o',
      appidacr: '1',
      roles: ['full_access_as_app'],
      iat: now,
      exp: now + 600,
      ...claims,
    },
    emulator.cloud,
  );
}
