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
  'alerts.open': 'Look at it',
  'alerts.id': 'ID of this message: {id}. If it comes twice, it says the same.',
  'alerts.client-secret-needed': 'Give the client secret of the application that gets the token.',
} as const;
