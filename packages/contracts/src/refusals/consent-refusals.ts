import { patience } from './patience.ts';
import type { SignInRefusal } from './refusal.ts';
import { wrongSetUp } from './wrong-set-up.ts';

const askForTheApproval = 'Send the approval address to a Global Administrator or a Cloud Application Administrator.';

/** Approving this assistant, or not. */
export const consentRefusals: readonly SignInRefusal[] = [
  {
    numbers: [65001, 90008],
    helper: 'you',
    problem: 'assistant-not-approved',
    title: '{tenant|Your organization} has not approved this assistant yet',
    sentence: 'Without an approval Microsoft does not let this assistant act for you.',
    remedy: 'Approve it, or send the approval address to an administrator who can.',
    fresh: {
      after: 'consent',
      forMs: patience.consent,
      helper: 'nobody',
      problem: 'assistant-not-approved',
      title: 'Microsoft is still replicating the approval',
      sentence: 'The approval was given a moment ago, and not every Microsoft server knows it yet.',
      remedy: 'Wait a moment and try again. It may take up to ten minutes.',
    },
  },
  {
    numbers: [65004],
    helper: 'you',
    problem: 'consent-refused',
    title: 'You did not accept the permissions',
    sentence: 'The list of permissions was cancelled. Nothing was changed.',
    remedy: 'Read the list again and accept it, or ask another administrator to do so.',
  },
  {
    numbers: [90094, 90095],
    helper: 'administrator',
    problem: 'consent-blocked-by-policy',
    title: 'Only an administrator can approve this assistant',
    sentence: '{tenant|Your organization} does not let {user|this account} approve applications.',
    remedy: askForTheApproval,
  },
  {
    numbers: [90093],
    helper: 'administrator',
    problem: 'role-missing',
    title: 'You do not have the role to approve this',
    sentence:
      '{user|This account} does not have a role that can grant these permissions in {tenant|your organization}.',
    remedy: `${askForTheApproval} A role that was just given takes up to 15 minutes to work.`,
  },
  {
    numbers: [90099],
    helper: 'administrator',
    problem: 'assistant-not-approved',
    title: 'The customer has not approved this assistant yet',
    sentence: 'Partner access works only in a tenant that has approved this assistant itself.',
    remedy: 'Have an administrator of {tenant|the customer} approve it first, or approve it through Partner Center.',
  },
  {
    numbers: [650051],
    helper: 'nobody',
    problem: 'microsoft-spreading',
    title: 'The assistant is already being added to {tenant|your tenant}',
    sentence: 'Microsoft has not finished with an earlier approval.',
    remedy: 'Wait half a minute and try again.',
  },
  {
    numbers: [65002, 65005, 650056, 650057],
    ...wrongSetUp,
    sentence: 'Its list of permissions is not registered correctly. Nothing was changed.',
  },
];
