import * as z from 'zod/mini';
import { CheckView } from './checks.ts';
import { Choices } from './choices.ts';
import { endpoint } from './endpoint.ts';
import { Instant, RunId } from './ids.ts';
import { ProblemView } from './problems.ts';
import { RunEvent, RunView } from './runs.ts';
import { TenantState } from './states.ts';

/**
 * A run as somebody who helps needs it: what was to be done, what happened and when, and every refusal with the ids
 * that Microsoft's support asks for. No token and no secret is in it, and people are numbered instead of named.
 */
export const SupportBundle = z.object({
  version: z.literal(1),
  madeAt: Instant,
  product: z.object({ version: z.string(), node: z.string(), practice: z.boolean() }),
  run: RunView,
  events: z.array(RunEvent),
  /** Every refusal that a step met, in order, also those that were waited out. */
  problems: z.array(z.object({ at: Instant, stepId: z.string(), problem: ProblemView })),
  /** What was approved, and what the checks beside it had found; null: the run rests on no plan. */
  plan: z.nullable(z.object({ hash: z.string(), madeAt: Instant, choices: Choices, checks: z.array(CheckView) })),
  tenant: z.object({
    state: TenantState,
    permissionsGranted: z.number(),
    permissionsWanted: z.number(),
    credentialExpiresAt: z.nullable(Instant),
    checkedAt: z.nullable(Instant),
    runs: z.number(),
  }),
});
export type SupportBundle = z.infer<typeof SupportBundle>;

export const getSupportBundle = endpoint({
  id: 'getSupportBundle',
  summary: 'A run for whoever helps: events, refusals, checks and times; redacted',
  method: 'GET',
  path: '/runs/:runId/support-bundle',
  params: z.object({ runId: RunId }),
  reply: SupportBundle,
});
