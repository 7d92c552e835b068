export const registerOrganization = {
  'register-organization.title': 'Register the organization on vPlus',
  'register-organization.undo-title': 'Disconnect the organization on vPlus',
  'register-organization.waiting': 'vPlus is adding the organization',
  'register-organization.plan': '"{name}" is added to "{server}" with the application ID and its credential.',
  'register-organization.plan-by-person':
    'You add "{name}" to "{server}" yourself, with the values that are shown to you.',
  'register-organization.deletes': 'Deletes the organization',
  'register-organization.adds': 'Adds the organization',
  'register-organization.corrects': 'Sends what differs from the plan',
  'register-organization.nothing-yet': 'There is nothing to hand over yet',
  'register-organization.not-on-vplus-yet': 'The organization is not on vPlus yet',
  'register-organization.gone': '"{server}" does not list this organization any more.',
  'register-organization.other-application': '"{server}" has this organization with another application (client) ID.',
  'register-organization.other-credential':
    '"{server}" has this organization, but it is not certain that it holds this credential.',
  'register-organization.gets-new-credential': '"{server}" gets the new credential in the place of the old one.',
  'register-organization.certificate-goes':
    '"{server}" was given a certificate too. It is removed there, and vPlus signs in with the secret alone.',
  'register-organization.remove-certificate':
    '"{server}" was given a certificate too. If it is still there, remove it: by the plan, vPlus signs in with a client secret alone.',
  'register-organization.switch-on': 'Switch it on there, then check again.',
  'register-organization.enter': 'Register this organization in "{server}" with the values below.',
  'register-organization.enter-in-place':
    '"{server}" has this organization already: enter the values below there, in place of the old ones.',
  'register-organization.enter-unseen':
    'We cannot read the organizations of "{server}", so a person registers this one there.',
  'register-organization.shown-once': 'Each credential is shown once, when you ask for it.',
  'register-organization.looked-at-again':
    'For an hour we look again from time to time. If the server answers as usual by then, we register it ourselves.',
  'register-organization.name': 'Name',
  'register-organization.tenant-id': 'Tenant ID',
  'register-organization.guid': 'Organization on vPlus',
  'register-organization.said-to-be-entered': '{by} says that the values are entered in "{server}".',
  'register-organization.not-listed-yet':
    '"{server}" does not list an organization with this application (client) ID yet.',
  'register-organization.not-all-shown': 'Not everything was shown yet, so vPlus cannot have it.',
  'register-organization.tried-in-vain':
    'We asked vPlus to sign in with what it holds now. {said} Check the values there, then have it checked again.',
  'register-organization.word-alone':
    'Confirmed by {by}. "{server}" does not let us look, so nothing but this word stands behind it.',
  'register-organization.entered':
    '"{server}" lists the organization with our application. {by} entered its credential.',
  'register-organization.handed-over':
    '"{server}" lists the organization with our application. We handed its credential over.',
  'register-organization.no-look':
    '"{server}" does not let us look. Ask whoever runs it to disconnect the organization there, and to leave it in place: its backups hang on it.',
  'register-organization.undo-by-name':
    '"{name}" is deleted on "{server}" with its backups, because its name was typed. This cannot be undone.',
  'register-organization.undo-unused':
    '"{name}" is deleted on "{server}": this assistant added it, and it was never synchronized.',
  'register-organization.undo-stays':
    '"{name}" and its backups stay on "{server}", marked as disconnected: {reason, select, synchronized {it was synchronized} other {it was there before this assistant}}. It is deleted only if its name is typed.',
  'register-organization.undo-unseen':
    '"{server}" has no organization of this connection. If one appears, it is deleted if it was never synchronized, and marked as disconnected otherwise.',
  'register-organization.none': '"{server}" has no organization of this connection.',
  'register-organization.name-differs': 'You typed "{typed}"; on vPlus it is called "{name}".',
  'register-organization.deleted-unused': 'It was never synchronized, so it was deleted.',
  'register-organization.deleted-by-name': 'Its name was typed, so it was deleted.',
  'register-organization.stays': 'The organization and its backups stay on "{server}", marked as disconnected.',
  'register-organization.credential-not-kept':
    'The new credential is not kept any longer. Try again: a new one will be added.',
} as const;
