import * as z from 'zod/mini';
import { Choices } from './choices.ts';
import { endpoint } from './endpoint.ts';
import { ConnectionId, Instant, TenantId, VplusServerId } from './ids.ts';
import { PlannedCall } from './plans.ts';
import { exchangeProblems, vplusProblems } from './problems.ts';
import { Text } from './text.ts';

/** What a person chooses for a disconnect beyond the usual. */
export const DisconnectChoices = z.object({
  /** The name of the organization on vPlus, typed; it is deleted with everything that hangs on it. */
  deleteOrganization: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
  /** The deleted application leaves the recycle bin too, for good. */
  purge: z.optional(z.boolean()),
});
export type DisconnectChoices = z.infer<typeof DisconnectChoices>;

export const DisconnectPlanRequest = z.object({
  vplusServerId: z.optional(VplusServerId),
  ...DisconnectChoices.shape,
});
export type DisconnectPlanRequest = z.infer<typeof DisconnectPlanRequest>;

export const DisconnectPlannedStep = z.object({
  id: z.string(),
  title: Text,
  /**
   * remove: will be taken away; restore: gets back what it was before; change: stays, and is changed; check: nothing of
   * it is to be seen, and what appears is taken away; keep: nothing is sent; ask: a person takes it away.
   */
  action: z.enum(['remove', 'restore', 'change', 'check', 'keep', 'ask']),
  /** What goes and what stays, and why. */
  summary: Text,
  /** All that may be sent for it. */
  calls: z.array(PlannedCall),
});
export type DisconnectPlannedStep = z.infer<typeof DisconnectPlannedStep>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedDisconnectStep = z.input<typeof DisconnectPlannedStep>;

export const DisconnectPlanView = z.object({
  version: z.literal(1),
  verb: z.literal('disconnect'),
  /** SHA-256 (hex) over everything that the person approves. */
  hash: z.string(),
  madeAt: Instant,
  tenant: z.object({ id: TenantId, name: z.string(), primaryDomain: z.string() }),
  connectionId: ConnectionId,
  vplusServer: z.object({ id: VplusServerId, name: z.string() }),
  choices: DisconnectChoices,
  /** Whether the application was there before this assistant: then it is given back and never deleted. */
  adopted: z.boolean(),
  /** Who takes away what is in the tenant. */
  writes: Choices.shape.writes,
  /** In the order in which they are done. */
  steps: z.array(DisconnectPlannedStep),
});
export type DisconnectPlanView = z.infer<typeof DisconnectPlanView>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedDisconnectPlan = z.input<typeof DisconnectPlanView>;

export const makeDisconnectPlan = endpoint({
  id: 'makeDisconnectPlan',
  summary: 'A dry run: what a disconnect would remove, restore and keep. Reads only.',
  method: 'POST',
  path: '/tenants/:tenantId/disconnect-plans',
  params: z.object({ tenantId: TenantId }),
  body: DisconnectPlanRequest,
  reply: DisconnectPlanView,
  problems: [
    'vplus-server-unknown',
    'nothing-to-undo',
    'organization-name-differs',
    ...vplusProblems,
    ...exchangeProblems,
  ],
});
