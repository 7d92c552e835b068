/** What backing up, restoring and moving a database say on the terminal. */
export const backup = {
  'backup.no-database':
    'There is no database in {folder}: nothing was copied. Set DATA_DIR to the folder that the assistant is started with, or DATABASE_URL.',
  'backup.holder-silent':
    'Another process has the database folder {folder} open and could not be asked for a back-up ({why}). Try again as the user that it runs as, or stop it first.',
  'backup.cut-off': 'The process that has the database open did not send all of it. Try again.',
  'backup.nothing-there': 'There is nothing to back up: the database holds no installation.',
  'backup.not-empty': 'The database is not empty: it holds an installation already.',
  'backup.goes-on': 'The back-up is damaged: something follows its end.',
  'backup.other-kind': 'This is a back-up of another kind or of a newer version ({format}).',
  'backup.none': 'This is no back-up of this assistant.',
  'backup.checksum': 'The back-up is damaged: its checksum is not that of its content. Use another one.',
  'backup.not-whole': 'The back-up is incomplete: its end is missing.',
  'backup.done':
    'Backed up {count, plural, one {# row} other {# rows}} to {file}. It holds no key: keep the vault key elsewhere, too.',
  'backup.restored':
    'Restored {count, plural, one {# row} other {# rows}}. Start the assistant with the vault key that was in use when the back-up was made.',
  'backup.moved':
    'Moved {count, plural, one {# row} other {# rows}}. Start the assistant with DATABASE_URL and the same vault key; the folder is as it was.',
  'backup.no-folder': 'There is no folder to move from.',
  'backup.unwritable': '{file} cannot be written ({code}). Name a file in a folder that is there.',
  'backup.unreadable': '{file} cannot be read ({code}). Name a file that "backup" wrote.',
  'backup.damaged': '{file} is damaged, or was not written by "backup". Use another one.',
  'backup.usage': 'Name one of these commands, and its file or address: {commands}',
} as const;
