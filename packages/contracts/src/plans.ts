import * as z from 'zod/mini';
import { Choices, SomeChoices } from './choices.ts';
import { endpoint } from './endpoint.ts';
import { ConnectionId, Instant, TenantId, VplusServerId } from './ids.ts';
import { exchangeProblems } from './problems.ts';
import { StepState } from './states.ts';

export const CheckState = z.enum(['ok', 'attention', 'blocked', 'unknown']);
export type CheckState = z.infer<typeof CheckState>;

export const CheckView = z.object({
  id: z.string(),
  title: z.string(),
  state: CheckState,
  /** What was found, in plain words. */
  finding: z.string(),
  remedy: z.optional(z.string()),
  link: z.optional(z.string()),
});
export type CheckView = z.infer<typeof CheckView>;

export const Workload = z.enum(['directory', 'exchange', 'onedrive', 'sharepoint', 'teams']);
export type Workload = z.infer<typeof Workload>;

/** left-out: not part of the plan, by a choice of the person. */
export const PermissionState = z.enum(['new', 'granted', 'not-offered', 'covered', 'left-out']);
export type PermissionState = z.infer<typeof PermissionState>;

export const PermissionRow = z.object({
  /** `{resourceAppId}/{appRoleId}`: SharePoint and Graph share a role id. */
  key: z.string(),
  api: z.string(),
  resourceAppId: z.string(),
  value: z.string(),
  appRoleId: z.string(),
  workload: Workload,
  reason: z.string(),
  strength: z.enum(['read', 'write', 'full']),
  state: PermissionState,
  /** Why it can be granted and yet does nothing at present: the licence behind it is missing. */
  ofNoUse: z.optional(z.string()),
  note: z.optional(z.string()),
});
export type PermissionRow = z.infer<typeof PermissionRow>;

export const PlannedStep = z.object({
  id: z.string(),
  title: z.string(),
  /** make: will be created; change: partly there; keep: already as wanted; ask: a person must act; retired: explained only. */
  action: z.enum(['make', 'change', 'keep', 'ask', 'retired']),
  summary: z.string(),
  /** The calls behind it, e.g. `PATCH /applications(uniqueName='…')`. */
  calls: z.array(z.string()),
  state: StepState,
});
export type PlannedStep = z.infer<typeof PlannedStep>;

export const RetiredStep = z.object({
  id: z.string(),
  /** As the vendor's page words it. */
  title: z.string(),
  since: z.string(),
  why: z.string(),
  instead: z.string(),
});
export type RetiredStep = z.infer<typeof RetiredStep>;

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
  checks: z.array(CheckView),
  steps: z.array(PlannedStep),
  permissions: z.array(PermissionRow),
  retired: z.array(RetiredStep),
  /** Nothing to make, change or ask: a connect would change nothing. */
  unchanged: z.boolean(),
});
export type PlanView = z.infer<typeof PlanView>;

export const makePlan = endpoint({
  id: 'makePlan',
  summary: 'A dry run: what a connect would create, change and keep. Reads only.',
  method: 'POST',
  path: '/tenants/:tenantId/plans',
  params: z.object({ tenantId: TenantId }),
  body: z.object({ vplusServerId: z.optional(VplusServerId), choices: z.optional(SomeChoices) }),
  reply: PlanView,
  problems: ['vplus-server-unknown', ...exchangeProblems],
});
