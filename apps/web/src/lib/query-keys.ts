/** The keys of all cached answers. Pages that use the same key share one answer and are invalidated together. */
export const queryKeys = {
  config: ['config'],
  /** Which build answers. */
  product: ['product'],
  account: ['account'],
  session: ['session'],
  /** What Microsoft's sign-in page sent back. */
  signInReturn: ['sign-in-return'],
  /** `way`: the page to open next, and the run to resume. */
  continueSetup: (way: object) => ['continue-setup', way],
  invited: (tenant: string | null) => ['invited', tenant],
  arrival: (tenantId: string) => ['arrival', tenantId],
  /** `request`: the body as text. */
  plan: (tenantId: string, request: string) => ['plan', tenantId, request],
  disconnectPlan: (tenantId: string, request: string) => ['disconnect-plan', tenantId, request],
  run: (runId: string) => ['run', runId],
  /** `changes`: the members of the run with which its record changes. */
  record: (runId: string, ...changes: unknown[]) => ['record', runId, ...changes],
  vendorSteps: (runId: string) => ['vendor-steps', runId],
  script: (tenantId: string, planHash: string, kind: string) => ['script', tenantId, planHash, kind],
  approvals: (runId: string) => ['approvals', runId],
  approval: (approvalId: string) => ['approval', approvalId],
  /** What an approval link tells before a sign-in. */
  approvalRequest: (approvalId: string) => ['approval-request', approvalId],
  alertChannels: ['alert-channels'],
  /** Below the channels: what changes those is looked at here, too. */
  alertDeliveries: (channelId: string) => ['alert-channels', channelId],
  /** `tenantId` null: of all tenants together. */
  calendarFeeds: (tenantId: string | null) => ['calendar-feeds', tenantId],
  tenants: (listing: object) => ['tenants', listing],
  /** `tenantId` undefined: over all tenants. */
  audit: (tenantId: string | undefined, filter: object) => ['audit', tenantId ?? null, filter],
  tenant: (tenantId: string) => ['tenant', tenantId],
} as const;
