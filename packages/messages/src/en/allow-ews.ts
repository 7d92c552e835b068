export const allowEws = {
  'allow-ews.title': 'Check access to Exchange Web Services',
  'allow-ews.waiting': 'Exchange is applying the change',
  'allow-ews.plan':
    'Whether the application can use Exchange Web Services is tested. If not, you get the exact command.',
  'allow-ews.nothing-proved': 'Nothing is proved yet',
  'allow-ews.no-permission': 'Its permission is not part of this connection.',
  'allow-ews.answered': 'Exchange Web Services answered this application.',
  'allow-ews.not-tried': 'Exchange Web Services were not tried: {why}',
  'allow-ews.no-mailbox': 'nobody here has a mailbox.',
  'allow-ews.not-known': 'It is not known whether this application can use Exchange Web Services.',
  'allow-ews.closed': 'Exchange Web Services are closed to this application ({status}).',
  'allow-ews.end': 'Microsoft ends the service for everybody on 1 April 2027.',
  'allow-ews.ask':
    'full_access_as_app is granted, but Exchange does not let this application use Exchange Web Services. Only an Exchange Administrator can see why; the script looks first and acts accordingly. If the service is off, it turns it on for the allow list with this application, which cuts off nobody. If it is on with a list, it appends this application. If it is on without a list, or was never set, it changes nothing, explains what that means and asks you to decide.',
  'allow-ews.may-take-a-day':
    'A change can take up to 24 hours to reach every server. Until then, “Check again” may still find the service closed; what the script prints shows that it ran.',
} as const;
