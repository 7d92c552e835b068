export const removeReplaced = {
  'remove-replaced.title': 'Remove the replaced credential',
  'remove-replaced.waiting': 'Microsoft is still replicating the removal',
  'remove-replaced.plan':
    '{count, plural, one {The old credential is} other {# old credentials are}} removed last, once vPlus has signed in with the new one. Until then nothing is taken from vPlus, so that no backup fails because of it.',
  'remove-replaced.plan-by-hand':
    'Once vPlus has signed in with the new credential, you are asked to remove the old {count, plural, one {one} other {ones}}. Leave {count, plural, one {it} other {them}} until then, so that no backup fails because of it.',
  'remove-replaced.stays-meanwhile': 'The old one stays until vPlus has signed in with the new one.',
  'remove-replaced.by-hand':
    'vPlus has signed in with the new credential. Remove the old one in the Microsoft Entra admin center, under “Certificates & secrets” of the application, by its ID: {ids}. No script does this.',
  'remove-replaced.confirm':
    'We cannot read from "{server}" whether it signs in with the new credential. Start a synchronization there. Once it has ended well, confirm it here, and the old credential is removed.',
  'remove-replaced.confirm-synchronized':
    'This assistant cannot see on "{server}" whether it signs in with the new credential. Start a synchronization there. Once it has ended well, confirm it here. Until then the old credential stays.',
  'remove-replaced.removes-secret': 'Removes the client secret that is replaced',
  'remove-replaced.removes-certificate': 'Removes the certificate that is replaced',
  'remove-replaced.looking': 'Looking until Microsoft shows the new credential',
  'remove-replaced.still-there':
    '{count, plural, one {The replaced credential is} other {# replaced credentials are}} still there.',
  'remove-replaced.gone': 'The replaced {count, plural, one {credential is} other {credentials are}} removed: {ids}.',
  'remove-replaced.removed': 'Removed',
} as const;
