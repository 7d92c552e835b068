import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ClientCredential, Authority as IdentityServer } from '@vplus/clients';
import { TenantId } from '@vplus/contracts';
import * as z from 'zod';
import { readVplusServers, type VplusServer } from './vplus-servers.ts';

/** Everything that a deployment decides, checked at start. */
export interface Settings {
  publicUrl: URL;
  host: string;
  port: number;
  trustProxy: false | number | string;
  role: 'api' | 'worker' | 'all';
  logLevel: string;
  database: { kind: 'pglite'; folder: string } | { kind: 'postgres'; url: string };
  vaultKey: { file: string; value: string | undefined };
  clientId: string;
  credential: ClientCredential;
  identityServer: IdentityServer;
  /** Where the identity server's endpoints, keys and issuers really are. */
  identityOrigin: string;
  graphOrigin: string;
  exchangeOrigin: string;
  operatorTenantId: string;
  allowedTenants: '*' | string[];
  guestsAllowed: string[];
  vplusServers: VplusServer[];
  secretDays: number;
  concurrency: number;
  limits: { general: number; costly: number };
  practice: { controlUrl: string } | null;
}

/** Says which variables are missing or wrong, and what to set them to. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`The configuration is not complete:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** https://learn.microsoft.com/graph/deployments */
const clouds = {
  global: {
    login: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    exchange: 'https://outlook.office365.com',
  },
  usgov: {
    login: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    exchange: 'https://outlook.office365.us',
  },
  dod: {
    login: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    exchange: 'https://outlook-dod.office365.us',
  },
  china: {
    login: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    exchange: 'https://partner.outlook.cn',
  },
} as const;

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const isPrivate = (url: URL) => url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));

const PublicUrl = z
  .url({ error: 'set it to the address that people open, e.g. https://setup.example.com' })
  .transform((text) => new URL(text))
  .refine(isPrivate, { error: 'must be https, or http on localhost: Microsoft sign-in needs a secure page' })
  .refine((url) => url.pathname === '/' && !url.search && !url.hash, { error: 'must be an origin without a path' });
const Origin = z
  .url({ error: 'must be an address such as https://graph.microsoft.com' })
  .transform((text) => new URL(text))
  .refine(isPrivate, { error: 'must be https, or http on localhost' })
  .transform((url) => url.origin);
const required = (what: string) => z.string({ error: `set it to ${what}` });
const list = z.string().transform((text) =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((item) => item.toLowerCase()),
);
const count = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback);

const Environment = z.object({
  PUBLIC_URL: PublicUrl,
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4300),
  TRUST_PROXY: z
    .string()
    .default('false')
    .refine((text) => text !== 'true', {
      error: 'name the proxies, or how many there are: "true" would believe whoever calls about who they are',
    })
    .transform((text) => (/^\d+$/.test(text) ? Number(text) : text !== 'false' && text)),
  ROLE: z.enum(['api', 'worker', 'all']).default('all'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((folder) => resolve(folder)),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  VAULT_KEY: z.string().optional(),
  VAULT_KEY_FILE: z.string().optional(),
  ASSISTANT_CLIENT_ID: z.guid({ error: "set it to the application (client) id of the assistant's own registration" }),
  ASSISTANT_CLIENT_SECRET: z.string().optional(),
  ASSISTANT_CLIENT_SECRET_FILE: z.string().optional(),
  ASSISTANT_CERTIFICATE_FILE: z.string().optional(),
  ASSISTANT_CERTIFICATE_KEY_FILE: z.string().optional(),
  CLOUD: z.enum(['global', 'usgov', 'dod', 'china']).default('global'),
  LOGIN_ORIGIN: Origin.optional(),
  LOGIN_ENDPOINT_ORIGIN: Origin.optional(),
  GRAPH_ORIGIN: Origin.optional(),
  EXCHANGE_ORIGIN: Origin.optional(),
  OPERATOR_TENANT_ID: required('the tenant id of whoever runs this assistant').pipe(
    z.string().toLowerCase().pipe(TenantId),
  ),
  ALLOWED_TENANTS: z.union([z.literal('*'), list.pipe(z.array(TenantId))]).default([]),
  GUESTS_ALLOWED: list
    .pipe(z.array(z.string().regex(/^[0-9a-f-]{36}\/[0-9a-f-]{36}$/, 'must be tenant id/object id')))
    .default([]),
  VPLUS_SERVERS_FILE: required('a JSON file that lists the vPlus servers (see the README of apps/api)'),
  SECRET_DAYS: count(180, 730),
  CONCURRENCY: count(8, 200),
  RATE_LIMIT_GENERAL: count(1200, 1_000_000),
  RATE_LIMIT_COSTLY: count(60, 1_000_000),
  PRACTICE_CONTROL_URL: z.url().optional(),
});
type Environment = z.output<typeof Environment>;

