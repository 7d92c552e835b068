import * as z from 'zod/mini';
import { BackupWorkload } from './choices.ts';
import { endpoint } from './endpoint.ts';
import { ApprovalId, ConnectionId, Instant, RunId, TenantId, VplusServerId } from './ids.ts';
import { PermissionRow } from './plans.ts';
import { RunView } from './runs.ts';
import { DirectoryRole } from './session.ts';
import { RunState } from './states.ts';
import { Text } from './text.ts';

export const ApprovalState = z.enum(['open', 'approved', 'expired', 'revoked']);
export type ApprovalState = z.infer<typeof ApprovalState>;

export const longestApprovalDays = 14;

/** A link with which somebody of the tenant whose role allows it lets one waiting run go on, once. */
export const ApprovalLink = z.object({
  id: ApprovalId,
  /** Holds no secret: it is of use only to somebody who signs in to this tenant with the role that is missing. */
  url: z.string(),
  state: ApprovalState,
  madeBy: z.string(),
  madeAt: Instant,
  expiresAt: Instant,
  /** Who approved or revoked it, and when. */
  endedBy: z.nullable(z.string()),
  endedAt: z.nullable(Instant),
});
export type ApprovalLink = z.infer<typeof ApprovalLink>;

/** Exactly what is asked of whoever follows the link. */
export const ApprovalView = z.object({
  id: ApprovalId,
  state: ApprovalState,
  madeBy: z.string(),
  expiresAt: Instant,
  endedBy: z.nullable(z.string()),
  endedAt: z.nullable(Instant),
  tenant: z.object({ id: TenantId, name: z.string(), primaryDomain: z.string() }),
  run: z.object({ id: RunId, state: RunState, startedBy: z.string(), startedAt: Instant }),
  /** The run waits for such an approval right now. */
  waiting: z.boolean(),
  plan: z.object({
    hash: z.string(),
    connectionId: ConnectionId,
    applicationName: z.string(),
    workloads: z.array(BackupWorkload),
    vplusServer: z.object({ id: VplusServerId, name: z.string() }),
  }),
  /** Of the application that was made so far; null: none yet. */
  clientId: z.nullable(z.string()),
  /** The steps that wait for a role. */
  asks: z.array(z.object({ id: z.string(), title: Text, text: Text, anyOf: z.array(DirectoryRole) })),
  /** What the run does by itself afterwards, with the approver's sign-in where it needs one. */
  next: z.array(Text),
  /** The permissions of the plan that are not granted yet. */
  permissions: z.array(PermissionRow),
  /** SHA-256 (hex) over all that is asked: approved is only what was shown. */
  hash: z.string(),
  /** Roles of which one is enough to go on. */
  anyOf: z.array(DirectoryRole),
  /** Whether the caller has one of them. */
  mayApprove: z.boolean(),
});
export type ApprovalView = z.infer<typeof ApprovalView>;

/** To whoever holds the link, before a sign-in: that the request is real, and what it is for. Nothing of the plan. */
export const ApprovalRequest = z.object({
  state: ApprovalState,
  /** null: the link is closed, and names nobody any more. */
  request: z.nullable(
    z.object({ madeBy: z.string(), tenantName: z.string(), primaryDomain: z.string(), expiresAt: Instant }),
  ),
});
export type ApprovalRequest = z.infer<typeof ApprovalRequest>;

const approvalParams = z.object({ approvalId: ApprovalId });
const runParams = z.object({ runId: RunId });

export const createApproval = endpoint({
  id: 'createApproval',
  summary: 'Make a link with which somebody who has the missing role lets the run go on',
  method: 'POST',
  path: '/runs/:runId/approvals',
  params: runParams,
  body: z.object({ days: z._default(z.number().check(z.int(), z.gte(1), z.lte(longestApprovalDays)), 7) }),
  reply: ApprovalLink,
  problems: ['approval-not-needed'],
});

export const listApprovals = endpoint({
  id: 'listApprovals',
  summary: 'The approval links of a run, the newest first',
  method: 'GET',
  path: '/runs/:runId/approvals',
  params: runParams,
  reply: z.object({ approvals: z.array(ApprovalLink) }),
});

export const getApproval = endpoint({
  id: 'getApproval',
  summary: 'What an approval link asks of the person who follows it',
  method: 'GET',
  path: '/approvals/:approvalId',
  params: approvalParams,
  reply: ApprovalView,
});

export const getApprovalRequest = endpoint({
  id: 'getApprovalRequest',
  summary: 'Whether a link is open, and who asks for what organization as long as it is',
  method: 'GET',
  path: '/approvals/:approvalId/request',
  signedIn: false,
  params: approvalParams,
  reply: ApprovalRequest,
  problems: ['not-found', 'storage-unavailable'],
});

export const approve = endpoint({
  id: 'approve',
  summary: 'Let the run go on with the sign-in of the caller, for what it waits for and what follows from it',
  method: 'POST',
  path: '/approvals/:approvalId/approve',
  params: approvalParams,
  body: z.object({ hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  reply: RunView,
  problems: [
    'approval-expired',
    'approval-revoked',
    'approval-used',
    'approval-not-needed',
    'role-missing',
    'plan-changed',
    'assistant-not-approved',
    'sign-in-again',
    'microsoft-busy',
    'microsoft-refused',
  ],
});

export const revokeApproval = endpoint({
  id: 'revokeApproval',
  summary: 'Take an approval link back before it is used',
  method: 'DELETE',
  path: '/approvals/:approvalId',
  params: approvalParams,
  reply: ApprovalLink,
  problems: ['approval-used'],
});
