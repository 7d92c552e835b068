import { patience } from './patience.ts';
import type { Meaning, ServiceRefusal } from './refusal.ts';
import { wrongSetUp } from './wrong-set-up.ts';

const spreading: Meaning = {
  helper: 'nobody',
  problem: 'microsoft-spreading',
  title: 'Microsoft is spreading what was just made',
  sentence: 'Not every server of Microsoft knows it yet.',
  remedy: 'Wait a minute and try again.',
};

const refused: Meaning = {
  helper: 'operator',
  problem: 'microsoft-refused',
  title: 'Microsoft refused a request',
  sentence: 'Microsoft says no to what this assistant asked for, and waiting does not help.',
  remedy: 'Try again. If it stays, send the support bundle to whoever runs this assistant.',
};

/**
 * What the directory answers through Microsoft Graph. The first row that fits counts; texts never do:
 * https://learn.microsoft.com/graph/errors
 */
export const directoryRefusals: readonly ServiceRefusal[] = [
  {
    from: 'graph',
    statuses: [429],
    helper: 'nobody',
    problem: 'microsoft-busy',
    title: 'Microsoft is busy',
    sentence: 'It asks us to slow down. Nothing is lost.',
    remedy: 'Wait a minute and try again.',
  },
  {
    from: 'graph',
    statuses: [500, 502, 503, 504, 509],
    helper: 'nobody',
    problem: 'microsoft-busy',
    title: 'Microsoft is busy',
    sentence: 'Its directory cannot answer at the moment. Nothing is lost.',
    remedy: 'Wait a minute and try again.',
  },
  {
    from: 'graph',
    codes: ['Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'Tenant_NotLicensed'],
    helper: 'administrator',
    problem: 'licence-missing',
    title: '{tenant|Your tenant} lacks a licence for this',
    sentence: 'Microsoft answers this question only to tenants with the plan for it.',
    remedy: 'Check the licences of the tenant, or leave this part out.',
  },
  {
    from: 'graph',
    codes: ['Directory_QuotaExceeded'],
    helper: 'administrator',
    problem: 'directory-full',
    title: 'The directory of {tenant|your organization} is full',
    sentence: 'It, or your own account in it, holds as many objects as Microsoft allows.',
    remedy: 'Delete what is not needed, also from the recycle bin for applications, and try again.',
  },
  {
    from: 'graph',
    codes: ['Directory_ResourceSizeExceeded'],
    ...wrongSetUp,
    sentence: 'The application would hold more than Microsoft allows for one.',
  },
  {
    from: 'graph',
    codes: ['CredentialInvalidLifetimeAsPerAppPolicy'],
    helper: 'administrator',
    problem: 'secret-lifetime',
    title: 'A policy of {tenant|your organization} allows only a shorter life for credentials',
    sentence: 'The credential was to live longer than the policy allows.',
    remedy: 'Make the plan again: it takes the longest life that is allowed.',
  },
  {
    from: 'graph',
    codes: ['CredentialTypeNotAllowedAsPerAppPolicy'],
    helper: 'administrator',
    problem: 'policy-forbids-secret',
    title: 'A policy of {tenant|your organization} forbids client secrets',
    sentence: 'Applications of this tenant may not sign in with a secret.',
    remedy: 'Choose a certificate in the plan, or ask a Security Administrator for an exception for this application.',
  },
  {
    from: 'graph',
    codes: ['SignInAudienceNotAllowedAsPerAppPolicy', 'HostNameNotOnVerifiedDomain'],
    helper: 'administrator',
    problem: 'policy-forbids-application',
    title: 'A policy of {tenant|your organization} does not allow this application',
    sentence: 'It restricts who may sign in to an application, or what it may be called.',
    remedy: 'Ask a Security Administrator for an exception for this application.',
  },
  {
    from: 'graph',
    statuses: [401],
    helper: 'you',
    problem: 'sign-in-again',
    title: 'Microsoft wants to see you again',
    sentence: 'Your sign-in has ended, or Microsoft wants it to be confirmed. Your progress is kept.',
    remedy: 'Sign in again and go on.',
  },
  {
    from: 'graph',
    statuses: [403],
    helper: 'administrator',
    problem: 'role-missing',
    title: 'Your role is too low for this',
    sentence: '{user|The person who signed in} holds no role that may do this in {tenant|your organization}.',
    remedy: 'Ask a Global Administrator of your organization to do this step.',
  },
  {
    from: 'graph',
    statuses: [404],
    codes: ['Request_ResourceNotFound', 'ResourceNotFound'],
    helper: 'administrator',
    problem: 'application-gone',
    title: 'What was made is not there any more',
    sentence: 'Microsoft does not find it, although it had time to spread: somebody may have deleted it.',
    remedy: 'Try again: for thirty days a deleted application is restored from the recycle bin, later it is made anew.',
    fresh: { ...spreading, after: 'making', forMs: patience.object },
  },
  { from: 'graph', statuses: [404, 409, 423, 424], ...spreading },
  { from: 'graph', codes: ['NoBackingApplicationObject'], ...spreading },
  {
    from: 'graph',
    codes: ['CannotDeleteOrUpdateEnabledEntitlement'],
    ...refused,
    sentence: 'A permission must be switched off before it can be changed.',
  },
  {
    from: 'graph',
    statuses: [400],
    codes: ['Request_BadRequest'],
    ...refused,
    fresh: { ...spreading, after: 'making', forMs: patience.object },
  },
  {
    from: 'graph',
    codes: ['BadRequest'],
    statuses: [400],
    helper: 'administrator',
    problem: 'licence-missing',
    title: '{tenant|Your tenant} lacks what this part needs',
    sentence: 'Microsoft says that the question does not apply to this tenant, usually for want of a licence.',
    remedy: 'Check the licences of the tenant, or leave this part out.',
  },
];
