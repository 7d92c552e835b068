/** What is wrong with the key of the vault, and what to do about it. */
export const vaultKey = {
  'vault-key.empty': 'the vault key file {file} is empty',
  'vault-key.no-key': 'a vault key is the base64 text of exactly 32 bytes: make one with "openssl rand -base64 32"',
  'vault-key.lost':
    'the database was sealed with a key that is not in {file}: bring that file back, or set VAULT_KEY. No new key was made, since it would not open the database',
  'vault-key.open-to-all': 'every user of this machine may read or change {file}: chmod 600 {file}',
  'vault-key.unreadable': 'the vault key file {file} cannot be read ({code})',
  'vault-key.wrong':
    'The database was sealed with vault key {wanted}, which is not among the keys given ({given}). Bring back the key file or variable that belongs to this database.',
} as const;
