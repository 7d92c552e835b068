import { afterAll, beforeAll, expect, test } from 'vitest';
import { signToken } from '../core/tokens.ts';
import { microsoftGraph, sharePointOnline } from '../seed/apis.ts';
import { tenantIds } from '../seed/tenants.ts';
import { type Emulator, startEmulator } from '../start.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
});

afterAll(() => emulator.close());

test('a token that a secret obtained is refused although it carries the role', async () => {
  const answer = await readWeb(await token({ appidacr: '1', roles: ['Sites.FullControl.All'] }));

  expect(answer.status).toBe(401);
  expect(await answer.json()).toEqual({ error_description: 'Unsupported app only token.' });
});

test('a token that a certificate obtained reads the web', async () => {
  const answer = await readWeb(await token({ appidacr: '2', roles: ['Sites.Read.All'] }));

  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ Id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
});

test.each([
  ['a certificate without a role', { appidacr: '2', roles: ['TermStore.Read.All'] }, 403],
  ['a person with a scope', { appidacr: '0', scp: 'AllSites.Read' }, 200],
  ['a person without a scope', { appidacr: '0', scp: 'User.Read.All' }, 403],
  ['a token for Microsoft Graph', { appidacr: '2', roles: ['Sites.Read.All'], aud: microsoftGraph }, 401],
  ['a tenant without SharePoint', { appidacr: '2', roles: ['Sites.Read.All'], tid: tenantIds.tailspin }, 404],
  ['a token that has ended', { appidacr: '2', roles: ['Sites.Read.All'], exp: 1 }, 401],
])('%s is answered as Microsoft does', async (_, claims, status) => {
  expect((await readWeb(await token(claims))).status).toBe(status);
});

test('without a token access is denied', async () => {
  expect((await fetch(`${emulator.origins.sharepoint}/_api/web`)).status).toBe(403);
});

function readWeb(bearer: string): Promise<Response> {
  return fetch(`${emulator.origins.sharepoint}/_api/web?$select=Id`, {
    headers: { authorization: `Bearer ${bearer}`, accept: 'application/json;odata=nometadata' },
  });
}

function token(claims: Record<string, unknown>): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return signToken(
    { aud: sharePointOnline, tid: tenantIds.contoso, appid: 'a', oid: 'o', iat: now, exp: now + 600, ...claims },
    emulator.cloud,
  );
}
