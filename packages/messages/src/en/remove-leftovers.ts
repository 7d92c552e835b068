export const removeLeftovers = {
  'remove-leftovers.title': 'Remove owners and leftover credentials',
  'remove-leftovers.waiting': 'Microsoft is still replicating the removal',
  'remove-leftovers.plan': 'Owners and leftover credentials of the application are removed, if there are any.',
  'remove-leftovers.plan-by-hand':
    'If the application has owners or leftover credentials, you are asked to remove them.',
  'remove-leftovers.if-owner': 'If Microsoft made you an owner',
  'remove-leftovers.if-owner-of-principal': 'If Microsoft made you an owner of that too',
  'remove-leftovers.if-secret': 'If an earlier attempt left a secret',
  'remove-leftovers.if-certificate': 'If an earlier attempt left a certificate',
  'remove-leftovers.removes-federated': 'Removes a federated credential',
  'remove-leftovers.nothing-yet': 'The application or its credential does not exist yet',
  'remove-leftovers.owners':
    'The application has {count, plural, one {# owner} other {# owners}}, who could add credentials.',
  'remove-leftovers.principal-owners':
    'The enterprise application has {count, plural, one {# owner} other {# owners}}, who could add credentials.',
  'remove-leftovers.strays':
    '{count, plural, one {# credential of an earlier attempt is} other {# credentials of earlier attempts are}} still there.',
  'remove-leftovers.none': 'The application has no owners and no other credentials.',
  'remove-leftovers.consent-unread': 'Consent of people to it may not be read with this sign-in.',
  'remove-leftovers.heading': '{number}. No owner: an owner could add credentials without any role',
} as const;
