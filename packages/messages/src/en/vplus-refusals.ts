/** What a refusal of vPlus means. */
export const vplusRefusals = {
  'vplus-refusal.other-address-title': 'The vPlus server sends us to another address',
  'vplus-refusal.other-address':
    'Nothing is followed there, so that no password travels to an address that nobody configured.',
  'vplus-refusal.other-address-remedy':
    'Have whoever runs vPlus check the address of the server in the configuration: name, port, https.',
  'vplus-refusal.unknown-path-title': 'The vPlus server does not know what we ask for',
  'vplus-refusal.unknown-path':
    'It answers, but not at the paths of its profile: another product, or another version of it.',
  'vplus-refusal.unknown-path-remedy':
    'Check the address of the server. If it is right, send the support details to whoever runs this assistant.',
  'vplus-refusal.log-in-refused-title': 'The vPlus server refuses our log-in',
  'vplus-refusal.log-in-refused': 'It does not take the name and password of this assistant’s account.',
  'vplus-refusal.log-in-refused-remedy': 'Have the person who runs vPlus correct the account in the configuration.',
  'vplus-refusal.session-ends-title': 'The vPlus server ends our session at once',
  'vplus-refusal.session-ends': 'It took the log-in, and did not know of it at the next request.',
  'vplus-refusal.session-ends-remedy':
    'Have the person who runs vPlus look at the account of this assistant, and at what is in front of the server.',
  'vplus-refusal.license-asked-title': 'The licence of the vPlus server does not allow this',
  'vplus-refusal.license-asked': 'The server asks for a larger licence.',
  'vplus-refusal.license-asked-remedy': 'Have the person who runs vPlus extend its licence, then try again.',
  'vplus-refusal.license-said-title': 'The licence of the vPlus server does not allow this',
  'vplus-refusal.license-said': 'Its own message below says more.',
  'vplus-refusal.license-said-remedy': 'Have the person who runs vPlus extend its licence, then try again.',
  'vplus-refusal.forbidden-title': 'The vPlus server does not allow this',
  'vplus-refusal.forbidden': 'It knows our account, and says no to this request.',
  'vplus-refusal.forbidden-remedy':
    'The account of this assistant may lack a right, or a limit is reached. If it says why below, correct that. Then try again.',
  'vplus-refusal.organization-unknown-title': 'The vPlus server does not know this organization any more',
  'vplus-refusal.organization-unknown': 'Somebody has deleted it there since we last looked.',
  'vplus-refusal.organization-unknown-remedy':
    'Try again: the assistant looks first, and registers it anew where it is missing.',
  'vplus-refusal.organization-there-title': 'The vPlus server has such an organization already',
  'vplus-refusal.organization-there': 'The name, or tenant and application, are those of another organization there.',
  'vplus-refusal.organization-there-remedy':
    'Choose another name for the organization, or have the other one removed on vPlus, and try again.',
  'vplus-refusal.organization-needed-title': 'The vPlus server does not let go of the organization',
  'vplus-refusal.organization-needed': 'Something there still depends on it, such as backups or a running task.',
  'vplus-refusal.organization-needed-remedy':
    'If it says what below, have that removed on vPlus, and try again. Or leave the organization there.',
  'vplus-refusal.synchronization-busy-title': 'The vPlus server does not start the synchronization now',
  'vplus-refusal.synchronization-busy': 'Another task on this organization may be at work.',
  'vplus-refusal.synchronization-busy-remedy':
    'Wait for that task. If it says something else below, correct that. Then try again.',
  'vplus-refusal.organization-refused-title': 'The vPlus server refused the organization',
  'vplus-refusal.organization-refused': 'Something in its values is not accepted.',
  'vplus-refusal.organization-refused-remedy': 'If it says why below, correct that. Then try again.',
  'vplus-refusal.slow-down-title': 'The vPlus server asks us to slow down',
  'vplus-refusal.slow-down': 'Nothing is lost.',
  'vplus-refusal.slow-down-remedy': 'Wait a minute and try again.',
  'vplus-refusal.cannot-answer-title': 'The vPlus server cannot answer at the moment',
  'vplus-refusal.cannot-answer': 'It, or what is in front of it, has a problem of its own.',
  'vplus-refusal.cannot-answer-remedy':
    'Try again in some minutes. If it stays, have the person who runs vPlus look at its log.',
  'vplus-refusal.refused-title': 'The vPlus server refused a request',
  'vplus-refusal.refused': 'It says no to what this assistant asked for.',
  'vplus-refusal.refused-remedy':
    'If it says why below, correct that. Then try again. If that does not help, send the support details to whoever runs this assistant.',
} as const;
