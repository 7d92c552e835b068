import type { Words } from '@vplus/messages/message';
import * as z from 'zod/mini';
import { ActorRole } from './audit.ts';
import { Choices } from './choices.ts';
import { endpoint } from './endpoint.ts';
import { FindingView, Health, LookView } from './findings.ts';
import { Instant, RunId, TenantId } from './ids.ts';
import { exchangeProblems } from './problems.ts';
import { RunState, RunVerb, StepState, TenantState } from './states.ts';
import { Text } from './text.ts';

export const RunSummary = z.object({
  id: RunId,
  verb: RunVerb,
  state: RunState,
  startedAt: Instant,
  finishedAt: z.nullable(Instant),
  startedBy: z.string(),
  stepsDone: z.number(),
  stepsTotal: z.number(),
});
export type RunSummary = z.infer<typeof RunSummary>;

/** One secret or one certificate that the application signs in with. */
export const TenantCredential = z.object({
  kind: z.enum(['secret', 'certificate']),
  keyId: z.string(),
  /** null: it is not known. */
  addedAt: z.nullable(Instant),
  expiresAt: Instant,
});
export type TenantCredential = z.infer<typeof TenantCredential>;

export const TenantSummary = z.object({
  id: TenantId,
  name: z.string(),
  primaryDomain: z.string(),
  state: TenantState,
  permissionsGranted: z.number(),
  permissionsWanted: z.number(),
  /** All that the application signs in with, the one that expires first at the top. */
  credentials: z.array(TenantCredential),
  /** The first of these ends. */
  credentialExpiresAt: z.nullable(Instant),
  /** What vPlus may not be able to back up, by the last proof. */
  limits: z.array(Text),
  /** When permissions and credentials were last seen at Microsoft. */
  checkedAt: z.nullable(Instant),
  vplusServerName: z.nullable(z.string()),
  latestRun: z.nullable(RunSummary),
});
export type TenantSummary = z.infer<typeof TenantSummary>;
export type UnwordedTenantSummary = z.input<typeof TenantSummary>;

const OpenPoint = z.object({ runId: RunId, title: Text, state: StepState, text: Text });
export type UnwordedOpenPoint = z.input<typeof OpenPoint>;

export const TenantView = z.object({
  ...TenantSummary.shape,
  connection: z.nullable(
    z.object({
      id: z.string(),
      /** As last approved; null: nothing was approved yet. */
      choices: z.nullable(Choices),
      clientId: z.nullable(z.string()),
      organizationGuid: z.nullable(z.string()),
      connectedAt: z.nullable(Instant),
      disconnectedAt: z.nullable(Instant),
      permissions: z.array(z.object({ key: z.string(), api: z.string(), value: z.string(), state: z.string() })),
    }),
  ),
  /** null: not connected. */
  health: z.nullable(Health),
  /** Those that are not resolved, the worst first, and some that were resolved last. */
  findings: z.array(FindingView),
  /** The newest first. */
  checks: z.array(LookView),
  nextCheckAt: z.nullable(Instant),
  /** What the run that decides the state left open or failed at, step by step. */
  openPoints: z.array(OpenPoint),
  runs: z.array(RunSummary),
  /** The newest entries of its audit log, without what only was looked at. */
  history: z.array(
    z.object({
      at: Instant,
      who: z.string(),
      as: z.nullable(ActorRole),
      from: z.nullable(z.string()),
      what: Text,
      /** null: of no run. */
      runId: z.nullable(RunId),
    }),
  ),
});
export type TenantView = z.infer<typeof TenantView>;
export type UnwordedTenant = z.input<typeof TenantView>;

/** What was last seen in a tenant, for the dashboard; written as a run learns it. */
export interface TenantFacts {
  permissionsGranted: number;
  permissionsWanted: number;
  permissions: { key: string; api: string; value: string; state: string }[];
  clientId: string | null;
  organizationGuid: string | null;
  /** The one that expires first at the top. */
  credentials: TenantCredential[];
  checkedAt: string;
  /** What vPlus may not be able to back up, by the last proof; absent: facts that an older build kept. */
  limits?: Words[];
}

export const TenantPage = z.object({
  tenants: z.array(TenantSummary),
  total: z.number(),
  counts: z.record(TenantState, z.number()),
});
export type TenantPage = z.infer<typeof TenantPage>;
export type UnwordedTenantPage = z.input<typeof TenantPage>;

/** "This tenant?": who and where the person is, as Microsoft says it now, and what is already there. */
export const Arrival = z.object({
  tenant: z.object({ id: TenantId, name: z.nullable(z.string()), primaryDomain: z.nullable(z.string()) }),
  approval: z.discriminatedUnion('state', [
    z.object({ state: z.literal('approved') }),
    z.object({ state: z.literal('missing'), missingScopes: z.array(z.string()) }),
  ]),
  liveRunId: z.nullable(RunId),
  connectedAt: z.nullable(Instant),
  lastRun: z.nullable(RunSummary),
});
export type Arrival = z.infer<typeof Arrival>;

const tenantParams = z.object({ tenantId: TenantId });

export const listTenants = endpoint({
  id: 'listTenants',
  summary: 'The tenants that the caller may see, a page at a time',
  method: 'GET',
  path: '/tenants',
  query: z.object({
    search: z.optional(z.string().check(z.maxLength(200))),
    state: z.optional(TenantState),
    sort: z.optional(z.enum(['name', 'state', 'permissions', 'expires', 'checked', 'server'])),
    direction: z.optional(z.enum(['asc', 'desc'])),
    page: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(100_000))),
    size: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(200))),
  }),
  reply: TenantPage,
});

export const getTenant = endpoint({
  id: 'getTenant',
  summary: 'One tenant: connection, permissions, credential, runs and history',
  method: 'GET',
  path: '/tenants/:tenantId',
  params: tenantParams,
  reply: TenantView,
});

export const getArrival = endpoint({
  id: 'getArrival',
  summary: 'Whose tenant this is and what is already there, read on behalf of the caller',
  method: 'GET',
  path: '/tenants/:tenantId/arrival',
  params: tenantParams,
  reply: Arrival,
  problems: exchangeProblems,
});

export const removeAssistant = endpoint({
  id: 'removeAssistant',
  summary: "Remove the assistant's own access from the tenant, as the last call of the caller's token",
  method: 'POST',
  path: '/tenants/:tenantId/remove-assistant',
  params: tenantParams,
  reply: z.object({ removed: z.boolean() }),
  problems: ['run-already-active', ...exchangeProblems],
});
