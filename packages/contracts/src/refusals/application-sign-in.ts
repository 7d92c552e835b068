import type { ProblemCode } from '../problems.ts';
import type { Meaning } from './meaning.ts';

/**
 * The application that was made for vPlus signs in by itself (client credentials). What people do about a refused
 * sign-in (signing in again, another account, a managed device, an approval) does nothing for it.
 */
export const applicationBlocked: Meaning = {
  helper: 'administrator',
  problem: 'application-blocked',
  title: 'Microsoft does not let the application sign in',
  sentence:
    'The application of vPlus signs in without a person, and {tenant|your organization} or Microsoft refuses that. Signing in again does not change it.',
  remedy:
    'Look up the correlation ID in the sign-in logs of Entra ID, under Service principal sign-ins: the entry says which rule it was. Whoever keeps that rule can exclude the application.',
};

/** https://learn.microsoft.com/entra/identity/conditional-access/workload-identity */
export const applicationByConditionalAccess: Meaning = {
  ...applicationBlocked,
  title: 'Conditional Access blocks the application in {tenant|your tenant}',
  sentence:
    'The application of vPlus signs in without a person, and a policy for workload identities does not allow it ({policy|the service principal sign-in log names the policy}).',
  remedy:
    'Ask a Conditional Access Administrator to exclude the application (its service principal) from that policy, or to allow the locations from which this assistant and the vPlus server sign in. Then try again.',
};

/** https://learn.microsoft.com/entra/id-protection/concept-workload-identity-risk */
export const applicationAtRisk: Meaning = {
  ...applicationBlocked,
  title: 'Microsoft considers the application at risk',
  sentence: 'Entra ID has locked the application of vPlus in {tenant|your tenant}, or considers it at risk.',
  remedy:
    'Ask a Security Administrator to look at the application under ID Protection, Risky workload identities. Once the risk is dismissed, try again.',
};

export const applicationNotAssigned: Meaning = {
  ...applicationBlocked,
  title: '{service|A service of Microsoft} lets in assigned applications only',
  sentence: 'Its enterprise application requires an assignment, and Microsoft finds none for the application of vPlus.',
  remedy:
    'Make a new plan and approve it, which grants what is missing. If every permission is granted, ask a Cloud Application Administrator to look at “Assignment required” of that service under Enterprise applications, Properties.',
};

/** The network of the assistant is meant, not that of a person. */
export const applicationAcrossTenants: Meaning = {
  ...applicationBlocked,
  helper: 'operator',
  problem: 'tenant-access-blocked',
  title: 'A rule between organizations blocks the application',
  sentence:
    'The network of this assistant, or a cross-tenant rule, does not let the application sign in to {tenant|this tenant}.',
  remedy:
    'Ask whoever manages the tenant restrictions of that network to allow this tenant. The vPlus server signs in from its own network, which may need the same.',
};

/** What a person solves by signing in, by another account or by an approval. */
export const solvedByPeople: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'account-not-in-tenant',
  'account-risky',
  'assistant-not-approved',
  'conditional-access-blocked',
  'consent-blocked-by-policy',
  'consent-refused',
  'not-assigned',
  'role-missing',
  'sign-in-again',
  'sign-in-elsewhere',
  'sign-in-link-used',
  'work-account-needed',
]);
