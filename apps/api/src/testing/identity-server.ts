import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

export const clientId = '5b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11';
export const tenantId = 'aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa';
export const otherTenantId = 'bbbbbbbb-2222-4222-8222-bbbbbbbbbbbb';
export const personId = 'cccccccc-3333-4333-8333-cccccccccccc';

export const wids = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  cloudApplicationAdministrator: '158c047a-c907-4556-b7ef-446551a6b5f7',
  applicationDeveloper: 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
};

/** The smallest identity server that can be lied with: keys over real HTTP, and any token under any of them. */
export async function startIdentityServer() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', use: 'sig' };
  const state = { requests: 0, keyIssuer: '' as string | undefined, status: 200 };
  const server = createServer((_req, res) => {
    state.requests += 1;
    const keys = [{ ...jwk, ...(state.keyIssuer ? { issuer: state.keyIssuer } : {}) }];
    res.writeHead(state.status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.keyIssuer = `${origin}/{tenantid}/v2.0`;

  const claims = (): Record<string, unknown> => ({
    aud: clientId,
    iss: `${origin}/${tenantId}/v2.0`,
    tid: tenantId,
    oid: personId,
    azp: clientId,
    scp: 'access_as_user',
    ver: '2.0',
    name: 'Adele Vance',
    preferred_username: 'adele@contoso.example',
    wids: [wids.globalAdministrator],
    nbf: Math.floor(Date.now() / 1000) - 5,
    exp: Math.floor(Date.now() / 1000) + 3600,
  });
  const sign = (change: Record<string, unknown> = {}, key: CryptoKey = privateKey, kid = 'one') =>
    new SignJWT({ ...claims(), ...change }).setProtectedHeader({ alg: 'RS256', kid }).sign(key);

  return {
    origin,
    state,
    claims,
    /** A token of the given claims; `undefined` leaves one out. */
    token: sign,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
