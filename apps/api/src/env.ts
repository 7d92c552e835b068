import { join, resolve } from 'node:path';
import type { ClientCredential, Authority as IdentityServer } from '@vplus/clients';
import { fromText, inText, message, saidBy, type Words } from '@vplus/messages';
import { faultsOfAddress } from '@vplus/store';
import * as z from 'zod';
import { clouds } from './clouds.ts';
import { ConfigurationError, faultOfSetting } from './configuration-error.ts';
import { credentialOf } from './credential.ts';
import { ignoredProxy } from './ignored-proxy.ts';
import { misspelt } from './misspelt.ts';
import { isOpenToAll } from './setting-files.ts';
import {
  isLoopback,
  list,
  networks,
  OperatorTenant,
  Origin,
  oneOf,
  PublicUrl,
  required,
  TrustProxy,
  tenants,
  whole,
} from './setting-kinds.ts';
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
  /** How long ended runs and their events are kept. */
  keepDays: number;
  /** How long the audit log is kept; null: for good. */
  auditDays: number | null;
  concurrency: number;
  limits: { general: number; costly: number };
  /** Addresses and networks inside that alerts may be sent to. */
  alertInsideAddresses: string[];
  /** Files with secrets that every user of this machine may read. */
  openFiles: string[];
  /** A proxy to Microsoft that somebody set and Node does not use. */
  ignoredProxy: Words | null;
  practice: { controlUrl: string } | null;
}

const refuseAddress = (url: string, { addIssue }: z.RefinementCtx) => {
  for (const fault of faultsOfAddress(url)) addIssue({ code: 'custom', message: inText(fault) });
};

const Environment = z.object({
  PUBLIC_URL: PublicUrl,
  HOST: z.string().default('0.0.0.0'),
  PORT: whole(0, 65_535, 'port').default(4300),
  TRUST_PROXY: TrustProxy.default(false),
  ROLE: oneOf(['api', 'worker', 'all']).default('all'),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((folder) => resolve(folder)),
  DATABASE_URL: z.string().superRefine(refuseAddress).optional(),
  VAULT_KEY: z.string().optional(),
  VAULT_KEY_FILE: z.string().optional(),
  ASSISTANT_CLIENT_ID: z.guid({ error: inText(message('settings.client-id')) }),
  ASSISTANT_CLIENT_SECRET: z.string().optional(),
  ASSISTANT_CLIENT_SECRET_FILE: z.string().optional(),
  ASSISTANT_CERTIFICATE_FILE: z.string().optional(),
  ASSISTANT_CERTIFICATE_KEY_FILE: z.string().optional(),
  CLOUD: oneOf(['global', 'usgov', 'dod', 'china']).default('global'),
  LOGIN_ORIGIN: Origin.optional(),
  LOGIN_ENDPOINT_ORIGIN: Origin.optional(),
  GRAPH_ORIGIN: Origin.optional(),
  EXCHANGE_ORIGIN: Origin.optional(),
  OPERATOR_TENANT_ID: OperatorTenant,
  ALLOWED_TENANTS: tenants.default([]),
  GUESTS_ALLOWED: list
    .pipe(z.array(z.string().regex(/^[0-9a-f-]{36}\/[0-9a-f-]{36}$/, inText(message('settings.guests')))))
    .default([]),
  VPLUS_SERVERS_FILE: required(message('settings.vplus-servers-file')),
  SECRET_DAYS: whole(1, 730, 'days').default(180),
  KEEP_DAYS: whole(30, 36_500, 'days').default(400),
  AUDIT_DAYS: whole(30, 36_500, 'days').optional(),
  CONCURRENCY: whole(1, 200, 'runs').default(8),
  RATE_LIMIT_GENERAL: whole(1, 1_000_000).default(1200),
  RATE_LIMIT_COSTLY: whole(1, 1_000_000).default(60),
  ALERT_INSIDE_ADDRESSES: networks.default([]),
  PRACTICE_CONTROL_URL: z.url().optional(),
});
type Environment = z.output<typeof Environment>;

const namesOfSettings = Object.keys(Environment.shape);

/** Each variable by itself: one that is wrong does not hide what is wrong with another. */
function readEach(environment: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const env: Record<string, unknown> = {};
  const faults: { name: string | null; fault: Words }[] = misspelt(Object.keys(given), namesOfSettings).map(
    ({ meant, fault }) => ({ name: meant, fault }),
  );
  for (const [name, schema] of Object.entries(Environment.shape)) {
    const parsed = schema.safeParse(given[name]);
    if (parsed.success) env[name] = parsed.data;
    else
      for (const said of new Set(parsed.error.issues.map((issue) => issue.message)))
        faults.push({ name, fault: faultOfSetting(name, fromText(said)) });
  }
  const faultsOf = (...names: (keyof Environment)[]) =>
    faults.flatMap(({ name, fault }) => (names.some((one) => one === name) ? [fault] : []));
  return { env: env as Partial<Environment>, faults: faults.map(({ fault }) => fault), faultsOf };
}

/** Where this process writes and listens, as far as it can be told. */
export interface Addresses {
  host: string;
  port: number | null;
  database: Settings['database'] | null;
  vaultKey: Settings['vaultKey'] | null;
  /** What is wrong with the words that say where. */
  faults: Words[];
}

