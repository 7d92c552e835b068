import { patience } from './patience.ts';
import type { Meaning, ServiceRefusal } from './refusal.ts';
import { wrongSetUp } from './wrong-set-up.ts';

const spreading: Meaning = {
  helper: 'nobody',
  problem: 'microsoft-spreading',
  title: 'Microsoft is still replicating what was just created',
  sentence: 'Not every Microsoft server knows it yet.',
  remedy: 'Wait a minute and try again.',
};

const refused: Meaning = {
  helper: 'operator',
  problem: 'microsoft-refused',
  title: 'Microsoft refused a request',
  sentence: 'Microsoft refused what this assistant asked for, and waiting does not help.',
  remedy: 'Try again. If it happens again, send the support bundle to whoever runs this assistant.',
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
    title: '{tenant|Your tenant} does not have a licence for this',
    sentence: 'Microsoft answers this only for tenants that have the licence for it.',
    remedy: 'Check the licences of the tenant, or leave this part out.',
  },
  {
    from: 'graph',
    codes: ['Directory_QuotaExceeded'],
    helper: 'administrator',
    problem: 'directory-full',
    title: 'The directory of {tenant|your organization} is full',
    sentence: 'It, or your own account in it, holds as many objects as Microsoft allows.',
    remedy: 'Delete what is not needed, delete permanently what was deleted before, and try again.',
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
    title: 'A policy of {tenant|your organization} limits how long credentials are valid',
    sentence: 'The credential would be valid for longer than the policy allows.',
    remedy: 'Make the plan again, without an exemption if you chose one: it uses the longest time that is allowed.',
  },
  {
    from: 'graph',
    codes: ['CredentialTypeNotAllowedAsPerAppPolicy'],
    helper: 'administrator',
    problem: 'policy-forbids-secret',
    title: 'A policy of {tenant|your organization} forbids client secrets',
    sentence: 'Applications of this tenant may not sign in with a secret.',
    remedy:
      'Choose a certificate in the plan, or ask a Security Administrator for an exception. Where it can, the plan also offers to exempt this application.',
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
    title: 'Microsoft asks you to sign in again',
    sentence: 'Your sign-in has expired, or Microsoft wants you to confirm it. Your progress is kept.',
    remedy: 'Sign in again to continue.',
  },
  {
    from: 'graph',
    statuses: [403],
    helper: 'administrator',
    problem: 'role-missing',
    title: 'You do not have the role for this',
    sentence: '{user|The person who signed in} does not have a role that allows this in {tenant|your organization}.',
    remedy: 'Ask a Global Administrator of your organization to do this step.',
  },
  {
    from: 'graph',
    statuses: [404],
    codes: ['Request_ResourceNotFound', 'ResourceNotFound'],
    helper: 'administrator',
    problem: 'application-gone',
    title: 'What was created no longer exists',
    sentence: 'Microsoft cannot find it, although it was created some time ago. Somebody may have deleted it.',
    remedy: 'Try again. A deleted application is restored within 30 days; after that a new one is created.',
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
    title: '{tenant|Your tenant} does not have what this part needs',
    sentence: 'Microsoft says that this does not apply to the tenant, usually because a licence is missing.',
    remedy: 'Check the licences of the tenant, or leave this part out.',
  },
];
