import { directoryRefusals } from './directory-refusals.ts';
import type { Meaning, ServiceRefusal } from './refusal.ts';
import { workloadRefusals } from './workload-refusals.ts';
import { wrongSetUp } from './wrong-set-up.ts';

const startAgain: Meaning = {
  helper: 'you',
  problem: 'sign-in-required',
  title: 'The sign-in was interrupted',
  sentence:
    'It was left in the middle, or another window of this assistant was signing in as well. Nothing was changed.',
  remedy: 'Close the other windows of this assistant, reload this page and start the sign-in again.',
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
    sentence: 'It wants you to sign in before it continues. Your progress is kept.',
    remedy: 'Sign in again to continue.',
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
    title: 'Microsoft’s page ended without an approval',
    sentence: 'Somebody cancelled it, or this account is not allowed to do it. Nothing was changed.',
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
    sentence: 'Your browser blocked a pop-up window.',
    remedy: 'Start the sign-in again. It continues in this window.',
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
    sentence: 'Your browser cannot reach Microsoft’s sign-in.',
    remedy: 'Check your network and try again.',
  },
];

/** Everything that is told by a status or a word instead of an AADSTS number; the first that fits counts. */
export const serviceRefusals: readonly ServiceRefusal[] = [
  ...directoryRefusals,
  ...signIn,
  ...browser,
  ...Object.values(workloadRefusals),
];
