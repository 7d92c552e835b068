import * as z from 'zod/mini';

/**
 * Every way in which the product says no: the HTTP status, a plain sentence and what to do about it.
 * A new failure is a new row; the web's texts stop compiling until it is handled.
 */
export const problems = {
  'not-found': {
    status: 404,
    title: 'There is nothing here for you',
    remedy: 'Check the address, and that you signed in to the right organization.',
  },
  'sign-in-required': { status: 401, title: 'You are not signed in', remedy: 'Sign in with Microsoft and try again.' },
  'sign-in-again': {
    status: 401,
    title: 'Microsoft wants you to confirm your sign-in',
    remedy: 'Sign in again. Your progress is kept.',
  },
  'role-missing': {
    status: 403,
    title: 'Your role is too low for this',
    remedy: 'Ask a Global Administrator of your organization to do this step.',
  },
  'assistant-not-approved': {
    status: 403,
    title: 'Your organization has not approved this assistant yet',
    remedy: 'Approve it, or send the approval address to an administrator who can.',
  },
  'input-invalid': {
    status: 400,
    title: 'Something in the request is not valid',
    remedy: 'Correct the fields that are named and send it again.',
  },
  'body-too-large': { status: 413, title: 'The request is too large', remedy: 'Send less than 100 kB.' },
  'headers-too-large': {
    status: 431,
    title: 'The address or the headers of the request are too large',
    remedy: 'Send less than 16 kB of them.',
  },
  'request-too-slow': {
    status: 408,
    title: 'The request took too long to arrive',
    remedy: 'Check the connection and send it again.',
  },
  'media-type-unsupported': { status: 415, title: 'The request is not JSON', remedy: 'Send application/json.' },
  'rate-limited': { status: 429, title: 'Too many requests', remedy: 'Wait a moment and try again.' },
  'run-already-active': {
    status: 409,
    title: 'This tenant is already being worked on',
    remedy: 'Open the running setup.',
  },
  'run-finished': { status: 409, title: 'This run has already ended', remedy: 'Start a new one.' },
  'plan-changed': {
    status: 409,
    title: 'The tenant has changed since this plan was made',
    remedy: 'Look at the new plan and approve it again.',
  },
  'nothing-to-undo': { status: 409, title: 'This tenant is not connected', remedy: 'There is nothing to disconnect.' },
  'vplus-server-unknown': {
    status: 400,
    title: 'This vPlus server is not configured for your organization',
    remedy: 'Choose one of the servers that are offered.',
  },
  'vplus-unreachable': {
    status: 502,
    title: 'The vPlus server does not answer',
    remedy: 'Check that it runs and that this assistant can reach it, then try again.',
  },
  'vplus-certificate': {
    status: 502,
    title: 'The certificate of the vPlus server is not the expected one',
    remedy: 'Have the person who runs vPlus confirm its fingerprint in the configuration.',
  },
  'vplus-login': {
    status: 502,
    title: 'The vPlus server refuses our log-in',
    remedy: 'Have the person who runs vPlus correct the account in the configuration.',
  },
  'vplus-contract': {
    status: 502,
    title: 'The vPlus server answers in a way that we do not know',
    remedy: 'Send the support details to whoever runs this assistant.',
  },
  'vplus-refused': {
    status: 502,
    title: 'The vPlus server refused the organization',
    remedy: 'Read its own message below, correct the cause and try again.',
  },
  'inventory-sync-failed': {
    status: 502,
    title: 'vPlus could not read the tenant',
    remedy: 'Read its own message below and try again.',
  },
  'microsoft-busy': { status: 503, title: 'Microsoft is busy', remedy: 'Nothing is lost. We try again by ourselves.' },
  'microsoft-unreachable': {
    status: 503,
    title: 'Microsoft does not answer',
    remedy: 'Nothing is lost. We try again by ourselves.',
  },
  'microsoft-refused': {
    status: 502,
    title: 'Microsoft refused a request',
    remedy: 'Read its message below. Try again, or send the support details.',
  },
  'policy-forbids-secret': {
    status: 409,
    title: 'A policy of your organization forbids client secrets',
    remedy: 'Ask a Security Administrator for an exception for this application.',
  },
  'secret-lifetime': {
    status: 409,
    title: 'A policy of your organization allows only a shorter life for secrets',
    remedy: 'Try again: the plan takes the longest life that is allowed.',
  },
  'tenant-gone': {
    status: 409,
    title: 'Microsoft does not know this tenant any more',
    remedy: 'Check the tenant id. Nothing more can be done here.',
  },
  'application-in-bin': {
    status: 409,
    title: 'A deleted application of this connection is in the recycle bin',
    remedy: 'Try again: the assistant restores it.',
  },
  'assistant-misconfigured': {
    status: 500,
    title: 'This assistant is not set up correctly',
    remedy: 'Nothing was changed. Send the support details to whoever runs this assistant.',
  },
  'storage-unavailable': {
    status: 503,
    title: 'Our own database does not answer',
    remedy: 'Nothing is lost. Try again in a moment.',
  },
  unexpected: {
    status: 500,
    title: 'Something failed on our side',
    remedy: 'Try again, then send us the support details.',
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type ProblemCode = keyof typeof problems;
export const ProblemCode = z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]);

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
  title: z.string(),
  detail: z.optional(z.string()),
  remedy: z.string(),
  traceId: z.optional(z.string()),
  remote: z.optional(RemoteDetails),
  /** Which fields, for input-invalid. */
  fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  /** A claims challenge to hand to acquireTokenRedirect, for sign-in-again (JSON text). */
  claims: z.optional(z.string()),
  /** Scopes that still lack consent, for assistant-not-approved. */
  missingScopes: z.optional(z.array(z.string())),
  /** The live run, for run-already-active. */
  runId: z.optional(z.string()),
});
export type ProblemView = z.infer<typeof ProblemView>;

export interface ProblemOptions extends ErrorOptions {
  remote?: RemoteDetails;
  fields?: { path: string; message: string }[];
  claims?: string;
  missingScopes?: string[];
  runId?: string;
}

/** The only error that our own code throws on purpose. Anything else that is thrown is a bug. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, detail?: string, options: ProblemOptions = {}) {
    super(detail ?? problems[code].title, options);
    this.code = code;
    this.options = options;
  }

  /** The document to send or to store; `traceId` ties it to our log. */
  toView(traceId?: string): ProblemView {
    const { status, title, remedy } = problems[this.code];
    const { cause: _, ...rest } = this.options;
    return {
      type: `/problems/${this.code}`,
      code: this.code,
      status,
      title,
      remedy,
      ...(this.message === title ? {} : { detail: this.message }),
      ...(traceId ? { traceId } : {}),
      ...rest,
    };
  }
}
