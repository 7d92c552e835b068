import {
  applicationAcrossTenants,
  applicationAtRisk,
  applicationByConditionalAccess,
  applicationNotAssigned,
} from './application-sign-in.ts';
import { patience } from './patience.ts';
import type { SignInRefusal } from './refusal.ts';
import { wrongSetUp } from './wrong-set-up.ts';

/** Which account, in which organization, and what Microsoft wants of it. */
export const accountRefusals: readonly SignInRefusal[] = [
  {
    numbers: [50020, 50034, 51004, 90072, 16000, 16003, 50014, 50177, 50178],
    helper: 'you',
    problem: 'account-not-in-tenant',
    title: 'This account does not belong there',
    sentence: '{user|This account} is not a member of {tenant|the organization that you tried to sign in to}.',
    remedy:
      'Sign in with an account of that organization, or enter your own organization under “Sign in to another tenant”.',
  },
  {
    numbers: [500208, 50194, 9001023],
    helper: 'you',
    problem: 'work-account-needed',
    title: 'Use your work or school account',
    sentence: 'This is a personal Microsoft account, or the sign-in was sent to a place for personal accounts.',
    remedy: 'Sign in with the account that you administer your organization with.',
  },
  {
    numbers: [50105],
    helper: 'administrator',
    problem: 'not-assigned',
    title: '{user|You} may not use this application yet',
    sentence: '{tenant|Your organization} lets only people use it who are assigned to it.',
    remedy: 'Ask an administrator to assign you under Enterprise applications, Users and groups.',
    application: applicationNotAssigned,
  },
  {
    // An application alone meets it; it speaks of what was granted, which takes its time to spread.
    numbers: [501051],
    ...applicationNotAssigned,
    fresh: {
      after: 'making',
      forMs: patience.object,
      helper: 'nobody',
      problem: 'microsoft-spreading',
      title: 'Microsoft is putting the permissions into effect',
      sentence: 'They were granted a moment ago, and not every Microsoft server knows them yet.',
      remedy: 'Wait a minute and try again.',
    },
  },
  {
    numbers: [500212, 500213, 500021, 500022, 50002, 1000104],
    helper: 'administrator',
    problem: 'tenant-access-blocked',
    title: 'A rule between organizations blocks this sign-in',
    sentence: 'Your network or a cross-tenant rule does not let you reach {tenant|this tenant} from here.',
    remedy: 'Ask the people who manage the tenant restrictions of your company, or use another network.',
    application: applicationAcrossTenants,
  },
  {
    numbers: [50072, 50079, 50074, 50076, 50078, 53004, 53010],
    helper: 'you',
    problem: 'sign-in-again',
    title: 'Microsoft wants a second factor',
    sentence: 'This sign-in needs to be confirmed by a second factor, or the last confirmation is too old.',
    remedy:
      'Sign in again and have your authenticator at hand. Where it may be set up only in certain places or on certain devices, do it there.',
  },
  {
    numbers: [50158, 50097, 50129, 50155, 50187, 700003, 135011],
    helper: 'you',
    problem: 'sign-in-again',
    title: 'Microsoft wants to verify your device',
    sentence: 'This sign-in needs a registered device or an additional confirmation.',
    remedy: 'Sign in again in a browser on a device that your organization manages.',
  },
  {
    numbers: [53000, 53001, 53002, 53003, 530032, 530035, 50005, 50127, 50131, 90123],
    helper: 'administrator',
    problem: 'conditional-access-blocked',
    title: 'A rule of {tenant|your organization} blocked this sign-in',
    sentence:
      'Conditional Access or the security defaults do not allow it like this ({policy|the sign-in log names the rule}).',
    remedy:
      'Use a managed device in an allowed place. Otherwise send the correlation ID to whoever keeps the sign-in rules: it finds this attempt in the sign-in log.',
    application: applicationByConditionalAccess,
  },
  {
    numbers: [53011, 530034, 50053],
    helper: 'administrator',
    problem: 'account-risky',
    title: 'Microsoft has blocked this account',
    sentence: 'It locked {user|the account}, or considers it at risk.',
    remedy: 'Ask your security team to release the account.',
    application: applicationAtRisk,
  },
  {
    numbers: [50057],
    helper: 'administrator',
    problem: 'account-risky',
    title: 'This account is disabled',
    sentence: 'An administrator has disabled {user|the account} in Entra ID, so Microsoft gives it no access.',
    remedy: 'Sign in with another account, or ask an administrator of your organization to enable this one.',
  },
  {
    numbers: [50055, 50144, 50135],
    helper: 'you',
    problem: 'sign-in-again',
    title: 'Your password has expired',
    sentence: 'Microsoft wants a new password for {user|the account}. Your progress is kept.',
    remedy: 'Sign in again, choose a new password when Microsoft asks for it, and go on.',
  },
  {
    numbers: [50173, 50133, 50132, 500133, 70043, 700082, 70008, 700084],
    helper: 'you',
    problem: 'sign-in-again',
    title: 'Your sign-in has ended',
    sentence: 'It expired, the password was changed, or a policy ended it. Your progress is kept.',
    remedy: 'Sign in again to continue.',
  },
  {
    // Beside the ends by time: an assertion or a session that Microsoft cannot use (any more).
    numbers: [50013, 50085, 50089, 50197, 160021, 700020],
    helper: 'you',
    problem: 'sign-in-again',
    title: 'Microsoft cannot use this sign-in any more',
    sentence: 'It is too old, or belongs to another session of this browser. Your progress is kept.',
    remedy: 'Sign in again to continue.',
  },
  {
    numbers: [50126, 50056, 50064],
    helper: 'you',
    problem: 'sign-in-again',
    title: 'Microsoft does not know this name with this password',
    sentence: 'One of the two was mistyped, or the password was changed.',
    remedy: 'Sign in again.',
  },
  {
    numbers: [54005, 70000, 501481, 500112, 700005],
    helper: 'you',
    problem: 'sign-in-link-used',
    title: 'That sign-in was already used',
    sentence: 'A double click, the back button or another tab used this sign-in before. Nothing was changed.',
    remedy: 'Start the sign-in again from this assistant.',
  },
  {
    numbers: [50199, 50140, 50058, 50125, 50168],
    silent: true,
    helper: 'you',
    problem: 'sign-in-again',
    title: 'Microsoft asked you to sign in',
    sentence: 'This is a normal part of signing in, not an error.',
    remedy: 'Sign in again to continue.',
  },
  {
    numbers: [50196],
    ...wrongSetUp,
    problem: 'too-many-attempts',
    title: 'Too many attempts; we are pausing',
    sentence: 'The same sign-in was tried again and again in a short time, and Microsoft stopped it.',
    remedy: 'Wait five minutes and try once. If it comes back, send the support bundle to whoever runs this assistant.',
  },
];