const Where = Environment.pick({ DATA_DIR: true, DATABASE_URL: true });

/** Where the database is, for commands that need nothing else of the configuration. */
export function readDatabase(environment: NodeJS.ProcessEnv = process.env): Settings['database'] {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Where.safeParse(given);
  if (!parsed.success)
    throw new ConfigurationError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  return databaseOf(parsed.data);
}

const databaseOf = ({ DATABASE_URL, DATA_DIR }: z.output<typeof Where>): Settings['database'] =>
  DATABASE_URL ? { kind: 'postgres', url: DATABASE_URL } : { kind: 'pglite', folder: join(DATA_DIR, 'database') };

/** The only reader of the environment. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success)
    throw new ConfigurationError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const faults: string[] = [];
  /** Goes on after a fault, so that one start shows them all. */
  const attempt = <T>(name: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : error}`);
      return undefined;
    }
  };
  const env = parsed.data;
  const cloud = clouds[env.CLOUD];
  const loginOrigin = env.LOGIN_ORIGIN ?? cloud.login;
  const credential = attempt('ASSISTANT_CLIENT_SECRET', () => credentialOf(env));
  const vplusServers = attempt('VPLUS_SERVERS_FILE', () => readVplusServers(env.VPLUS_SERVERS_FILE));
  if (env.ROLE !== 'all' && !env.DATABASE_URL)
    faults.push(
      'ROLE: api and worker apart need DATABASE_URL (PostgreSQL); the embedded database belongs to one process',
    );
  if (faults.length > 0 || !credential || !vplusServers) throw new ConfigurationError(faults);

  return {
    publicUrl: env.PUBLIC_URL,
    host: env.HOST,
    port: env.PORT,
    trustProxy: env.TRUST_PROXY,
    role: env.ROLE,
    logLevel: env.LOG_LEVEL,
    database: databaseOf(env),
    vaultKey: { file: env.VAULT_KEY_FILE ?? join(env.DATA_DIR, 'vault.key'), value: env.VAULT_KEY },
    clientId: env.ASSISTANT_CLIENT_ID.toLowerCase(),
    credential,
    identityServer: {
      origin: loginOrigin,
      ...(env.LOGIN_ENDPOINT_ORIGIN ? { endpointOrigin: env.LOGIN_ENDPOINT_ORIGIN } : {}),
    },
    identityOrigin: env.LOGIN_ENDPOINT_ORIGIN ?? loginOrigin,
    graphOrigin: env.GRAPH_ORIGIN ?? cloud.graph,
    exchangeOrigin: env.EXCHANGE_ORIGIN ?? cloud.exchange,
    operatorTenantId: env.OPERATOR_TENANT_ID,
    allowedTenants: env.ALLOWED_TENANTS,
    guestsAllowed: env.GUESTS_ALLOWED,
    vplusServers,
    secretDays: env.SECRET_DAYS,
    concurrency: env.CONCURRENCY,
    limits: { general: env.RATE_LIMIT_GENERAL, costly: env.RATE_LIMIT_COSTLY },
    practice: env.PRACTICE_CONTROL_URL ? { controlUrl: env.PRACTICE_CONTROL_URL } : null,
  };
}

/** How the assistant proves itself to Entra ID; a certificate is preferred over a secret. */
function credentialOf(env: Environment): ClientCredential {
  if (env.ASSISTANT_CERTIFICATE_FILE) {
    if (!env.ASSISTANT_CERTIFICATE_KEY_FILE)
      throw new Error('ASSISTANT_CERTIFICATE_FILE needs ASSISTANT_CERTIFICATE_KEY_FILE, the private key (PEM)');
    const pem = readFileSync(env.ASSISTANT_CERTIFICATE_FILE, 'utf8');
    const thumbprintSha256 = new X509Certificate(pem).fingerprint256.replaceAll(':', '');
    const privateKeyPem = readFileSync(env.ASSISTANT_CERTIFICATE_KEY_FILE, 'utf8');
    return { certificate: { thumbprintSha256, privateKeyPem, x5cPem: pem } };
  }
  const secret =
    env.ASSISTANT_CLIENT_SECRET ??
    (env.ASSISTANT_CLIENT_SECRET_FILE && readFileSync(env.ASSISTANT_CLIENT_SECRET_FILE, 'utf8').trim());
  if (!secret)
    throw new Error(
      'set it, ASSISTANT_CLIENT_SECRET_FILE, or ASSISTANT_CERTIFICATE_FILE with ASSISTANT_CERTIFICATE_KEY_FILE',
    );
  return { secret };
}
