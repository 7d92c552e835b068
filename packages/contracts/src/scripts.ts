import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { RunId, TenantId } from './ids.ts';
import { PlanHash } from './plans.ts';
import { RunView } from './runs.ts';

/** In what a plan can be carried out by hand. */
export const ScriptKind = z.enum(['powershell', 'm365-cli', 'terraform']);
export type ScriptKind = z.infer<typeof ScriptKind>;

export const getScript = endpoint({
  id: 'getScript',
  summary: 'The same plan as a script, for those who do not let this assistant write: idempotent, no secret inside',
  method: 'GET',
  path: '/tenants/:tenantId/plans/:planHash/scripts/:kind',
  params: z.object({ tenantId: TenantId, planHash: PlanHash, kind: ScriptKind }),
  reply: z.object({ fileName: z.string(), text: z.string() }),
});

export const handInSecret = endpoint({
  id: 'handInSecret',
  summary: 'Hand in the client secret that a person made by hand; it is sealed at once, tried, and the run goes on',
  method: 'POST',
  path: '/runs/:runId/secret',
  params: z.object({ runId: RunId }),
  body: z.object({ value: z.string().check(z.trim(), z.minLength(1), z.maxLength(512)) }),
  reply: RunView,
  problems: ['run-finished', 'run-already-active', 'assistant-not-approved', 'sign-in-again'],
});
