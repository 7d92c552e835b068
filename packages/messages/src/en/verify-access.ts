export const verifyAccess = {
  'verify-access.title': 'Prove that the access works',
  'verify-access.waiting': 'Microsoft is putting the permissions into effect',
  'verify-access.plan': 'The application signs in and reads one item from each service, without any content.',
  'verify-access.fresh-token': 'A fresh token for each service',
  'verify-access.one-user': 'One user, its ID only',
  'verify-access.one-group': 'One group, its ID only',
  'verify-access.one-team': 'One team, its ID only',
  'verify-access.root-site-address': 'The address of the root site',
  'verify-access.root-site': 'The ID of the root site',
  'verify-access.one-inbox': 'The ID of one inbox; reads only',
  'verify-access.nothing-yet': 'There is nothing to prove yet',
  'verify-access.not-known-yet': 'Some services do not know the new application yet.',
  'verify-access.no-answer': 'Microsoft does not answer the test reads.',
  'verify-access.proved': 'Proved',
  'verify-access.no-proof':
    'There is no proof yet, and only vPlus can sign in: a new credential would prove the access.',
  'verify-access.other-credentials':
    'The application signs in with other credentials than at the last proof, and only vPlus has them. What is shown is from then: a new credential would prove the access.',
  'verify-access.other-permissions':
    'The permissions have changed since the last proof, and only vPlus can sign in: a new credential would prove them.',
  'verify-access.read-refused': '{service} refuses the application. {why}',
  'verify-access.read-unproved': 'Nobody knows whether {service} lets the application in. {why}',
  'verify-access.without-certificate':
    'It answered when the application signed in with a certificate. Now it signs in with a client secret, which SharePoint’s own interface does not take.',
  'verify-access.answered-before':
    'Each fresh token that Microsoft gave had all its permissions. {answered} of {all, plural, one {# service} other {# services}} answered.',
} as const;
