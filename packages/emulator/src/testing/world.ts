import { decodeJwt, type JWTPayload } from 'jose';
import type { Emulator } from '../start.ts';
import { walk } from './browse.ts';

/** Speaks to a running practice cloud as programs of others do: over HTTP, with what its description tells. */
export function visitor(emulator: Emulator) {
  const { origins, description } = emulator;
  const clientOf = (name: string) => {
    const client = description.clients.find(({ displayName }) => displayName === name);
    if (!client) throw new Error(`No client ${name}`);
    return client;
  };
  const tenantOf = (name: string) => {
    const tenant = description.tenants.find(({ displayName }) => displayName === name);
    if (!tenant) throw new Error(`No tenant ${name}`);
    return tenant;
  };
  const personOf = (tenantName: string, name: string) => {
    const person = tenantOf(tenantName).people.find(({ displayName }) => displayName.startsWith(name));
    if (!person) throw new Error(`No ${name} in ${tenantName}`);
    return person;
  };
  const tokenRequest = async (tenantId: string, form: Record<string, string>) => {
    const answer = await fetch(`${origins.identity}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    // biome-ignore lint/suspicious/noExplicitAny: what is answered is what the test looks into.
    return { status: answer.status, body: (await answer.json()) as any };
  };

  return {
    clientOf,
    tenantOf,
    personOf,
    tokenRequest,
    /** The control API. */
    async control(method: string, path: string, body?: unknown) {
      const answer = await fetch(origins.control + path, {
        method,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      // biome-ignore lint/suspicious/noExplicitAny: what is answered is what the test looks into.
      return { status: answer.status, body: (text ? JSON.parse(text) : null) as any };
    },
    /** A token of the practice daemon, which lives in Contoso. */
    appToken(scope: string) {
      const { clientId, secret = '', tenantId } = clientOf('Practice daemon');
      return tokenRequest(tenantId, {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secret,
        scope,
      });
    },
    /** Signs somebody in at a tenant through the practice web client; a page of Microsoft's as its text. */
    async signIn(tenantName: string, login: string, scope: string, state = 'state') {
      const web = clientOf('Practice web client');
      const { id } = tenantOf(tenantName);
      const address = new URL(`${origins.identity}/${id}/oauth2/v2.0/authorize`);
      address.search = new URLSearchParams({
        client_id: web.clientId,
        redirect_uri: 'http://localhost/callback',
        response_type: 'code',
        scope,
        state,
      }).toString();
      const passwd = personOf('Contoso', 'Adele').password;
      const back = await walk(address, { login, passwd });
      if (!(back instanceof URL))
        return { page: back, back: null, claims: {} as JWTPayload, idClaims: {} as JWTPayload };
      const { body } = await tokenRequest(id, {
        grant_type: 'authorization_code',
        client_id: web.clientId,
        client_secret: web.secret ?? '',
        code: back.searchParams.get('code') ?? '',
        redirect_uri: 'http://localhost/callback',
      });
      const claimsOf = (token: string | undefined): JWTPayload => (token ? decodeJwt(token) : {});
      return {
        page: null,
        back,
        claims: claimsOf(body.access_token),
        idClaims: claimsOf(body.id_token),
        token: body.access_token as string,
      };
    },
    async graph(token: string, path: string, options: RequestInit = {}) {
      const answer = await fetch(`${origins.graph}/v1.0/${path}`, {
        ...options,
        headers: { authorization: `Bearer ${token}`, ...options.headers },
      });
      const text = await answer.text();
      // biome-ignore lint/suspicious/noExplicitAny: what is answered is what the test looks into.
      return { status: answer.status, body: (text.startsWith('{') ? JSON.parse(text) : text) as any };
    },
  };
}
