import * as z from 'zod/mini';
import { CheckView, PlanRequest } from './checks.ts';
import { Choices, CredentialKind } from './choices.ts';
import { endpoint } from './endpoint.ts';
import { ConnectionId, Instant, TenantId, VplusServerId } from './ids.ts';
import { exchangeProblems } from './problems.ts';
import { StepState } from './states.ts';
import { Text } from './text.ts';
import { VendorStep } from './vendor-steps.ts';

export const Workload = z.enum(['directory', 'exchange', 'onedrive', 'sharepoint', 'teams']);
export type Workload = z.infer<typeof Workload>;

/** left-out: a workload that the person left out. covered: not asked for, since a stronger one of a reduced list is. */
export const PermissionState = z.enum(['new', 'granted', 'not-offered', 'covered', 'left-out']);
export type PermissionState = z.infer<typeof PermissionState>;

export const PermissionRow = z.object({
  /** `{resourceAppId}/{appRoleId}`: SharePoint and Graph share a role id. */
  key: z.string(),
  api: z.string(),
  resourceAppId: z.string(),
  value: z.string(),
  /** As Microsoft words it in this tenant; null where the tenant does not offer it. */
  displayName: z.nullable(z.string()),
  appRoleId: z.string(),
  workload: Workload,
  reason: Text,
  strength: z.enum(['read', 'write', 'full']),
  state: PermissionState,
  /** The permission of the same API that allows all of this one and more, where the list has one. */
  coveredBy: z.optional(z.string()),
  /** Why it can be granted and yet does nothing at present: the licence behind it is missing. */
  ofNoUse: z.optional(Text),
  note: z.optional(Text),
});
export type PermissionRow = z.infer<typeof PermissionRow>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedPermissionRow = z.input<typeof PermissionRow>;

/** Under these names Microsoft Graph and vPlus take a credential: what is shown and stored holds none. */
const secretNames = new Set(['secretText', 'password', 'key', 'clientSecret', 'certificate', 'certificatePassword']);
const holdsNoSecret = (body: unknown): boolean =>
  typeof body !== 'object' ||
  body === null ||
  Object.entries(body).every(([name, value]) => !secretNames.has(name) && holdsNoSecret(value));

/** A request that the run would send, exactly as far as it can be known before. */
export const PlannedCall = z.object({
  method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
  /** Below the service's address; what only an answer will tell stands in braces. */
  path: z.string(),
  why: Text,
  /** How often, with different bodies. */
  times: z.number(),
  /** What is sent; absent: several are, or it is known only once something was made. */
  body: z.optional(z.unknown().check(z.refine(holdsNoSecret, 'holds a credential'))),
  /** false: it only looks, whatever its method. */
  writes: z.boolean(),
});
export type PlannedCall = z.infer<typeof PlannedCall>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedCall = z.input<typeof PlannedCall>;

export const PlannedStep = z.object({
  id: z.string(),
  title: Text,
  /**
   * make: will be created; check: will be looked at, and changed only where something is found; change: partly there;
   * keep: already as wanted; ask: a person must act; retired: explained only.
   */
  action: z.enum(['make', 'check', 'change', 'keep', 'ask', 'retired']),
  summary: Text,
  calls: z.array(PlannedCall),
  /** What others added and this step takes away, each by its own name: a run removes nothing else. */
  removes: z.optional(z.array(z.object({ key: z.string(), what: Text }))),
  state: StepState,
});
export type PlannedStep = z.infer<typeof PlannedStep>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedPlannedStep = z.input<typeof PlannedStep>;

/** What the choices are bound by, here and now: for a form that offers only what will work. */
export const PlanLimits = z.object({
  /** Kinds that no policy of the tenant forbids; empty: none is left. */
  credentialKinds: z.array(CredentialKind),
  longestDays: z.object({ secret: z.number(), certificate: z.number() }),
  /**
   * Whether a policy of the tenant that forbids or shortens credentials can be lifted for this application alone.
   * taken: the application has a custom policy of somebody else, and can have only one. Absent: nothing is in the way
   * that could be lifted, or the policies may not be read.
   */
  exemption: z.optional(z.enum(['possible', 'taken'])),
  /** Applications of the same display name that are not of this assistant: each may be adopted. */
  adoptable: z.array(z.object({ objectId: z.string(), appId: z.string(), createdAt: z.nullable(z.string()) })),
  /** A name for the organization that is free on vPlus, or the one that it has there; absent: vPlus could not be asked. */
  organizationName: z.optional(z.string()),
  /** A deleted one of this connection, which still holds the name; null: none. */
  deletedApplication: z.nullable(z.object({ name: z.string(), deletedAt: z.nullable(z.string()) })),
});
export type PlanLimits = z.infer<typeof PlanLimits>;
/** SHA-256 (hex). */
export const PlanHash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export const PlanView = z.object({
  version: z.literal(2),
  /** SHA-256 (hex) over everything that the person approves. */
  hash: z.string(),
  madeAt: Instant,
  tenant: z.object({ id: TenantId, name: z.string(), primaryDomain: z.string() }),
  connectionId: ConnectionId,
  vplusServer: z.object({ id: VplusServerId, name: z.string() }),
  /** As resolved: what the person chose, and the usual for the rest. */
  choices: Choices,
  limits: PlanLimits,
  checks: z.array(CheckView),
  steps: z.array(PlannedStep),
  permissions: z.array(PermissionRow),
  vendorSteps: z.array(VendorStep),
  /** Nothing to make, change or ask: a connect would change nothing. */
  unchanged: z.boolean(),
});
export type PlanView = z.infer<typeof PlanView>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedPlan = z.input<typeof PlanView>;

export const makePlan = endpoint({
  id: 'makePlan',
  summary: 'A dry run: what a connect would create, change and keep. Reads only.',
  method: 'POST',
  path: '/tenants/:tenantId/plans',
  params: z.object({ tenantId: TenantId }),
  body: PlanRequest,
  reply: PlanView,
  problems: ['vplus-server-unknown', 'credential-not-ours', ...exchangeProblems],
});
