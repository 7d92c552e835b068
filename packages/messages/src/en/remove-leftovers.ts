export const removeLeftovers = {
  'remove-leftovers.title': 'Remove owners and leftover credentials',
  'remove-leftovers.waiting': 'Microsoft is still replicating the removal',
  'remove-leftovers.plan': 'Owners and credentials that do not belong there are removed, if there are any.',
  'remove-leftovers.plan-by-hand':
    'If there are owners or credentials that do not belong there, you are asked to remove them.',
  'remove-leftovers.if-owner': 'Removes an owner that does not belong there, if there is one',
  'remove-leftovers.if-owner-of-principal':
    'Removes an owner of the enterprise application that does not belong there, if there is one',
  'remove-leftovers.if-secret': 'Removes a client secret that does not belong there, if there is one',
  'remove-leftovers.if-certificate': 'Removes a certificate that does not belong there, if there is one',
  'remove-leftovers.removes-federated': 'Removes a federated credential',
  'remove-leftovers.nothing-yet': 'The application or its credential does not exist yet',
  'remove-leftovers.owners':
    'The application has {count, plural, one {# owner} other {# owners}}, who could add credentials.',
  'remove-leftovers.principal-owners':
    'The enterprise application has {count, plural, one {# owner} other {# owners}}, who could add credentials.',
  'remove-leftovers.strays':
    '{count, plural, one {# earlier credential of this connection is} other {# earlier credentials of this connection are}} still there.',
  'remove-leftovers.none': 'There is no owner and no credential that does not belong there.',
  'remove-leftovers.consent-unread': 'This sign-in may not read whether people consented to it.',
  'remove-leftovers.heading': '{number}. No owner: an owner could add credentials without any role',
} as const;
