import { type Message, message, type Words } from '@vplus/messages/message';
import * as z from 'zod/mini';
import { Text } from './text.ts';

/** Who can act on a problem: nobody need (it passes), you, another administrator, or whoever runs this assistant. */
export const Helper = z.enum(['nobody', 'you', 'administrator', 'operator']);
export type Helper = z.infer<typeof Helper>;

/**
 * Every way in which the product says no, by name. A browser gets the words with each problem, and loads none beforehand.
 */
export const ProblemCode = z.enum([
  'not-found',
  'sign-in-required',
  'sign-in-again',
  'server-clock-wrong',
  'guest-refused',
  'role-missing',
  'assistant-not-approved',
  'input-invalid',
  'body-too-large',
  'headers-too-large',
  'request-too-slow',
  'media-type-unsupported',
  'rate-limited',
  'run-already-active',
  'run-finished',
  'plan-changed',
  'removed-meanwhile',
  'nothing-to-undo',
  'remove-by-hand',
  'policy-by-hand',
  'approval-not-needed',
  'approval-used',
  'approval-expired',
  'approval-revoked',
  'nothing-to-show',
  'already-shown',
  'no-such-task',
  'alert-channel-off',
  'alert-channel-kind',
  'alert-address-inside',
  'alert-address-not-secure',
  'organization-name-differs',
  'credential-not-ours',
  'finding-resolved',
  'nothing-to-check',
  'vplus-server-unknown',
  'vplus-unreachable',
  'vplus-certificate',
  'vplus-proxy',
  'vplus-dns',
  'vplus-login',
  'vplus-forbidden',
  'vplus-limit',
  'vplus-contract',
  'vplus-refused',
  'inventory-sync-failed',
  'microsoft-busy',
  'microsoft-unreachable',
  'microsoft-certificate',
  'microsoft-hostname',
  'microsoft-proxy',
  'microsoft-dns',
  'microsoft-connection',
  'microsoft-refused',
  'microsoft-spreading',
  'consent-refused',
  'consent-blocked-by-policy',
  'account-not-in-tenant',
  'work-account-needed',
  'not-assigned',
  'tenant-access-blocked',
  'conditional-access-blocked',
  'account-risky',
  'sign-in-link-used',
  'sign-in-elsewhere',
  'too-many-attempts',
  'service-not-in-tenant',
  'service-disabled',
  'licence-missing',
  'directory-full',
  'policy-forbids-application',
  'secret-wrong',
  'secret-expired',
  'certificate-mismatch',
  'application-gone',
  'application-disabled',
  'application-blocked',
  'tenant-unknown',
  'tenant-in-other-cloud',
  'policy-forbids-secret',
  'secret-lifetime',
  'tenant-gone',
  'application-in-bin',
  'assistant-misconfigured',
  'storage-unavailable',
  'audit-broken',
  'unexpected',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/**
 * Who can act on each, and the HTTP status. What it is called and what to do about it the catalogue of messages says,
 * under `problem-title.CODE` and `problem-remedy.CODE`; the web's texts stop compiling until it is handled.
 */
export const problems = {
  'not-found': { helper: 'you', status: 404 },
  'sign-in-required': { helper: 'you', status: 401 },
  'sign-in-again': { helper: 'you', status: 401 },
  'server-clock-wrong': { helper: 'operator', status: 503 },
  'guest-refused': { helper: 'operator', status: 403 },
  'role-missing': { helper: 'administrator', status: 403 },
  'assistant-not-approved': { helper: 'you', status: 403 },
  'input-invalid': { helper: 'you', status: 400 },
  'body-too-large': { helper: 'operator', status: 413 },
  'headers-too-large': { helper: 'operator', status: 431 },
  'request-too-slow': { helper: 'you', status: 408 },
  'media-type-unsupported': { helper: 'operator', status: 415 },
  'rate-limited': { helper: 'nobody', status: 429 },
  'run-already-active': { helper: 'you', status: 409 },
  'run-finished': { helper: 'you', status: 409 },
  'plan-changed': { helper: 'you', status: 409 },
  'removed-meanwhile': { helper: 'you', status: 409 },
  'approval-not-needed': { helper: 'nobody', status: 409 },
  'approval-used': { helper: 'nobody', status: 409 },
  'approval-expired': { helper: 'administrator', status: 410 },
  'approval-revoked': { helper: 'administrator', status: 410 },
  'nothing-to-undo': { helper: 'you', status: 409 },
  'remove-by-hand': { helper: 'you', status: 409 },
  'policy-by-hand': { helper: 'you', status: 409 },
  'organization-name-differs': { helper: 'you', status: 409 },
  'credential-not-ours': { helper: 'you', status: 409 },
  'finding-resolved': { helper: 'you', status: 409 },
  'nothing-to-check': { helper: 'you', status: 409 },
  'nothing-to-show': { helper: 'you', status: 409 },
  'already-shown': { helper: 'you', status: 409 },
  'no-such-task': { helper: 'you', status: 409 },
  'alert-channel-off': { helper: 'you', status: 409 },
  'alert-channel-kind': { helper: 'you', status: 409 },
  'alert-address-inside': { helper: 'operator', status: 400 },
  'alert-address-not-secure': { helper: 'you', status: 400 },
  'vplus-server-unknown': { helper: 'you', status: 400 },
  'vplus-unreachable': { helper: 'nobody', status: 502 },
  'vplus-certificate': { helper: 'operator', status: 502 },
  'vplus-proxy': { helper: 'operator', status: 502 },
  'vplus-dns': { helper: 'operator', status: 502 },
  'vplus-login': { helper: 'operator', status: 502 },
  'vplus-forbidden': { helper: 'operator', status: 502 },
  'vplus-limit': { helper: 'operator', status: 502 },
  'vplus-contract': { helper: 'operator', status: 502 },
  'vplus-refused': { helper: 'you', status: 502 },
  'inventory-sync-failed': { helper: 'you', status: 502 },
  'microsoft-busy': { helper: 'nobody', status: 503 },
  'microsoft-unreachable': { helper: 'nobody', status: 503 },
  'microsoft-certificate': { helper: 'operator', status: 502 },
  'microsoft-hostname': { helper: 'operator', status: 502 },
  'microsoft-proxy': { helper: 'operator', status: 502 },
  'microsoft-dns': { helper: 'operator', status: 502 },
  'microsoft-connection': { helper: 'operator', status: 502 },
  'microsoft-refused': { helper: 'operator', status: 502 },
  'microsoft-spreading': { helper: 'nobody', status: 503 },
  'consent-refused': { helper: 'you', status: 403 },
  'consent-blocked-by-policy': { helper: 'administrator', status: 403 },
  'account-not-in-tenant': { helper: 'you', status: 403 },
  'work-account-needed': { helper: 'you', status: 403 },
  'not-assigned': { helper: 'administrator', status: 403 },
  'tenant-access-blocked': { helper: 'administrator', status: 403 },
  'conditional-access-blocked': { helper: 'administrator', status: 403 },
  'account-risky': { helper: 'administrator', status: 403 },
  'sign-in-link-used': { helper: 'you', status: 401 },
  'sign-in-elsewhere': { helper: 'administrator', status: 503 },
  'too-many-attempts': { helper: 'operator', status: 429 },
  'service-not-in-tenant': { helper: 'administrator', status: 409 },
  'service-disabled': { helper: 'administrator', status: 409 },
  'licence-missing': { helper: 'administrator', status: 409 },
  'directory-full': { helper: 'administrator', status: 409 },
  'policy-forbids-application': { helper: 'administrator', status: 409 },
  'secret-wrong': { helper: 'you', status: 409 },
  'secret-expired': { helper: 'you', status: 409 },
  'certificate-mismatch': { helper: 'you', status: 409 },
  'application-gone': { helper: 'administrator', status: 409 },
  'application-disabled': { helper: 'administrator', status: 409 },
  'application-blocked': { helper: 'administrator', status: 403 },
  'tenant-unknown': { helper: 'you', status: 409 },
  'tenant-in-other-cloud': { helper: 'you', status: 409 },
  'policy-forbids-secret': { helper: 'administrator', status: 409 },
  'secret-lifetime': { helper: 'administrator', status: 409 },
  'tenant-gone': { helper: 'administrator', status: 409 },
  'application-in-bin': { helper: 'you', status: 409 },
  'assistant-misconfigured': { helper: 'operator', status: 500 },
  'storage-unavailable': { helper: 'nobody', status: 503 },
  'audit-broken': { helper: 'operator', status: 500 },
  unexpected: { helper: 'operator', status: 500 },
} as const satisfies Record<ProblemCode, { helper: Helper; status: number }>;

/** A code without its words in the catalogue does not compile. */
const wordsOf = (code: ProblemCode): { title: Message; remedy: Message } => ({
  title: message(`problem-title.${code}`),
  remedy: message(`problem-remedy.${code}`),
});

/** What the vPlus server may be, where an answer needs it. */
export const vplusProblems: ProblemCode[] = [
  'vplus-unreachable',
  'vplus-certificate',
  'vplus-proxy',
  'vplus-dns',
  'vplus-login',
  'vplus-forbidden',
  'vplus-limit',
  'vplus-contract',
  'vplus-refused',
];

/** What an exchange of the person's sign-in may end with: any endpoint that asks Microsoft on their behalf. */
export const exchangeProblems: ProblemCode[] = [
  'account-not-in-tenant',
  'account-risky',
  'assistant-misconfigured',
  'assistant-not-approved',
  'conditional-access-blocked',
  'consent-blocked-by-policy',
  'consent-refused',
  'guest-refused',
  'microsoft-busy',
  'microsoft-certificate',
  'microsoft-connection',
  'microsoft-dns',
  'microsoft-hostname',
  'microsoft-proxy',
  'microsoft-refused',
  'microsoft-spreading',
  'microsoft-unreachable',
  'not-assigned',
  'role-missing',
  'service-disabled',
  'service-not-in-tenant',
  'sign-in-again',
  'sign-in-elsewhere',
  'sign-in-link-used',
  'tenant-access-blocked',
  'tenant-gone',
  'tenant-in-other-cloud',
  'tenant-unknown',
  'too-many-attempts',
  'work-account-needed',
];

/** What a remote system said, for people who can use it; never a token. */
export const RemoteDetails = z.object({
  service: z.string(),
  operation: z.string(),
  status: z.optional(z.number()),
  code: z.optional(z.string()),
  message: z.optional(z.string()),
  requestId: z.optional(z.string()),
  correlationId: z.optional(z.string()),
  at: z.optional(z.string()),
});
export type RemoteDetails = z.infer<typeof RemoteDetails>;

/** RFC 9457 problem document, with our code, the remedy and where it came from. */
export const ProblemView = z.object({
  type: z.string(),
  code: ProblemCode,
  status: z.number(),
  title: Text,
  /** Our own sentence on this very case; what the remote said is `remote.message`. */
  detail: z.optional(Text),
  remedy: Text,
  /** Who can act on it. */
  helper: z.optional(Helper),
  traceId: z.optional(z.string()),
  remote: z.optional(RemoteDetails),
  /** Which fields, for input-invalid. */
  fields: z.optional(z.array(z.object({ path: z.string(), message: Text }))),
  /** A claims challenge to hand to acquireTokenRedirect, for sign-in-again (JSON text). */
  claims: z.optional(z.string()),
  /** How long the remote side wants to be left alone. */
  retryAfterSeconds: z.optional(z.number()),
  /** Scopes that still lack consent, for assistant-not-approved. */
  missingScopes: z.optional(z.array(z.string())),
  /** The live run, for run-already-active. */
  runId: z.optional(z.string()),
  /** What is not as it was approved, in plain words, for plan-changed. */
  differences: z.optional(z.array(Text)),
});
export type ProblemView = z.infer<typeof ProblemView>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedProblem = z.input<typeof ProblemView>;

export interface ProblemOptions extends ErrorOptions {
  /** Status, words and helper for this very case, where they say more than the code's own. */
  status?: number;
  title?: Words;
  remedy?: Words;
  helper?: Helper;
  remote?: RemoteDetails;
  fields?: { path: string; message: Words }[];
  claims?: string;
  retryAfterSeconds?: number;
  missingScopes?: string[];
  runId?: string;
  differences?: Words[];
}

/** The only error that our own code throws on purpose. Anything else that is thrown is a bug. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  /** Our own sentence on this very case. */
  readonly detail: Words | undefined;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, said?: Words, options: ProblemOptions = {}) {
    super(typeof said === 'object' ? said.key : (said ?? code), options);
    this.code = code;
    this.detail = said;
    this.options = options;
  }

  /** The document to send or to store; `traceId` ties it to our log. */
  toView(traceId?: string): UnwordedProblem {
    const { status, helper } = problems[this.code];
    const { cause: _, ...rest } = this.options;
    return {
      type: `/problems/${this.code}`,
      code: this.code,
      status,
      ...wordsOf(this.code),
      helper,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(traceId ? { traceId } : {}),
      ...rest,
    };
  }
}
