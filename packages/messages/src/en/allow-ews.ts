export const allowEws = {
  'allow-ews.title': 'Check access to Exchange Web Services',
  'allow-ews.waiting': 'Exchange is applying the change',
  'allow-ews.plan':
    'Whether the application can use Exchange Web Services is tested. If not, you get a script for an Exchange Administrator.',
  'allow-ews.nothing-proved': 'Nothing is proved yet',
  'allow-ews.no-permission': 'Its permission is not part of this connection.',
  'allow-ews.answered': 'Exchange Web Services answered this application.',
  'allow-ews.not-tried': 'Exchange Web Services were not tried. {why}',
  'allow-ews.no-mailbox': 'There is no proof of it yet.',
  'allow-ews.not-known': 'It is not known whether this application can use Exchange Web Services.',
  'allow-ews.closed': 'Exchange Web Services are closed to this application ({status}).',
  'allow-ews.end': 'Microsoft ends the service for everybody on 1 April 2027.',
  'allow-ews.ask':
    'full_access_as_app is granted, but Exchange does not let this application use Exchange Web Services. Only an Exchange Administrator can see why; the script looks first and acts accordingly. If the service is off, it turns it on for the allow list with this application, which cuts off nobody. If it is on with a list, it appends this application. If it is on without a list, or was never set, it changes nothing, explains what that means and asks you to decide.',
  'allow-ews.may-take-a-day':
    'A change can take up to 24 hours to reach every server. Until then, “Check again” may still find the service closed; what the script prints shows that it ran.',
  'allow-ews.script-role': 'As an Exchange Administrator: {command}',
  'allow-ews.script-decide':
    'Only where the script asks you to decide: set this to $true, and name the other applications that stay allowed.',
  'allow-ews.script-state': 'EwsEnabled: {enabled}. EwsAllowedAppIDs: {list}',
  'allow-ews.script-not-set': 'not set',
  'allow-ews.script-empty': 'empty',
  'allow-ews.script-order': 'What is in the list stays there, in its order: only what is missing is put behind it.',
  'allow-ews.script-off':
    'Exchange Web Services are off, so nobody uses them here: they are switched on for the list and this application.',
  'allow-ews.script-listed':
    'This application is on the list already. A change can take up to 24 hours to reach every server of Exchange.',
  'allow-ews.script-in-use': 'The list is in use: this application is appended, and nothing is taken off it.',
  'allow-ews.script-decided':
    'As you decided: they are on for this application, for those that you named, and for those on the list.',
  'allow-ews.script-on-without-list':
    'They are on without a list. Before October 2026 that let every application in, since then it may let none in.',
  'allow-ews.script-admits-only-listed':
    'Nothing was changed, because a list admits only those on it. See who uses them: Microsoft 365 admin center, Reports, Usage, Exchange, EWS usage.',
  'allow-ews.script-then-decide':
    'Then set $alsoAllow to the ids of those that must go on, set $decided to $true, and run this again.',
  'allow-ews.script-never-set':
    'The switch was never set. Microsoft switches them off for such tenants, one after the other, since October 2026.',
  'allow-ews.script-unchanged':
    'Nothing was changed. See who uses them: Microsoft 365 admin center, Reports, Usage, Exchange, EWS usage.',
} as const;
