/** What people are told by mail, webhooks, Teams and Slack. */
export const alerts = {
  'alerts.subject':
    '{event, select, ended {Resolved: a finding} worse {{severity, select, critical {Critical} warning {Warning} other {Good to know}}: a finding got worse} other {{severity, select, critical {Critical} warning {Warning} other {Good to know}}: a finding is open}} at {tenant}',
  'alerts.subject-test': 'Test of the channel {channel}',
  'alerts.opened': 'A finding is open at {tenant}: {what}',
  'alerts.worse': 'A finding at {tenant} got worse: {what}',
  'alerts.ended': 'A finding at {tenant} is resolved. It was: {what}',
  'alerts.test': 'This is a test of the channel {channel}. Nothing happened in any tenant.',
  'alerts.where': 'To look at it, sign in here: {url}',
  'alerts.digest': 'The daily digest',
  'alerts.subject-digest': 'Daily digest: {count, plural, one {one change} other {# changes}} in findings',
  'alerts.digest-changes': 'What changed since the last digest:',
  'alerts.digest-line':
    '{event, select, opened {Open} worse {Worse} other {Resolved}}, {severity, select, critical {critical} warning {warning} other {good to know}}, {tenant}: {what}',
  'alerts.digest-more': '… and {count, plural, one {one more} other {# more}}.',
  'alerts.digest-open': 'What is open now of what this channel takes, by tenant:',
  'alerts.digest-open-line':
    '{tenant}: {critical} critical, {warning, plural, one {# warning} other {# warnings}}, {info} good to know',
  'alerts.digest-open-none': 'Nothing that this channel takes is open now.',
  'alerts.open': 'Look at it',
  'alerts.id': 'ID of this message: {id}. If it comes twice, it says the same.',
  'alerts.client-secret-needed': 'Give the client secret of the application that gets the token.',
} as const;
