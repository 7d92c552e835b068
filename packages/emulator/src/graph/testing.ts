import type { Clock } from '../core/clock.ts';
import { signToken } from '../core/tokens.ts';
import type { Tenant, User } from '../core/world.ts';
import { assistant } from '../seed/clients.ts';
import { tenantIds } from '../seed/tenants.ts';
import { startEmulator } from '../start.ts';

interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what Graph answers is what the test looks into.
  body: any;
}

export type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;

/** What the assistant may do once an administrator approved it. */
export const assistantScopes = assistant.graphScopes.map(([value]) => value);

/** A running practice cloud whose time moves only when the test says so. */
export async function openPractice() {
  let now = Date.now();
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const emulator = await startEmulator({ port: 0, clock });
  const { cloud } = emulator;
  cloud.schemaFaults = [];

  const tenant = (name: keyof typeof tenantIds): Tenant => {
    const found = cloud.world.tenants[tenantIds[name]];
    if (!found) throw new Error(`There is no practice tenant ${name}`);
    return found;
  };
  const person = (login: string, home: Tenant): User => {
    const found = Object.values(home.users).find(
      (one) => one.userPrincipalName.startsWith(`${login}@`) || one.userPrincipalName.startsWith(`${login}_`),
    );
    if (!found) throw new Error(`${home.displayName} has no ${login}`);
    return found;
  };

  /** A token as the identity server signs it, with claims of the test's choice. */
  const tokenWith = (claims: Record<string, unknown>): Promise<string> => {
    const seconds = Math.floor(now / 1000);
    return signToken(
      {
        aud: 'https://graph.microsoft.com',
        appid: assistant.clientId,
        iat: seconds,
        nbf: seconds,
        exp: seconds + 3600,
        ...claims,
      },
      cloud,
    );
  };
  const askWith =
    (token: () => Promise<string>): Ask =>
    async (method, path, body, headers) => {
      const response = await fetch(`${emulator.origins.graph}/v1.0/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token()}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json');
      return { status: response.status, headers: response.headers, body: json && text ? JSON.parse(text) : text };
    };

  return {
    emulator,
    cloud,
    tenant,
    person,
    tokenWith,
    askWith,
    /** Lets time pass at once. */
    pass(ms: number) {
      now += ms;
    },
    /** Asks as this person of the tenant through the assistant. */
    as(login: string, name: keyof typeof tenantIds = 'contoso', scopes: string[] = assistantScopes): Ask {
      const home = tenant(name);
      const { id } = person(login, home);
      return askWith(() => tokenWith({ tid: home.id, oid: id, scp: scopes.join(' ') }));
    },
    /** Asks as an application with these roles and no person. */
    asApp(roles: string[], name: keyof typeof tenantIds = 'contoso', appid: string = assistant.clientId): Ask {
      return askWith(() => tokenWith({ tid: tenant(name).id, oid: crypto.randomUUID(), appid, idtyp: 'app', roles }));
    },
    close: () => emulator.close(),
  };
}

export type Practice = Awaited<ReturnType<typeof openPractice>>;

export const createIfMissing = { prefer: 'create-if-missing' };
