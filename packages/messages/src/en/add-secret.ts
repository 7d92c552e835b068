export const addSecret = {
  'add-secret.title': 'Add a client secret',
  'add-secret.undo-title': 'Remove the client secret',
  'add-secret.waiting': 'Microsoft is still replicating the new secret',
  'add-secret.undo-plan':
    '{count, plural, one {The client secret of this assistant is} other {# client secrets of this assistant are}} removed. Those that others added are not touched.',
  'add-secret.undo-unseen': 'No client secret of this assistant is to be seen. If one appears, it is removed.',
  'add-secret.plan-sent':
    'A client secret is added. It expires after {days, plural, one {# day} other {# days}} and is sent to vPlus only.',
  'add-secret.plan-shown':
    'A client secret is added. It expires after {days, plural, one {# day} other {# days}} and is shown to you once.',
  'add-secret.plan-by-hand':
    'The script adds a client secret, which expires after {days, plural, one {# day} other {# days}}. You enter it here, and vPlus gets it in the way that the plan says.',
  'add-secret.plan-beside-by-hand':
    'You add a client secret beside the old one, for at most {days, plural, one {# day} other {# days}}, and enter it here. vPlus gets it in the way that the plan says.',
  'add-secret.enter-beside':
    'In the Microsoft Entra admin center, under “Certificates & secrets” of the application, add a client secret with the description “{name}”, and enter its value here. Leave the old one there: vPlus uses it until it has the new one. Do not run the script for this, since it removes the old one first.',
  'add-secret.enter':
    'Enter the client secret that the script printed. If it printed none, or the secret is lost, run the script again and have the secret replaced. The beginning of the script says how.',
  'add-secret.removes-lost': 'Removes a client secret of this assistant that is expired, refused or lost',
  'add-secret.adds': 'Adds one secret',
  'add-secret.value-lost':
    'There is a client secret of this assistant that this run cannot use: it has expired, Microsoft refuses it, or its value is not known here.',
  'add-secret.looking': 'Looking whether an attempt that was interrupted left a secret',
  'add-secret.not-listed': 'The client secret is not among those of the application any more.',
  'add-secret.not-of-application': 'What was handed in is not a client secret of this application that is still valid.',
  'add-secret.refused': 'Microsoft refused the client secret that was handed in.',
  'add-secret.id': 'Secret ID',
  'add-secret.expires': 'Secret expires',
  'add-secret.heading': '{number}. The client secret',
  'add-secret.looks-before-each-try':
    'Looks before each try: a secret whose answer was lost has a value that nobody knows, and is removed.',
  'add-secret.lost-one-goes':
    'A secret whose answer was lost has a value that nobody knows: it is removed before another one is added.',
  'add-secret.terraform-state':
    'Terraform keeps the client secret in its state: protect that. It shows it by: terraform output -raw client_secret',
} as const;
