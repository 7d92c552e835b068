/** What a refusal of a remote system means, where it is no row of the catalogue of refusals. */
export const refusals = {
  'refusals.confirm-title': 'Microsoft wants you to confirm again',
  'refusals.confirm': 'A rule of your organization asks for a fresh sign-in or a second factor. Your progress is kept.',
  'refusals.confirm-remedy': 'Sign in again to continue.',
} as const;
