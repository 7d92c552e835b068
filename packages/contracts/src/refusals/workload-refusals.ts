import type { ServiceRefusal } from './refusal.ts';

/** What the reads of the proof may meet, and what it means for a backup. */
export const workloadRefusals = {
  certificateNeeded: {
    from: 'sharepoint',
    statuses: [401],
    codes: ['certificate-needed'],
    helper: 'you',
    problem: 'microsoft-refused',
    title: 'SharePoint needs a certificate',
    sentence: 'The permission is granted, but SharePoint’s own interface does not take a client secret.',
    remedy: 'Let the assistant add a certificate: choose it in the plan, in addition to the secret or instead of it.',
  },
  sharePointBusy: {
    from: 'sharepoint',
    statuses: [429, 503],
    helper: 'nobody',
    problem: 'microsoft-busy',
    title: 'SharePoint is busy',
    sentence: 'It asks us to slow down. Nothing is lost.',
    remedy: 'Wait a minute and try again.',
  },
  ewsBlocked: {
    from: 'exchange',
    codes: ['ews-blocked'],
    helper: 'administrator',
    problem: 'microsoft-refused',
    title: 'Exchange Web Services are turned off for this application',
    sentence:
      'The permission is granted, but the tenant’s switch or allow list blocks it. Microsoft ends the service for everybody on 1 April 2027.',
    remedy: 'Ask an Exchange Administrator to add the application ID to the EWS allow list.',
  },
  mailboxesLimited: {
    from: 'exchange',
    codes: ['ErrorAccessDenied'],
    helper: 'administrator',
    problem: 'microsoft-refused',
    title: 'An access policy of Exchange limits this application',
    sentence: 'It may read some mailboxes only.',
    remedy: 'Ask an Exchange Administrator to include it in the policy.',
  },
} as const satisfies Record<string, ServiceRefusal>;
