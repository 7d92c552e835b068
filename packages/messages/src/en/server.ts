/** What the API says of a request, and of itself. */
export const server = {
  'server.clock-behind':
    "The clock of the server that runs this assistant is {minutes, plural, one {# minute} other {# minutes}} behind Microsoft's, so your sign-in looks invalid to it.",
  'server.clock-ahead':
    "The clock of the server that runs this assistant is {minutes, plural, one {# minute} other {# minutes}} ahead of Microsoft's, so your sign-in looks invalid to it.",
  'server.file-changed': 'The file has changed since you loaded it',
  'server.load-again': 'Load it again without conditions.',
  'server.no-such-part': 'The file has no such part',
  'server.ask-for-a-part': 'Ask for a range within the file, or for all of it.',
  'server.missing-changed': 'What is missing has changed since this page was shown.',
  'server.plan-hash-needed': 'A connect needs the hash of the plan that was approved',
  'server.disconnect-only': 'Only a disconnect takes this',
  'server.stopping': 'This process is stopping.',
  'server.address-incomplete': 'The address is not complete, or was changed when it was copied.',
  'server.not-storable': 'Contains a character that cannot be stored',
  'server.role-gone': 'The role that you had when you signed in was taken away.',
} as const;
