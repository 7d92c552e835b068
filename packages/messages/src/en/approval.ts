/** Why what an approver was shown is not so any more. */
export const approval = {
  'approval.application-gone': 'The application is not there any more.',
  'approval.application-there': 'An application of this connection is there already ({clientId}).',
  'approval.another-application': 'Its place was taken by another application ({clientId}).',
  'approval.application-changed': 'The application was changed.',
  'approval.permissions-lost':
    '{count, plural, one {# permission of the plan is} other {# permissions of the plan are}} not offered here any more.',
  'approval.permissions-gained':
    '{count, plural, one {# more permission is} other {# more permissions are}} offered here now.',
} as const;
