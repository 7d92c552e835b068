export const approveAssistant = {
  'approve-assistant.title': 'Approval of this assistant',
  'approve-assistant.waiting': 'Microsoft is still replicating the approval',
  'approve-assistant.plan': 'An administrator approves this assistant.',
  'approve-assistant.nobody': 'Nobody is signed in for whom this assistant can act',
  'approve-assistant.not-yet': 'Not approved yet: {scopes}',
  'approve-assistant.approved': 'Your organization has approved this assistant.',
  'approve-assistant.sign-in-again': 'Sign in again so that the setup can continue.',
  'approve-assistant.approve':
    'Approve this assistant for your organization, or send the approval address to an administrator who can.',
} as const;
