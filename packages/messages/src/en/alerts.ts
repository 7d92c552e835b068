/** What people are told by mail and webhooks. */
export const alerts = {
  'alerts.subject':
    '{severity, select, critical {Critical} warning {Warning} other {Note}}: {event, select, opened {new finding} worse {a finding got worse} ended {a finding has ended} other {test}} at {tenant}',
  'alerts.subject-test': 'Test of the channel {channel}',
  'alerts.opened': 'There is a new finding at {tenant}: {what}',
  'alerts.worse': 'A finding at {tenant} got worse: {what}',
  'alerts.ended': 'A finding at {tenant} has ended: {what}',
  'alerts.test': 'This is a test of the channel {channel}. Nothing happened in any tenant.',
  'alerts.where': 'Look at it, after a sign-in: {url}',
  'alerts.id': 'Id of this message: {id}. If it comes twice, it says the same.',
  'alerts.client-secret-needed': 'Give the client secret of the application that gets the token.',
} as const;
