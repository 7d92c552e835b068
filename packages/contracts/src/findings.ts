import type { Words } from '@vplus/messages/message';
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { Instant, RunId, TenantId } from './ids.ts';
import type { Helper } from './problems.ts';
import { Text } from './text.ts';

/** How bad a finding is. critical: a backup cannot run; warning: somebody should act; info: good to know. */
export const Severity = z.enum(['critical', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

/** Every way in which a connected tenant may not be as a connect left it. Stored: never rename one. */
export const FindingKind = z.enum([
  'assistant-approval-gone',
  'standing-access-gone',
  'application-gone',
  'application-changed',
  'application-deactivated',
  'audience-changed',
  'declared-permissions-differ',
  'old-credentials-restored',
  'redirect-address-added',
  'implicit-grant-on',
  'public-client-on',
  'identifier-added',
  'lock-off',
  'lock-never-set',
  'service-principal-gone',
  'service-principal-changed',
  'service-principal-deactivated',
  'sign-in-off',
  'disabled-by-microsoft',
  'service-principal-credential',
  'permission-missing',
  'permission-added',
  'exemption-differs',
  'exemption-shared',
  'secret-missing',
  'certificate-missing',
  'credential-ends',
  'credential-ended',
  'credential-added',
  'credential-left-over',
  'federated-credential-added',
  'owner-added',
  'service-principal-owner-added',
  'consent-added',
  'conditional-access-blocks',
  'credential-policy-forbids',
  'credential-policy-shortens',
  'proof-outdated',
  'service-refused',
  'service-unproved',
  'organization-gone',
  'organization-other-application',
  'organization-other-credential',
  'organization-sign-in-refused',
  'organization-imports-less',
  'organization-spare-certificate',
  'organization-unproved',
  'hand-over-open',
  'synchronization-missing',
  'synchronization-failed',
  'synchronization-old',
  'vplus-unreachable',
  'vplus-certificate',
  'vplus-login',
  'ews-closed',
  'ews-unproved',
  'ews-ends',
  'legacy-auth-changed',
  'legacy-auth-on',
]);
export type FindingKind = z.infer<typeof FindingKind>;

/**
 * What puts it right. connect: a new plan does, with an administrator's approval. elsewhere: a person, in Microsoft's
 * portals or on vPlus. time: it passes, or it has a date that nobody can move.
 */
export const Mend = z.enum(['connect', 'elsewhere', 'time']);
export type Mend = z.infer<typeof Mend>;

type About = { severity: Severity; mend: Mend; helper: Helper };
const byConnect = (severity: Severity): About => ({ severity, mend: 'connect', helper: 'administrator' });
const byAdministrator = (severity: Severity): About => ({ severity, mend: 'elsewhere', helper: 'administrator' });
const byOperator = (severity: Severity): About => ({ severity, mend: 'elsewhere', helper: 'operator' });

/** How bad each is, what puts it right, and who can. What it is called says the catalogue: `finding.KIND`. */
export const findingKinds = {
  'assistant-approval-gone': byAdministrator('info'),
  'standing-access-gone': byConnect('warning'),
  'application-gone': byConnect('critical'),
  'application-changed': byConnect('info'),
  'application-deactivated': byConnect('critical'),
  'audience-changed': byConnect('warning'),
  'declared-permissions-differ': byConnect('warning'),
  'old-credentials-restored': byConnect('warning'),
  'redirect-address-added': byConnect('warning'),
  'implicit-grant-on': byConnect('warning'),
  'public-client-on': byConnect('warning'),
  'identifier-added': byConnect('warning'),
  'lock-off': byConnect('warning'),
  'lock-never-set': byConnect('info'),
  'service-principal-gone': byConnect('critical'),
  'service-principal-changed': byConnect('info'),
  'service-principal-deactivated': byConnect('critical'),
  'sign-in-off': byConnect('critical'),
  'disabled-by-microsoft': byAdministrator('critical'),
  'service-principal-credential': byAdministrator('warning'),
  'permission-missing': byConnect('critical'),
  'permission-added': byConnect('warning'),
  'exemption-differs': byConnect('warning'),
  'exemption-shared': byAdministrator('info'),
  'secret-missing': byConnect('critical'),
  'certificate-missing': byConnect('critical'),
  'credential-ends': byConnect('warning'),
  'credential-ended': byConnect('critical'),
  'credential-added': byConnect('warning'),
  'credential-left-over': byConnect('warning'),
  'federated-credential-added': byConnect('warning'),
  'owner-added': byConnect('warning'),
  'service-principal-owner-added': byConnect('warning'),
  'consent-added': byAdministrator('warning'),
  'conditional-access-blocks': byAdministrator('warning'),
  'credential-policy-forbids': byAdministrator('warning'),
  'credential-policy-shortens': byAdministrator('info'),
  // Only vPlus has what it would be proved with: the next credential brings the next proof.
  'proof-outdated': { severity: 'info', mend: 'time', helper: 'nobody' },
  'service-refused': byAdministrator('warning'),
  'service-unproved': byAdministrator('info'),
  'organization-gone': byConnect('critical'),
  'organization-other-application': byConnect('critical'),
  'organization-other-credential': byConnect('critical'),
  'organization-sign-in-refused': byConnect('critical'),
  'organization-imports-less': byConnect('warning'),
  'organization-spare-certificate': byConnect('warning'),
  'organization-unproved': byOperator('info'),
  'hand-over-open': byOperator('warning'),
  'synchronization-missing': byOperator('warning'),
  'synchronization-failed': byOperator('warning'),
  'synchronization-old': byOperator('warning'),
  'vplus-unreachable': byOperator('warning'),
  'vplus-certificate': byOperator('warning'),
  'vplus-login': byOperator('warning'),
  'ews-closed': byAdministrator('warning'),
  'ews-unproved': byAdministrator('info'),
  'ews-ends': { severity: 'info', mend: 'time', helper: 'nobody' },
  'legacy-auth-changed': byConnect('warning'),
  'legacy-auth-on': byAdministrator('info'),
} as const satisfies Record<FindingKind, About>;

/** What one look says against a tenant. */
export interface Concern {
  kind: FindingKind;
  /** Which one, where there may be several: the key of a permission, the id of a credential. */
  subject?: string;
  /** What was seen, as a whole sentence. */
  what: Words;
  /** When it becomes urgent; ISO 8601. */
  due?: string;
  /** Other than its kind usually is. */
  severity?: Severity;
}

/** What a check found, and how far it could look: what was not looked at stands as it was. */
export interface CheckReport {
  concerns: (Concern & { stepId: string })[];
  /** The steps that were looked at. */
  covered: string[];
  /** `kinds`: of what the step tells these alone could not be seen; absent: none of it. */
  unseen: { stepId: string; why: Words; kinds?: FindingKind[] }[];
}

/** accepted: it is right as it is: it raises no alert and does not count until it changes. */
export const FindingState = z.enum(['open', 'accepted', 'resolved']);
export type FindingState = z.infer<typeof FindingState>;

/** What somebody decided about a finding. */
const Decision = z.object({ by: z.string(), why: z.string(), at: Instant, until: z.nullable(Instant) });

export const FindingView = z.object({
  id: z.guid(),
  /** A tenant may be connected to several: that of the connection which was looked at. */
  vplusServerName: z.string(),
  kind: FindingKind,
  severity: Severity,
  title: Text,
  what: Text,
  mend: Mend,
  state: FindingState,
  due: z.nullable(Instant),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  acceptance: z.nullable(Decision),
  /**
   * Of an open one: somebody works on it. It counts, and raises no alert until it gets worse or ends, or until the day
   * that was named, when it is told once more.
   */
  acknowledgement: z.nullable(Decision),
  resolvedAt: z.nullable(Instant),
});
export type FindingView = z.infer<typeof FindingView>;
export type UnwordedFinding = z.input<typeof FindingView>;

/** Four words and no more. unknown: nobody could look for a while; it never counts as well. */
export const HealthWord = z.enum(['protected', 'attention', 'not-protected', 'unknown']);
export type HealthWord = z.infer<typeof HealthWord>;

export const Health = z.object({
  is: HealthWord,
  /** attention: by then; unknown: since then. */
  at: z.nullable(Instant),
  /** Why, as a sentence. */
  why: Text,
});
export type Health = z.infer<typeof Health>;
export type UnwordedHealth = z.input<typeof Health>;

/** One look at the tenant, automatic or because somebody asked. */
export const LookView = z.object({
  at: Instant,
  /** null: automatic. */
  by: z.nullable(z.string()),
  runId: z.nullable(RunId),
  findings: z.number(),
  /** What could not be looked at, by step. */
  unseen: z.array(z.object({ stepId: z.string(), why: Text })),
});
export type LookView = z.infer<typeof LookView>;
export type UnwordedLook = z.input<typeof LookView>;

const findingParams = z.object({ tenantId: TenantId, findingId: z.guid() });

const decision = z.object({
  why: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
  until: z.optional(z.nullable(Instant)),
});

export const acceptFinding = endpoint({
  id: 'acceptFinding',
  summary:
    'Accept a finding: until it changes, or until a day that you name, it raises no alert, and a warning does not count',
  method: 'POST',
  path: '/tenants/:tenantId/findings/:findingId/accept',
  params: findingParams,
  body: decision,
  reply: FindingView,
  problems: ['finding-resolved'],
});

export const acknowledgeFinding = endpoint({
  id: 'acknowledgeFinding',
  summary:
    'Say that you work on a finding: it counts, but raises no alert until it gets worse or ends, or until a day that you name',
  method: 'POST',
  path: '/tenants/:tenantId/findings/:findingId/acknowledge',
  params: findingParams,
  body: decision,
  reply: FindingView,
  problems: ['finding-resolved'],
});

export const reopenFinding = endpoint({
  id: 'reopenFinding',
  summary: 'Take back that a finding was accepted or acknowledged: it is open again, and raises alerts',
  method: 'POST',
  path: '/tenants/:tenantId/findings/:findingId/reopen',
  params: findingParams,
  reply: FindingView,
  problems: ['finding-resolved'],
});

export const checkTenant = endpoint({
  id: 'checkTenant',
  summary:
    'Look at the tenant now, as the daily check does, with no sign-in of an administrator: on vPlus, in what is known, and at Microsoft where the assistant may look by itself',
  method: 'POST',
  path: '/tenants/:tenantId/check',
  params: z.object({ tenantId: TenantId }),
  reply: z.object({ asked: z.boolean() }),
  problems: ['nothing-to-check'],
});