/** For what is looked at beside faults of other settings; null is what cannot be told because of one. */
export function readAddresses(environment: NodeJS.ProcessEnv): Addresses {
  const { env, faultsOf } = readEach(environment);
  const role = env.ROLE ?? 'all';
  return {
    host: env.HOST ?? '0.0.0.0',
    port: role === 'worker' || env.PORT === undefined ? null : env.PORT,
    database: 'DATABASE_URL' in env && env.DATA_DIR ? databaseOf(env.DATABASE_URL, env.DATA_DIR) : null,
    vaultKey: env.DATA_DIR ? vaultKeyOf(env, env.DATA_DIR) : null,
    faults: faultsOf('PORT', 'DATA_DIR', 'DATABASE_URL'),
  };
}

/** Where the database is, for commands that need nothing else of the configuration. */
export function readDatabase(environment: NodeJS.ProcessEnv = process.env): Settings['database'] {
  const { env, faultsOf } = readEach(environment);
  const faults = faultsOf('DATA_DIR', 'DATABASE_URL');
  if (faults.length > 0 || !env.DATA_DIR) throw new ConfigurationError(faults);
  return databaseOf(env.DATABASE_URL, env.DATA_DIR);
}

const databaseOf = (url: string | undefined, dataDir: string): Settings['database'] =>
  url ? { kind: 'postgres', url } : { kind: 'pglite', folder: join(dataDir, 'database') };

const vaultKeyOf = ({ VAULT_KEY, VAULT_KEY_FILE }: Partial<Environment>, dataDir: string): Settings['vaultKey'] => ({
  file: VAULT_KEY_FILE ?? join(dataDir, 'vault.key'),
  value: VAULT_KEY,
});

/**
 * The only reader of the environment.
 *
 * @throws ConfigurationError with everything that is wrong, as far as files and words tell it
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const { env: each, faults } = readEach(environment);
  /** Goes on after a fault, so that one start shows them all. */
  const attempt = <T>(name: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      const said = error instanceof ConfigurationError ? error.faults : [saidBy(error)];
      faults.push(...said.map((fault) => faultOfSetting(name, fault)));
      return undefined;
    }
  };
  const credential = attempt('ASSISTANT_CLIENT_SECRET', () => credentialOf(each));
  const file = each.VPLUS_SERVERS_FILE;
  const vplusServers = file === undefined ? undefined : attempt('VPLUS_SERVERS_FILE', () => readVplusServers(file));
  const cloud = clouds[each.CLOUD ?? 'global'];
  const loginOrigin = each.LOGIN_ORIGIN ?? cloud.login;
  const identityOrigin = each.LOGIN_ENDPOINT_ORIGIN ?? loginOrigin;
  if (each.ROLE !== undefined && each.ROLE !== 'all' && 'DATABASE_URL' in each && !each.DATABASE_URL)
    faults.push(faultOfSetting('ROLE', message('settings.apart-without-server')));
  if (each.PRACTICE_CONTROL_URL && !isLoopback(new URL(identityOrigin)))
    faults.push(
      faultOfSetting('PRACTICE_CONTROL_URL', message('settings.practice-elsewhere', { origin: identityOrigin })),
    );
  if (faults.length > 0 || !credential || !vplusServers) throw new ConfigurationError(faults);
  // Without a fault every variable was read.
  const env = each as Environment;

  return {
    publicUrl: env.PUBLIC_URL,
    host: env.HOST,
    port: env.PORT,
    trustProxy: env.TRUST_PROXY,
    role: env.ROLE,
    logLevel: env.LOG_LEVEL,
    database: databaseOf(env.DATABASE_URL, env.DATA_DIR),
    vaultKey: vaultKeyOf(env, env.DATA_DIR),
    clientId: env.ASSISTANT_CLIENT_ID.toLowerCase(),
    credential,
    identityServer: {
      origin: loginOrigin,
      ...(env.LOGIN_ENDPOINT_ORIGIN ? { endpointOrigin: env.LOGIN_ENDPOINT_ORIGIN } : {}),
    },
    identityOrigin,
    graphOrigin: env.GRAPH_ORIGIN ?? cloud.graph,
    exchangeOrigin: env.EXCHANGE_ORIGIN ?? cloud.exchange,
    operatorTenantId: env.OPERATOR_TENANT_ID,
    allowedTenants: env.ALLOWED_TENANTS,
    guestsAllowed: env.GUESTS_ALLOWED,
    vplusServers,
    secretDays: env.SECRET_DAYS,
    keepDays: env.KEEP_DAYS,
    auditDays: env.AUDIT_DAYS ?? null,
    concurrency: env.CONCURRENCY,
    limits: { general: env.RATE_LIMIT_GENERAL, costly: env.RATE_LIMIT_COSTLY },
    alertInsideAddresses: env.ALERT_INSIDE_ADDRESSES,
    openFiles: openFilesOf(env),
    // Nobody reaches this machine through a proxy.
    ignoredProxy: isLoopback(new URL(identityOrigin)) ? null : ignoredProxy(environment),
    practice: env.PRACTICE_CONTROL_URL ? { controlUrl: env.PRACTICE_CONTROL_URL } : null,
  };
}

/** Files with a secret in them that every user of this machine may read; how some platforms hand secrets over. */
const openFilesOf = (env: Environment): string[] =>
  [env.ASSISTANT_CLIENT_SECRET_FILE, env.ASSISTANT_CERTIFICATE_KEY_FILE, env.VPLUS_SERVERS_FILE].flatMap((file) =>
    file && isOpenToAll(file) ? [file] : [],
  );
