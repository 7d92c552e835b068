/** What is wrong with the database or its address, and what to do about it. */
export const database = {
  'database.address-protocol': 'must begin with postgres://',
  'database.address-unreadable':
    'cannot be read as an address: write # as %23, / as %2F, ? as %3F, @ as %40, % as %25 in a user name or password',
  'database.address-hosts': 'names more than one host: name the primary alone',
  'database.address-ssl': 'must not say ssl={ssl}: write sslmode=verify-full, or sslmode=disable for plain text',
  'database.address-sslmode': 'must not say sslmode={mode}: write verify-full, or one of {modes}',
  'database.address-file': 'names a file in {name} that cannot be read: {file}',
} as const;
