import { directoryRefusals } from './directory-refusals.ts';
import type { Meaning, ServiceRefusal } from './refusal.ts';
import { wrongSetUp } from './wrong-set-up.ts';

const startAgain: Meaning = {
  helper: 'you',
  problem: 'sign-in-required',
  title: 'The sign-in was interrupted',
  sentence:
    'It was left in the middle, or another window of this assistant was signing in as well. Nothing was changed.',
  remedy: 'Close the other windows of this assistant and start the sign-in again.',
};

/** OAuth's own errors, for answers without a number: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
const signIn: readonly ServiceRefusal[] = [
  {
    from: 'sign-in',
    codes: ['temporarily_unavailable', 'server_error'],
    helper: 'nobody',
    problem: 'microsoft-busy',
    title: 'Microsoft is busy',
    sentence: 'Its sign-in servers cannot answer at the moment. Nothing is lost.',
    remedy: 'Wait a minute and try again.',
  },
  {
    from: 'sign-in',
    codes: ['interaction_required', 'login_required', 'invalid_grant', 'expired_token'],
    helper: 'you',
    problem: 'sign-in-again',
    title: 'Microsoft wants you to confirm again',
    sentence: 'It wants to see you before it goes on. Your progress is kept.',
    remedy: 'Sign in again and go on.',
  },
  {
    from: 'sign-in',
    codes: ['consent_required'],
    helper: 'administrator',
    problem: 'assistant-not-approved',
    title: '{tenant|Your organization} has not approved this assistant yet',
    sentence: 'Without an approval Microsoft does not let this assistant act for you.',
    remedy: 'Approve it, or send the approval address to an administrator who can.',
  },
  {
    from: 'sign-in',
    codes: ['access_denied'],
    helper: 'you',
    problem: 'consent-refused',
    title: 'Microsoft’s page was left with a no',
    sentence: 'Somebody cancelled, or this account may not do it. Nothing was changed.',
    remedy: 'Start again, or ask an administrator who can.',
  },
  {
    from: 'sign-in',
    codes: [
      'invalid_client',
      'invalid_request',
      'invalid_resource',
      'invalid_scope',
      'unauthorized_client',
      'unsupported_grant_type',
      'unsupported_response_type',
    ],
    ...wrongSetUp,
  },
];

/** What the sign-in library reports of this browser: https://learn.microsoft.com/entra/msal/javascript/browser/errors */
const browser: readonly ServiceRefusal[] = [
  {
    from: 'browser',
    codes: ['popup_window_error', 'empty_window_error'],
    ...startAgain,
    title: 'The sign-in window was blocked',
    sentence: 'Your browser did not let a window open.',
    remedy: 'Start the sign-in again: it goes on in this window.',
  },
  {
    from: 'browser',
    codes: ['user_cancelled'],
    ...startAgain,
    title: 'You left the sign-in',
    sentence: 'Nothing was changed.',
    remedy: 'Start it again when you are ready.',
  },
  { from: 'browser', codes: ['interaction_in_progress', 'timed_out', 'monitor_window_timeout'], ...startAgain },
  {
    from: 'browser',
    codes: [
      'state_mismatch',
      'state_not_found',
      'invalid_state',
      'unable_to_parse_state',
      'state_interaction_type_mismatch',
      'no_token_request_cache_error',
      'no_cached_authority_error',
      'nonce_mismatch',
    ],
    ...startAgain,
    title: 'We did not ask for this answer',
    sentence: 'It belongs to another window or to nobody, so we do not act on it. Nothing was changed.',
  },
  {
    from: 'browser',
    codes: ['no_network_connectivity', 'post_request_failed', 'get_request_failed'],
    helper: 'nobody',
    problem: 'microsoft-unreachable',
    title: 'Microsoft does not answer',
    sentence: 'Your browser does not reach Microsoft’s sign-in.',
    remedy: 'Check your network and try again.',
  },
];

/** Reads of the proof, and what they mean for a backup. */
const workloads: readonly ServiceRefusal[] = [
  {
    from: 'sharepoint',
    statuses: [401],
    codes: ['certificate-needed'],
    helper: 'you',
    problem: 'microsoft-refused',
    title: 'SharePoint needs a certificate',
    sentence: 'The permission is granted, but SharePoint’s own interface does not take a client secret.',
    remedy: 'Choose a certificate in the plan, beside the secret or instead of it.',
  },
  {
    from: 'sharepoint',
    statuses: [429, 503],
    helper: 'nobody',
    problem: 'microsoft-busy',
    title: 'SharePoint is busy',
    sentence: 'It asks us to slow down. Nothing is lost.',
    remedy: 'Wait a minute and try again.',
  },
  {
    from: 'exchange',
    codes: ['ews-blocked'],
    helper: 'administrator',
    problem: 'microsoft-refused',
    title: 'Exchange Web Services are switched off for this application',
    sentence:
      'The permission is granted, but the tenant’s switch or allow list blocks it. Microsoft ends it for all on 1 April 2027.',
    remedy: 'Ask an Exchange Administrator to add the application ID to the EWS allow list.',
  },
  {
    from: 'exchange',
    codes: ['ErrorAccessDenied'],
    helper: 'administrator',
    problem: 'microsoft-refused',
    title: 'An access policy of Exchange limits this application',
    sentence: 'It may read some mailboxes only.',
    remedy: 'Ask an Exchange Administrator to include it in the policy.',
  },
];

/** Everything that is told by a status or a word instead of an AADSTS number; the first that fits counts. */
export const serviceRefusals: readonly ServiceRefusal[] = [...directoryRefusals, ...signIn, ...browser, ...workloads];
