export const lockApplication = {
  'lock-application.waiting': 'Microsoft is still replicating the lock',
  'lock-application.title': 'Lock the credentials of the enterprise application',
  'lock-application.plan': 'Nobody can add credentials to the enterprise application: its properties are locked.',
  'lock-application.plan-adopted':
    'Nobody can add credentials to the enterprise application: its properties are locked. Nor can its owner exchange a certificate there until you disconnect.',
  'lock-application.by-hand':
    'Credentials can still be added to the enterprise application. To lock it, open the Microsoft Entra admin center: App registrations, the application, Authentication, App instance property lock. Turn it on for all properties.',
  'lock-application.refused':
    'Microsoft did not accept the lock ({said}). Credentials can still be added to the enterprise application.',
  'lock-application.plan-by-hand': 'The script locks the credentials of the enterprise application.',
  'lock-application.no-application': 'The application does not exist yet',
  'lock-application.locked': 'Nobody can add credentials to the enterprise application.',
  'lock-application.not-locked': 'Credentials can still be added to the enterprise application: it is not locked.',
  'lock-application.locks': 'Locks the credentials of its service principals',
  'lock-application.terraform':
    'The provider cannot lock the application. After the apply turn the lock on, for all properties: Microsoft Entra\nadmin center, App registrations, the application, Authentication, App instance property lock.',
} as const;
