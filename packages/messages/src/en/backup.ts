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
  'backup.not-whole': 'The back-up is not whole: its end is missing.',
} as const;
