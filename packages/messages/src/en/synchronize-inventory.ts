export const synchronizeInventory = {
  'synchronize-inventory.title': 'First synchronization',
  'synchronize-inventory.waiting': 'vPlus is reading the tenant',
  'synchronize-inventory.plan':
    'vPlus signs in with its credential and lists your users and sites. You need not wait for it.',
  'synchronize-inventory.plan-replaced':
    'vPlus signs in with the new credential and lists your users and sites. The old credential stays until it has.',
  'synchronize-inventory.replaced-stays':
    'The old credential is still there and was not removed. vPlus holds the new one.',
  'synchronize-inventory.starts': 'Starts a synchronization',
  'synchronize-inventory.no-look': 'vPlus does not let us look. Start the synchronization there.',
  'synchronize-inventory.no-credential-yet': 'vPlus has no credential of this plan yet',
  'synchronize-inventory.not-read-yet': 'vPlus has not read the tenant with this credential yet.',
  'synchronize-inventory.not-read-since': 'vPlus has not read the tenant since the credential was handed over.',
  'synchronize-inventory.read': 'vPlus has read the tenant with the credential that it holds now.',
  'synchronize-inventory.read-but-failed':
    'vPlus has read the tenant with the credential that it holds now. Its newest synchronization failed: {trouble}',
} as const;
