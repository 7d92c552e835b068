import * as z from 'zod/mini';
import { SomeChoices } from './choices.ts';
import { endpoint } from './endpoint.ts';
import { TenantId, VplusServerId } from './ids.ts';
import { Text } from './text.ts';

/** What is looked at before anything is written; each can be looked at again alone. */
export const CheckId = z.enum([
  'tenant',
  'role',
  'services',
  'licences',
  'credential-policy',
  'application',
  'conditional-access',
  'ews',
  'legacy-auth',
  'vplus',
  'organization',
  'clock',
]);
export type CheckId = z.infer<typeof CheckId>;

/** unknown: may not be read, or did not answer. It never stands in the way. */
export const CheckState = z.enum(['ok', 'attention', 'blocked', 'unknown']);
export type CheckState = z.infer<typeof CheckState>;

export const CheckView = z.object({
  id: CheckId,
  title: Text,
  state: CheckState,
  /** What was found, in plain words. */
  finding: Text,
  remedy: z.optional(Text),
  /** Where it can be read up or put right. */
  link: z.optional(z.string()),
  /** Roles are fixed when a person signs in: looking again helps only after a fresh sign-in. */
  signInAgain: z.optional(z.boolean()),
});
export type CheckView = z.infer<typeof CheckView>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedCheck = z.input<typeof CheckView>;

/** What a plan and a check are made from. */
export const PlanRequest = z.object({
  vplusServerId: z.optional(VplusServerId),
  choices: z.optional(SomeChoices),
  /** Domain or id of the tenant that an invitation named: the guard against connecting the wrong customer. */
  invitedTenant: z.optional(z.string().check(z.trim(), z.regex(/^[a-zA-Z0-9.-]{1,253}$/))),
  /** Name of another tenant, where the last plan that was approved in this browser was for that one. */
  lastTenant: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(256))),
});
export type PlanRequest = z.infer<typeof PlanRequest>;

export const runCheck = endpoint({
  id: 'runCheck',
  summary: 'One check of the plan once more. Reads only.',
  method: 'POST',
  path: '/tenants/:tenantId/checks/:checkId',
  params: z.object({ tenantId: TenantId, checkId: CheckId }),
  body: PlanRequest,
  reply: CheckView,
  problems: ['assistant-not-approved', 'sign-in-again', 'vplus-server-unknown', 'microsoft-busy', 'microsoft-refused'],
});
