export const grantPermissions = {
  'grant-permissions.title': 'Grant the permissions',
  'grant-permissions.undo-title': 'Remove the permissions',
  'grant-permissions.waiting': 'Microsoft is still replicating the permissions',
  'grant-permissions.plan':
    '{count, plural, one {# permission is} other {# permissions are}} granted for the whole organization.',
  'grant-permissions.plan-by-hand': 'The script grants the {count, plural, one {# permission} other {# permissions}}.',
  'grant-permissions.grants': 'Grants permissions of {api}, up to twenty in a request',
  'grant-permissions.removes': 'Removes a permission that is not in the plan',
  'grant-permissions.some': '{granted} of {wanted} {granted, plural, one {is} other {are}} granted.',
  'grant-permissions.all': 'All {wanted} are granted.',
  'grant-permissions.all-offered':
    '{granted} of {wanted} {granted, plural, one {is} other {are}} granted; this tenant does not offer the others.',
  'grant-permissions.gone': '{count, plural, one {A permission is} other {# permissions are}} not granted any more.',
  'grant-permissions.needs-approval': 'Needs an approval',
  'grant-permissions.answered': 'Microsoft answered {code}',
} as const;
