export const grantPermissions = {
  'grant-permissions.title': 'Grant the permissions',
  'grant-permissions.undo-title': 'Remove the permissions',
  'grant-permissions.waiting': 'Microsoft is still replicating the permissions',
  'grant-permissions.undo-plan':
    '{count, plural, one {The one permission of the application is} other {All # permissions of the application are}} removed.',
  'grant-permissions.undo-unseen': 'No permission of the application is to be seen. If any appears, it is removed.',
  'grant-permissions.undo-adopted':
    'Permissions that the application had before stay. Those granted since are removed when it is given back.',
  'grant-permissions.plan':
    '{count, plural, one {# permission is} other {# permissions are}} granted for the whole organization.',
  'grant-permissions.plan-by-hand': 'The script grants the {count, plural, one {# permission} other {# permissions}}.',
  'grant-permissions.grants': 'Grants permissions of {api}, up to twenty in a request',
  'grant-permissions.removes': 'Removes a permission that is not in the plan',
  'grant-permissions.some': '{granted} of {wanted} {granted, plural, one {is} other {are}} granted.',
  'grant-permissions.all': 'All {wanted} are granted.',
  'grant-permissions.all-offered':
    '{granted} of {wanted} {granted, plural, one {is} other {are}} granted; this tenant does not offer the others.',
  'grant-permissions.missing': '{permission} ({api}) is not granted.',
  'grant-permissions.gone': '{count, plural, one {A permission is} other {# permissions are}} not granted any more.',
  'grant-permissions.needs-approval': 'Needs an approval',
  'grant-permissions.answered': 'Microsoft answered {code}',
  'grant-permissions.heading': '{number}. The permissions',
  'grant-permissions.no-api': 'This tenant has no service principal of {api}. Make a new plan.',
  'grant-permissions.looks-before-each-try':
    'Looks before each try, so that a grant whose answer was lost is not asked for twice.',
  'grant-permissions.seen-at-next-look': 'What is refused because it is there already is seen at the next look.',
} as const;
