import type { Words } from '@vplus/messages/message';
import * as z from 'zod/mini';
import { Text } from './text.ts';

/** Who can act on a problem: nobody need (it passes), you, another administrator, or whoever runs this assistant. */
export const Helper = z.enum(['nobody', 'you', 'administrator', 'operator']);
export type Helper = z.infer<typeof Helper>;

/**
 * Every way in which the product says no, by name. Apart from the words below, which a browser gets with each problem
 * and need not load beforehand.
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
  'organization-name-differs',
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
  'unexpected',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/**
 * Every way in which the product says no: the HTTP status, a plain sentence and what to do about it.
 * A new failure is a new row; the web's texts stop compiling until it is handled.
 */
export const problems = {
  'not-found': {
    helper: 'you',
    status: 404,
    title: 'You cannot see this page',
    remedy:
      'It may not exist, or it belongs to another organization. Check the address and the account that you signed in with.',
  },
  'sign-in-required': {
    helper: 'you',
    status: 401,
    title: 'You are not signed in',
    remedy: 'Sign in with Microsoft and try again.',
  },
  'sign-in-again': {
    helper: 'you',
    status: 401,
    title: 'Microsoft wants you to confirm your sign-in',
    remedy: 'Sign in again. Your progress is kept.',
  },
  'server-clock-wrong': {
    helper: 'operator',
    status: 503,
    title: 'The clock of this assistant is wrong',
    remedy: 'Ask whoever runs this assistant to set the clock of its server by a time server (NTP), then try again.',
  },
  'guest-refused': {
    helper: 'operator',
    status: 403,
    title: 'You are a guest in this organization',
    remedy: 'Sign in with an account of the organization itself, or ask whoever runs this assistant to allow you.',
  },
  'role-missing': {
    helper: 'administrator',
    status: 403,
    title: 'You do not have the role for this',
    remedy: 'Ask a Global Administrator of your organization to do this step.',
  },
  'assistant-not-approved': {
    helper: 'you',
    status: 403,
    title: 'Your organization has not approved this assistant yet',
    remedy: 'Approve it, or send the approval address to an administrator who can.',
  },
  'input-invalid': {
    helper: 'you',
    status: 400,
    title: 'Something in the request is not valid',
    remedy: 'Correct the fields below and try again.',
  },
  'body-too-large': {
    helper: 'operator',
    status: 413,
    title: 'The request is too large',
    remedy: 'Send less than 100 kB.',
  },
  'headers-too-large': {
    helper: 'operator',
    status: 431,
    title: 'Your sign-in carries more than this assistant accepts',
    remedy:
      'Sign in with an account that has fewer directory roles, or ask whoever runs this assistant to look at the limits for request headers.',
  },
  'request-too-slow': {
    helper: 'you',
    status: 408,
    title: 'The request took too long to arrive',
    remedy: 'Check your connection and try again.',
  },
  'media-type-unsupported': {
    helper: 'operator',
    status: 415,
    title: 'The request is not JSON',
    remedy: 'Send application/json.',
  },
  'rate-limited': { helper: 'nobody', status: 429, title: 'Too many requests', remedy: 'Wait a moment and try again.' },
  'run-already-active': {
    helper: 'you',
    status: 409,
    title: 'Another run is already working on this organization',
    remedy: 'Open it, and wait for it or cancel it.',
  },
  'run-finished': { helper: 'you', status: 409, title: 'This run has already ended', remedy: 'Start a new run.' },
  'plan-changed': {
    helper: 'you',
    status: 409,
    title: 'What this plan would do has changed since you saw it',
    remedy: 'Look at the new plan and approve it again.',
  },
  'removed-meanwhile': {
    helper: 'you',
    status: 409,
    title: 'Somebody removed a part of the setup',
    remedy:
      'Try again: the assistant creates it again. If it was removed on purpose, leave this run and ask whoever did it.',
  },
  'approval-not-needed': {
    helper: 'nobody',
    status: 409,
    title: 'The setup does not wait for this approval now',
    remedy:
      'It is working at this moment, has continued, or has ended. Its page shows which. If it asks again, try again.',
  },
  'approval-used': {
    helper: 'nobody',
    status: 409,
    title: 'This link was already used',
    remedy: 'A link works once. If the run still waits, ask for a new link.',
  },
  'approval-expired': {
    helper: 'administrator',
    status: 410,
    title: 'This link has expired',
    remedy: 'Ask the person who sent it for a new one.',
  },
  'approval-revoked': {
    helper: 'administrator',
    status: 410,
    title: 'This link was withdrawn',
    remedy: 'Ask the person who sent it whether the approval is still needed.',
  },
  'nothing-to-undo': {
    helper: 'you',
    status: 409,
    title: 'This organization is not connected',
    remedy: 'There is nothing to check or to disconnect. Connect it first.',
  },
  'remove-by-hand': {
    helper: 'you',
    status: 409,
    title: 'The application is still in the tenant',
    remedy:
      'This assistant does not write in this tenant. Delete the application there (this also deletes its enterprise application, permissions and credentials), then check again.',
  },
  'policy-by-hand': {
    helper: 'you',
    status: 409,
    title: 'Our custom policy is still in the tenant',
    remedy:
      'This assistant does not write in this tenant. In the Microsoft Entra admin center, under Application policies, take the policy off this application. Delete it if no other application uses it. Then check again.',
  },
  'organization-name-differs': {
    helper: 'you',
    status: 409,
    title: 'That is not the name of the organization on vPlus',
    remedy: 'Nothing was removed. Start again, and type the name exactly as vPlus shows it.',
  },
  'nothing-to-show': {
    helper: 'you',
    status: 409,
    title: 'There is no credential to show',
    remedy: 'It was handed over to vPlus, or is no longer stored. Create a new one.',
  },
  'already-shown': {
    helper: 'you',
    status: 409,
    title: 'This credential was already shown',
    remedy: 'A credential is shown once. If it was lost, create a new one.',
  },
  'no-such-task': {
    helper: 'you',
    status: 409,
    title: 'This step is not waiting for that answer',
    remedy: 'Reload the run: it has moved on.',
  },
  'vplus-server-unknown': {
    helper: 'you',
    status: 400,
    title: 'This vPlus server is not configured for your organization',
    remedy: 'Choose one of the servers in the list.',
  },
  'vplus-unreachable': {
    helper: 'nobody',
    status: 502,
    title: 'The vPlus server does not answer',
    remedy: 'Check that it runs and that this assistant can reach it, then try again.',
  },
  'vplus-certificate': {
    helper: 'operator',
    status: 502,
    title: 'The certificate of the vPlus server is not the expected one',
    remedy: 'Have the person who runs vPlus confirm its fingerprint in the configuration.',
  },
  'vplus-proxy': {
    helper: 'operator',
    status: 502,
    title: 'The proxy on the way to vPlus does not let us through',
    remedy: 'Check the proxy in the entry of this server.',
  },
  'vplus-dns': {
    helper: 'operator',
    status: 502,
    title: 'The name of the vPlus server is not found',
    remedy: 'Check the address of this server in the configuration.',
  },
  'vplus-login': {
    helper: 'operator',
    status: 502,
    title: 'The vPlus server refuses our log-in',
    remedy: 'Have the person who runs vPlus correct the account in the configuration.',
  },
  'vplus-forbidden': {
    helper: 'operator',
    status: 502,
    title: 'Our account on vPlus may not do this',
    remedy:
      'Have the person who runs vPlus give the account of this assistant the right to manage Microsoft 365 organizations.',
  },
  'vplus-limit': {
    helper: 'operator',
    status: 502,
    title: 'The license of the vPlus server allows no more',
    remedy: 'Have the person who runs vPlus extend its license, then try again.',
  },
  'vplus-contract': {
    helper: 'operator',
    status: 502,
    title: 'The vPlus server answers in a way that we do not know',
    remedy: 'Send the support details to whoever runs this assistant.',
  },
  'vplus-refused': {
    helper: 'you',
    status: 502,
    title: 'The vPlus server refused the organization',
    remedy: 'Read its own message below, correct the cause and try again.',
  },
  'inventory-sync-failed': {
    helper: 'you',
    status: 502,
    title: 'vPlus could not read the tenant',
    remedy: 'Read its own message below and try again.',
  },
  'microsoft-busy': {
    helper: 'nobody',
    status: 503,
    title: 'Microsoft is busy',
    remedy: 'Nothing is lost. Wait a minute and try again.',
  },
  'microsoft-unreachable': {
    helper: 'nobody',
    status: 503,
    title: 'Microsoft does not answer',
    remedy: 'Nothing is lost. Wait a minute and try again.',
  },
  'microsoft-certificate': {
    helper: 'operator',
    status: 502,
    title: 'The certificate shown in Microsoft’s name is not trusted',
    remedy: 'If your network inspects TLS, name its authority in NODE_EXTRA_CA_CERTS.',
  },
  'microsoft-hostname': {
    helper: 'operator',
    status: 502,
    title: 'Something else answers in Microsoft’s place',
    remedy: 'Look at what Microsoft’s names resolve to on the assistant’s host.',
  },
  'microsoft-proxy': {
    helper: 'operator',
    status: 502,
    title: 'The outgoing proxy does not let us through to Microsoft',
    remedy: 'Check HTTPS_PROXY, and what the proxy allows.',
  },
  'microsoft-dns': {
    helper: 'operator',
    status: 502,
    title: 'The name of a Microsoft server is not found',
    remedy: 'Check the name server of the assistant’s host.',
  },
  'microsoft-connection': {
    helper: 'operator',
    status: 502,
    title: 'The connection to Microsoft is refused',
    remedy: 'Allow port 443 to Microsoft’s addresses, or name the outgoing proxy.',
  },
  'microsoft-refused': {
    helper: 'operator',
    status: 502,
    title: 'Microsoft refused a request',
    remedy: 'Read its message below. Try again, or send the support details.',
  },
  'microsoft-spreading': {
    helper: 'nobody',
    status: 503,
    title: 'Microsoft is still replicating what was just created',
    remedy: 'Nothing is lost. Wait a minute and try again.',
  },
  'consent-refused': {
    helper: 'you',
    status: 403,
    title: 'The permissions were not accepted',
    remedy: 'Read the list again and accept it, or ask another administrator to do so.',
  },
  'consent-blocked-by-policy': {
    helper: 'administrator',
    status: 403,
    title: 'Only an administrator can approve this assistant',
    remedy: 'Send the approval address to a Global Administrator or a Cloud Application Administrator.',
  },
  'account-not-in-tenant': {
    helper: 'you',
    status: 403,
    title: 'This account does not belong to that organization',
    remedy: 'Sign in with an account of that organization.',
  },
  'work-account-needed': {
    helper: 'you',
    status: 403,
    title: 'This is not a work or school account',
    remedy: 'Sign in with the account that you administer your organization with.',
  },
  'not-assigned': {
    helper: 'administrator',
    status: 403,
    title: 'This account may not use this application yet',
    remedy: 'Ask an administrator to assign it under Enterprise applications.',
  },
  'tenant-access-blocked': {
    helper: 'administrator',
    status: 403,
    title: 'A rule between organizations blocks this sign-in',
    remedy: 'Ask the people who manage the tenant restrictions of your company.',
  },
  'conditional-access-blocked': {
    helper: 'administrator',
    status: 403,
    title: 'A rule of your organization blocked this sign-in',
    remedy: 'Use a managed device in an allowed location, or ask the people who manage Conditional Access.',
  },
  'account-risky': {
    helper: 'administrator',
    status: 403,
    title: 'Microsoft has blocked this account',
    remedy: 'Ask your security team to release the account.',
  },
  'sign-in-link-used': {
    helper: 'you',
    status: 401,
    title: 'That sign-in was already used',
    remedy: 'Start the sign-in again from this assistant.',
  },
  'sign-in-elsewhere': {
    helper: 'administrator',
    status: 503,
    title: 'The sign-in system of your organization does not work',
    remedy: 'Try again in some minutes, or ask whoever runs sign-in in your organization.',
  },
  'too-many-attempts': {
    helper: 'operator',
    status: 429,
    title: 'Too many attempts',
    remedy: 'Wait five minutes and try once.',
  },
  'service-not-in-tenant': {
    helper: 'administrator',
    status: 409,
    title: 'The tenant does not have a service that the plan needs',
    remedy: 'Check the licences of the tenant, or leave this service out of the plan.',
  },
  'service-disabled': {
    helper: 'administrator',
    status: 409,
    title: 'A service of Microsoft is switched off in this tenant',
    remedy: 'Renew the subscription, or enable the service under Enterprise applications, then check again.',
  },
  'licence-missing': {
    helper: 'administrator',
    status: 409,
    title: 'The tenant does not have a licence for this',
    remedy: 'Check the licences of the tenant, or leave this part out.',
  },
  'directory-full': {
    helper: 'administrator',
    status: 409,
    title: 'The directory is full',
    remedy: 'Delete what is not needed, also from the recycle bin, and try again.',
  },
  'policy-forbids-application': {
    helper: 'administrator',
    status: 409,
    title: 'A policy of your organization does not allow this application',
    remedy: 'Ask a Security Administrator for an exception for this application.',
  },
  'secret-wrong': {
    helper: 'you',
    status: 409,
    title: 'The stored client secret is wrong',
    remedy: 'Try again. A new secret is added and the old one is removed.',
  },
  'secret-expired': {
    helper: 'you',
    status: 409,
    title: 'The client secret has expired',
    remedy: 'Try again. A new secret is added and the old one is removed.',
  },
  'certificate-mismatch': {
    helper: 'you',
    status: 409,
    title: 'The certificate does not match',
    remedy: 'Try again. The certificate is registered again.',
  },
  'application-gone': {
    helper: 'administrator',
    status: 409,
    title: 'The application was deleted or switched off',
    remedy: 'Try again: it is restored from the recycle bin, or made anew.',
  },
  'application-disabled': {
    helper: 'administrator',
    status: 409,
    title: 'The application is switched off',
    remedy: 'Find out who switched it off, enable it under Enterprise applications, and check again.',
  },
  'application-blocked': {
    helper: 'administrator',
    status: 403,
    title: 'Microsoft does not let the application sign in',
    remedy: 'Ask the people who manage Conditional Access to exclude the application from the rule that blocks it.',
  },
  'tenant-unknown': {
    helper: 'you',
    status: 409,
    title: 'Microsoft cannot find this tenant',
    remedy: 'Check the domain or the tenant ID for typing mistakes.',
  },
  'tenant-in-other-cloud': {
    helper: 'you',
    status: 409,
    title: 'This tenant is in another cloud',
    remedy: 'Use the assistant that was set up for that cloud.',
  },
  'policy-forbids-secret': {
    helper: 'administrator',
    status: 409,
    title: 'A policy of your organization forbids client secrets',
    remedy: 'Ask a Security Administrator for an exception for this application.',
  },
  'secret-lifetime': {
    helper: 'administrator',
    status: 409,
    title: 'A policy of your organization limits how long secrets are valid',
    remedy: 'Make the plan again, without an exemption if you chose one: it uses the longest time that is allowed.',
  },
  'tenant-gone': {
    helper: 'administrator',
    status: 409,
    title: 'Microsoft no longer knows this tenant',
    remedy: 'Check the tenant ID. Nothing more can be done here.',
  },
  'application-in-bin': {
    helper: 'you',
    status: 409,
    title: 'A deleted application of this connection is in the recycle bin',
    remedy:
      'Have an Application Administrator sign in and try again: the assistant restores it. Or delete it for good under "Deleted applications" in Entra.',
  },
  'assistant-misconfigured': {
    helper: 'operator',
    status: 500,
    title: 'This assistant is not set up correctly',
    remedy: 'Nothing was changed. Send the support details to whoever runs this assistant.',
  },
  'storage-unavailable': {
    helper: 'nobody',
    status: 503,
    title: 'The database of this assistant does not answer',
    remedy: 'Nothing is lost. Try again in a moment.',
  },
  unexpected: {
    helper: 'operator',
    status: 500,
    title: 'Something went wrong in this assistant',
    remedy: 'Try again. If it happens again, send the support details to whoever runs this assistant.',
  },
} as const satisfies Record<ProblemCode, { helper: Helper; status: number; title: string; remedy: string }>;

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
  fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
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
  fields?: { path: string; message: string }[];
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
    super(typeof said === 'object' ? said.key : (said ?? problems[code].title), options);
    this.code = code;
    this.detail = said;
    this.options = options;
  }

  /** The document to send or to store; `traceId` ties it to our log. */
  toView(traceId?: string): UnwordedProblem {
    const { status, title, remedy, helper } = problems[this.code];
    const { cause: _, ...rest } = this.options;
    return {
      type: `/problems/${this.code}`,
      code: this.code,
      status,
      title,
      remedy,
      helper,
      ...(this.detail === undefined || this.detail === title ? {} : { detail: this.detail }),
      ...(traceId ? { traceId } : {}),
      ...rest,
    };
  }
}
