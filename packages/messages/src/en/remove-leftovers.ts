export const removeLeftovers = {
  'remove-leftovers.title': 'Remove owners and leftover credentials',
  'remove-leftovers.waiting': 'Microsoft is still replicating the removal',
  'remove-leftovers.plan':
    'Owners and credentials that do not belong to the application are removed, if there are any.',
  'remove-leftovers.plan-by-hand':
    'If the application has owners or leftover credentials, you are asked to remove them.',
  'remove-leftovers.if-owner': 'Removes an owner, if there is one',
  'remove-leftovers.if-owner-of-principal': 'Removes an owner of the enterprise application, if there is one',
  'remove-leftovers.if-secret': 'Removes a client secret that does not belong there, if there is one',
  'remove-leftovers.if-certificate': 'Removes a certificate that does not belong there, if there is one',
  'remove-leftovers.removes-federated': 'Removes a federated credential',
  'remove-leftovers.nothing-yet': 'The application or its credential does not exist yet',
  'remove-leftovers.owners':
    'The application has {count, plural, one {# owner} other {# owners}}, who could add credentials.',
  'remove-leftovers.principal-owners':
    'The enterprise application has {count, plural, one {# owner} other {# owners}}, who could add credentials.',
  'remove-leftovers.strays':
    '{count, plural, one {# credential of an earlier attempt is} other {# credentials of earlier attempts are}} still there.',
  'remove-leftovers.none': 'There is no owner and no credential that does not belong there.',
  'remove-leftovers.consent-unread': 'This sign-in may not read whether people consented to it.',
  'remove-leftovers.heading': '{number}. No owner: an owner could add credentials without any role',
} as const;
