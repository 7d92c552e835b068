export const createServicePrincipal = {
  'create-service-principal.not-there-yet': 'The enterprise application does not exist yet',
  'create-service-principal.title': 'Create the enterprise application (service principal)',
  'create-service-principal.undo-title': 'Delete the enterprise application',
  'create-service-principal.give-back-title': 'Give the enterprise application back',
  'create-service-principal.undo-plan': 'The enterprise application is deleted with the application.',
  'create-service-principal.undo-unseen': 'No enterprise application is to be seen. If one appears, it is deleted.',
  'create-service-principal.undo-adopted': 'It is given back together with the application.',
  'create-service-principal.plan': 'The enterprise application (service principal) is created in your tenant.',
  'create-service-principal.plan-by-hand': 'The script creates the enterprise application (service principal).',
  'create-service-principal.creates': 'Creates it, or switches it on',
  'create-service-principal.lacks-tags': 'It lacks our tags.',
  'create-service-principal.in-bin': 'The enterprise application is among the deleted ones.',
  'create-service-principal.sign-in-off':
    'Sign-in is turned off for the enterprise application: Microsoft gives it no new tokens, so no backup can run.',
  'create-service-principal.deactivated':
    'The enterprise application is deactivated: Microsoft gives it no new tokens, so no backup can run.',
  'create-service-principal.by-microsoft':
    'Microsoft has disabled the enterprise application ({status}): no backup can run. Only Microsoft’s support can tell why and turn it on again.',
  'create-service-principal.own-credentials':
    'The enterprise application has {count, plural, one {a credential of its own} other {# credentials of its own}}, beside those of the application: whoever has {count, plural, one {it} other {one of them}} can sign in as the application. Turn off the application’s property lock in Microsoft Entra, remove {count, plural, one {it} other {them}} with Remove-MgServicePrincipalPassword or Remove-MgServicePrincipalKey, and connect again, which turns the lock on.',
  'create-service-principal.id': 'Service principal ID',
  'create-service-principal.heading': '{number}. Its identity in the tenant',
  'create-service-principal.not-seen-yet': 'Microsoft does not show the enterprise application yet.',
  'create-service-principal.survey': 'All that the steps below rest on, in one request.',
  'create-service-principal.nothing-seen-yet': 'Microsoft does not show yet what was made.',
} as const;
