import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { TenantId, VplusServerId } from './ids.ts';
import { ProblemView } from './problems.ts';

/** What the single-page application must know before it can sign anybody in. Nothing in it is secret. */
export const ClientConfig = z.object({
  productName: z.string(),
  clientId: z.string(),
  /** https://{login host}/organizations */
  authority: z.string(),
  knownAuthorities: z.array(z.string()),
  /** Only where the identity server is not one that MSAL knows (the practice cloud). JSON texts, as MSAL takes them. */
  cloudDiscoveryMetadata: z.optional(z.string()),
  authorityMetadata: z.optional(z.string()),
  apiScope: z.string(),
  /** Admin consent: `{loginOrigin}/{tenant or organizations}/v2.0/adminconsent`. */
  loginOrigin: z.string(),
  consentScope: z.string(),
  redirectPath: z.string(),
  consentReturnPath: z.string(),
  /** Set when the outside world is the practice cloud on this machine. */
  practice: z.nullable(z.object({ controlUrl: z.string() })),
});
export type ClientConfig = z.infer<typeof ClientConfig>;

/** Directory roles that matter here, by our own short names. */
export const DirectoryRole = z.enum([
  'global-administrator',
  'privileged-role-administrator',
  'application-administrator',
  'cloud-application-administrator',
  'application-developer',
  'sharepoint-administrator',
  'exchange-administrator',
  'security-administrator',
  'global-reader',
]);
export type DirectoryRole = z.infer<typeof DirectoryRole>;

/** Everything that a person may be allowed to do; the table is in the API's authority.ts. */
export const Verb = z.enum([
  'read',
  'plan',
  'connect',
  'resume',
  'approve',
  'cancel',
  'verify',
  'check',
  'accept',
  'disconnect',
  'delete-organization',
  'remove-assistant',
  'reveal',
  'manage-alerts',
  'audit',
  'calendar',
]);
export type Verb = z.infer<typeof Verb>;

export const SessionView = z.object({
  person: z.object({ id: z.string(), name: z.string(), username: z.string(), guest: z.boolean() }),
  tenantId: TenantId,
  /** null: the token does not say (no `wids`), which is not the same as none. */
  roles: z.nullable(z.array(DirectoryRole)),
  operator: z.boolean(),
  /** Signed in to the tenant of whoever runs this assistant, where the role *Operator* can be assigned. */
  operatorTenant: z.boolean(),
  /** What this person may do in the tenant that they signed in to; empty with `refusal` when nothing. */
  may: z.array(Verb),
  refusal: z.nullable(z.enum(['no-administrator-role', 'guest', 'tenant-not-allowed'])),
  vplusServers: z.array(z.object({ id: VplusServerId, name: z.string() })),
});
export type SessionView = z.infer<typeof SessionView>;

export const getConfig = endpoint({
  id: 'getConfig',
  summary: 'What the browser needs before a sign-in',
  method: 'GET',
  path: '/config',
  signedIn: false,
  reply: ClientConfig,
});

export const getSession = endpoint({
  id: 'getSession',
  summary: 'Who is signed in, and what they may do',
  method: 'GET',
  path: '/session',
  reply: SessionView,
});

export const getHealth = endpoint({
  id: 'getHealth',
  summary: 'The process is alive',
  method: 'GET',
  path: '/health',
  signedIn: false,
  reply: z.object({ status: z.literal('ok'), version: z.string() }),
});

export const getReadiness = endpoint({
  id: 'getReadiness',
  summary: 'The process can do its work: database and queue answer',
  method: 'GET',
  path: '/ready',
  signedIn: false,
  reply: z.object({
    status: z.literal('ready'),
    /** What is wrong and keeps nobody from working. */
    problems: z.optional(z.array(ProblemView)),
  }),
  problems: ['storage-unavailable'],
});
